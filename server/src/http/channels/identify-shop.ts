import type { Failure } from '../../contract/failures.ts'
import { fail, ok, type Result } from '../../result.ts'
import { type IdentityDeps, identify } from '../identity.ts'

/** In how many ways brokers name their tenant, by version and direction. */
const tenantHeaders = ['x-tenant-identifier', 'tenant-identifier', 'consumer-id']

/** The tenant of a shop's message broker. All the names that it gives must be that of its token. */
export async function identifyShop(
  deps: IdentityDeps,
  header: (name: string) => string | undefined,
): Promise<Result<string, Failure>> {
  const named = tenantHeaders.map(header).filter((tenant) => tenant !== undefined)
  const [first] = named
  const identity = await identify(deps, 'tenant', (name) =>
    name === 'x-tenant-identifier' ? first : header(name),
  )
  if (!identity.ok) return identity
  if (named.some((tenant) => tenant !== first)) return fail({ kind: 'tenant-mismatch' })
  // `identify` answers a tenant when it is asked for one.
  return ok((identity.value as { tenant: string }).tenant)
}
