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
  findTenant(id: string): Tenant | null
  tokens: Pick<OwnTokens, 'readReadToken'>
  verifyShopperToken: TokenVerifier
  verifyAppToken: TokenVerifier | null
  appToken: { tenant: string; token: string }
  operatorToken: { tenant: string; token: string }
}

type Headers = (name: string) => string | undefined

type Refusal = Failure<
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
): Promise<Result<Identity, Refusal>> {
  if (caller === 'tenant') return identifyTenant(deps, header)
  if (caller === 'operator') return identifyOperator(deps, header)
  const tenant = header('x-tenant-identifier') ?? deps.defaultTenant
  if (!deps.findTenant(tenant)) return fail({ kind: 'tenant-unknown' })
  if (caller === 'reader') return identifyReader(deps, header, tenant)
  const shopper = await identifyShopper(deps, header, tenant)
  if (caller === 'shopper') return shopper
  if (shopper.ok) return ok({ tenant, shopper: shopper.value })
  return shopper.failure.kind === 'shopper-missing' ? ok({ tenant, shopper: null }) : shopper
}

async function identifyShopper(
  deps: IdentityDeps,
  header: Headers,
  tenant: string,
): Promise<Result<Shopper, Refusal>> {
  const authorization = header('authorization')
  if (authorization !== undefined) {
    const claims = await deps.verifyShopperToken(bearer(authorization))
    if (!claims) return fail({ kind: 'access-token-invalid' })
    if (claims.tenant !== null && claims.tenant !== tenant) return fail({ kind: 'tenant-mismatch' })
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
): Promise<Result<Reader, Refusal>> {
  const authorization = header('authorization')
  const subject =
    authorization === undefined ? null : await deps.tokens.readReadToken(bearer(authorization))
  if (subject) return ok({ kind: 'token', ...subject })
  const shopper = await identifyShopper(deps, header, tenant)
  return shopper.ok ? ok({ kind: 'shopper', shopper: shopper.value }) : shopper
}

/** Shops of older versions name themselves in X-Store-Reference. The static token is good for its own tenant only. */
async function identifyTenant(
  deps: IdentityDeps,
  header: Headers,
): Promise<Result<{ tenant: string }, Refusal>> {
  const authorization = header('authorization')
  if (authorization === undefined) return fail({ kind: 'access-token-missing' })
  const holder = await tokenHolder(deps, bearer(authorization))
  if (holder === null) return fail({ kind: 'access-token-invalid' })
  const tenant = header('x-tenant-identifier') ?? header('x-store-reference')
  if (!tenant) return fail({ kind: 'tenant-missing' })
  if (tenant !== holder) return fail({ kind: 'tenant-mismatch' })
  return deps.findTenant(tenant) ? ok({ tenant }) : fail({ kind: 'tenant-unknown' })
}

/** An operator token is for one tenant, and asked for on loopback too: pages of other sites reach that from a browser. */
export function identifyOperator(
  { operatorToken }: IdentityDeps,
  header: Headers,
): Result<{ tenant: string }, Refusal> {
  const authorization = header('authorization')
  if (authorization === undefined) return fail({ kind: 'access-token-missing' })
  return isSame(bearer(authorization), operatorToken.token)
    ? ok({ tenant: operatorToken.tenant })
    : fail({ kind: 'access-token-invalid' })
}

async function tokenHolder(deps: IdentityDeps, token: string): Promise<string | null> {
  if (isSame(token, deps.appToken.token)) return deps.appToken.tenant
  const claims = deps.verifyAppToken ? await deps.verifyAppToken(token) : null
  return claims?.tenant ?? null
}

const bearer = (authorization: string): string => authorization.replace(/^Bearer\s+/i, '').trim()

/** Compares in constant time; different lengths are compared against themselves so that they cost the same. */
function isSame(given: string, secret: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(secret)
  return a.length === b.length ? timingSafeEqual(a, b) : !timingSafeEqual(b, b)
}
