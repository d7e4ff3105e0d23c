import { timingSafeEqual } from 'node:crypto'
import type { Failure } from '../contract/failures.ts'
import type { Caller } from '../contract/operation.ts'
import type { Reader } from '../payments/reader.ts'
import {
  aCustomer,
  aGuest,
  guestIdMaxLength,
  guestIdMinLength,
  type Shopper,
} from '../payments/shopper.ts'
import { fail, ok, type Result } from '../result.ts'
import type { Tenant } from '../tenants/tenant.ts'
import type { TokenVerifier } from '../tokens/access-tokens.ts'
import type { OwnTokens } from '../tokens/own-tokens.ts'
import type { Anyone } from './request-context.ts'

export type IdentityDeps = {
  /** The tenant of requests that name none. */
  defaultTenant: string
  findTenant(id: string): Promise<Tenant | null>
  tokens: Pick<OwnTokens, 'readReadToken'>
  verifyShopperToken: TokenVerifier
  verifyAppToken: TokenVerifier | null
  /** Bearers from the environment, each for its one tenant. */
  appToken: { tenant: string; token: string }
  operatorToken: { tenant: string; token: string }
  /** The tenant whose stored token this is. */
  findTokenHolder(kind: 'app' | 'operator', token: string): Promise<string | null>
}

type Headers = (name: string) => string | undefined

export type IdentityRefusal = Failure<
  | 'access-token-invalid'
  | 'access-token-missing'
  | 'guest-id-invalid'
  | 'shopper-missing'
  | 'tenant-missing'
  | 'tenant-mismatch'
  | 'tenant-unknown'
>

type Identity = Anyone | Shopper | Reader | { tenant: string }

/** Who asks, as far as this kind of operation must know it. */
export async function identify(
  deps: IdentityDeps,
  caller: Caller,
  header: Headers,
): Promise<Result<Identity, IdentityRefusal>> {
  if (caller === 'tenant') return identifyTenant(deps, header)
  if (caller === 'operator') return identifyOperator(deps, header)
  const tenant = header('x-tenant-identifier') ?? deps.defaultTenant
  if (!(await deps.findTenant(tenant))) return fail({ kind: 'tenant-unknown' })
  if (caller === 'reader') return identifyReader(deps, header, tenant)
  if (caller === 'anyone') return identifyAnyone(deps, header, tenant)
  return identifyShopper(deps, header, tenant)
}

/** Where everybody may ask, a shopper is known as such, and an operator may be told more. */
async function identifyAnyone(
  deps: IdentityDeps,
  header: Headers,
  tenant: string,
): Promise<Result<Anyone, IdentityRefusal>> {
  const shopper = await identifyShopper(deps, header, tenant)
  if (shopper.ok) return ok({ tenant, shopper: shopper.value, isOperator: false })
  if (shopper.failure.kind === 'shopper-missing')
    return ok({ tenant, shopper: null, isOperator: false })
  const operator = await identifyOperator(deps, header)
  if (operator.ok) return ok({ tenant: operator.value.tenant, shopper: null, isOperator: true })
  return operator.failure.kind === 'tenant-mismatch' ? operator : shopper
}

async function identifyShopper(
  deps: IdentityDeps,
  header: Headers,
  tenant: string,
): Promise<Result<Shopper, IdentityRefusal>> {
  const authorization = header('authorization')
  if (authorization !== undefined) {
    const claims = await deps.verifyShopperToken(bearer(authorization))
    if (!claims) return fail({ kind: 'access-token-invalid' })
    // A token that names no tenant is one of the shop that was here first, and of no other.
    if ((claims.tenant ?? deps.defaultTenant) !== tenant) return fail({ kind: 'tenant-mismatch' })
    return ok(aCustomer(tenant, claims.subject))
  }
  const guestId = header('x-anonymous-customer-unique-id')
  if (guestId === undefined) return fail({ kind: 'shopper-missing' })
  if (guestId.length < guestIdMinLength || guestId.length > guestIdMaxLength)
    return fail({ kind: 'guest-id-invalid' })
  return ok(aGuest(tenant, guestId))
}

async function identifyReader(
  deps: IdentityDeps,
  header: Headers,
  tenant: string,
): Promise<Result<Reader, IdentityRefusal>> {
  const authorization = header('authorization')
  const subject =
    authorization === undefined ? null : await deps.tokens.readReadToken(bearer(authorization))
  // The page that a shopper comes back to belongs to one shop, and shows nothing of another.
  if (subject && subject.tenant !== tenant) return fail({ kind: 'tenant-mismatch' })
  if (subject) return ok({ kind: 'token', ...subject })
  const shopper = await identifyShopper(deps, header, tenant)
  return shopper.ok ? ok({ kind: 'shopper', shopper: shopper.value }) : shopper
}

/** Shops of older versions name themselves in X-Store-Reference. The static token is good for its own tenant only. */
async function identifyTenant(
  deps: IdentityDeps,
  header: Headers,
): Promise<Result<{ tenant: string }, IdentityRefusal>> {
  const authorization = header('authorization')
  if (authorization === undefined) return fail({ kind: 'access-token-missing' })
  const holder = await tokenHolder(deps, bearer(authorization))
  if (holder === null) return fail({ kind: 'access-token-invalid' })
  const tenant = header('x-tenant-identifier') ?? header('x-store-reference')
  if (!tenant) return fail({ kind: 'tenant-missing' })
  if (tenant !== holder) return fail({ kind: 'tenant-mismatch' })
  return (await deps.findTenant(tenant)) ? ok({ tenant }) : fail({ kind: 'tenant-unknown' })
}

/**
 * An operator token is for one tenant, which need not be named, and asked for on loopback too: pages of other sites reach that
 * from a browser.
 */
async function identifyOperator(
  { operatorToken, findTokenHolder }: IdentityDeps,
  header: Headers,
): Promise<Result<{ tenant: string }, IdentityRefusal>> {
  const authorization = header('authorization')
  if (authorization === undefined) return fail({ kind: 'access-token-missing' })
  const token = bearer(authorization)
  const tenant = isSame(token, operatorToken.token)
    ? operatorToken.tenant
    : await findTokenHolder('operator', token)
  if (tenant === null) return fail({ kind: 'access-token-invalid' })
  const named = header('x-tenant-identifier')
  return named === undefined || named === tenant
    ? ok({ tenant })
    : fail({ kind: 'tenant-mismatch' })
}

async function tokenHolder(deps: IdentityDeps, token: string): Promise<string | null> {
  if (isSame(token, deps.appToken.token)) return deps.appToken.tenant
  const holder = await deps.findTokenHolder('app', token)
  if (holder !== null) return holder
  const claims = deps.verifyAppToken ? await deps.verifyAppToken(token) : null
  return claims?.tenant ?? null
}

export const bearer = (authorization: string): string =>
  authorization.replace(/^Bearer\s+/i, '').trim()

/** Compares in constant time; different lengths are compared against themselves so that they cost the same. */
export function isSame(given: string, secret: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(secret)
  return a.length === b.length ? timingSafeEqual(a, b) : !timingSafeEqual(b, b)
}
