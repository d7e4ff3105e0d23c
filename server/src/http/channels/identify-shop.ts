import type { Context } from 'hono'
import type { Failure } from '../../contract/failures.ts'
import { fail, ok, type Result } from '../../result.ts'
import type { AppEnv } from '../app-env.ts'
import { type EdgeDeps, identifyRequest } from '../identify-request.ts'

/** In how many ways brokers name their tenant, by version and direction. */
const tenantHeaders = ['x-tenant-identifier', 'tenant-identifier', 'consumer-id']

/** The tenant of a shop's message broker. All the names that it gives must be that of its token. */
export async function identifyShop(
  c: Context<AppEnv>,
  deps: EdgeDeps,
): Promise<Result<string, Failure>> {
  const header = (name: string) => c.req.header(name)
  const named = tenantHeaders.map(header).filter((tenant) => tenant !== undefined)
  const [first] = named
  const identity = await identifyRequest(c, deps, 'tenant', (name) =>
    name === 'x-tenant-identifier' ? first : header(name),
  )
  if (!identity.ok) return identity
  if (named.some((tenant) => tenant !== first)) return fail({ kind: 'tenant-mismatch' })
  return ok(identity.value.identity.tenant)
}
