import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import type { Failure } from '../contract/failures.ts'
import type { Caller } from '../contract/operation.ts'
import { readClientAddress } from '../limits/client-address.ts'
import type { Hit } from '../limits/counters.ts'
import type { KeyHash } from '../limits/key-hash.ts'
import type { RequestLimiter } from '../limits/limit-requests.ts'
import { fail, ok, type Result } from '../result.ts'
import type { AppEnv } from './app-env.ts'
import { type IdentityDeps, type IdentityRefusal, identify } from './identity.ts'
import type { IdentityOf } from './request-context.ts'

export type AskerDeps = {
  limiter: RequestLimiter
  /** Hashes an address with a key of this installation, so that none is kept. */
  hash: KeyHash
  trustedProxies: number
}

/** What an edge needs to know who asks, and whether too often. */
export type EdgeDeps = IdentityDeps & AskerDeps

/** `asker`: the keyed hash of the address that asks, null where it stands for anybody. */
export type Identified<C extends Caller> = { identity: IdentityOf<C>; asker: string | null }

/** Who asks, unless they or their address ask too often. Who fails to say who they are is counted apart from all who do. */
export async function identifyRequest<C extends Caller>(
  c: Context<AppEnv>,
  deps: EdgeDeps,
  caller: C,
  header = (name: string): string | undefined => c.req.header(name),
): Promise<Result<Identified<C>, IdentityRefusal | Failure<'rate-limited'>>> {
  const identified = await identify(deps, caller, header)
  if (!identified.ok) return refuseStranger(c, deps) ?? identified
  // `identify` answers the kind of identity that it was asked for.
  const identity = identified.value as IdentityOf<C>
  const { tenant, key } = whoIs(identity)
  const asker = askerOf(c, deps, tenant)
  const wait = deps.limiter.take(hitsOf(caller, { tenant, key, asker }))
  return wait === null ? ok({ identity, asker }) : tooOften(wait)
}

/** Counts a request of somebody who is not who they say, and refuses it when their address has sent many. */
export function refuseStranger(
  c: Context<AppEnv>,
  deps: AskerDeps,
): { ok: false; failure: Failure<'rate-limited'> } | null {
  const asker = askerOf(c, deps, '')
  const wait =
    asker === null ? null : deps.limiter.take([{ rate: 'stranger', tenant: '', key: asker }])
  return wait === null ? null : tooOften(wait)
}

/** The refusal of a request that came this much too early. */
export const tooOften = (retryAfterSeconds: number) =>
  fail({ kind: 'rate-limited' as const, retryAfterSeconds })

function askerOf(
  c: Context<AppEnv>,
  { hash, trustedProxies }: AskerDeps,
  tenant: string,
): string | null {
  const address = readClientAddress({
    // Without a socket the request was made inside this process.
    socketAddress: hasConnection(c.env) ? getConnInfo(c).remote.address : undefined,
    forwardedFor: c.req.header('x-forwarded-for'),
    trustedProxies,
  })
  return address === null ? null : hash(tenant, address)
}

const hasConnection = (env: unknown): boolean =>
  typeof env === 'object' && env !== null && 'incoming' in env

function whoIs(identity: IdentityOf<Caller>): { tenant: string; key: string | null } {
  if ('shopper' in identity) {
    const { shopper } = identity
    if (shopper !== null) return { tenant: shopper.tenant, key: shopper.owner }
    return { tenant: 'tenant' in identity ? identity.tenant : '', key: null }
  }
  const { tenant } = identity
  if ('owner' in identity) return { tenant, key: identity.owner }
  return { tenant, key: 'transactionId' in identity ? `payment:${identity.transactionId}` : null }
}

type Asking = { tenant: string; key: string | null; asker: string | null }

function hitsOf(caller: Caller, { tenant, key, asker }: Asking): Hit[] {
  if (caller === 'tenant') return [{ rate: 'backend', tenant, key: '' }]
  if (caller === 'operator') return [{ rate: 'operator', tenant, key: '' }]
  return [
    ...(key === null ? [] : [{ rate: 'shopper' as const, tenant, key }]),
    ...(asker === null ? [] : [{ rate: 'address' as const, tenant, key: asker }]),
    { rate: 'tenant', tenant, key: '' },
  ]
}
