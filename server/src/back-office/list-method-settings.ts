import type { MethodGroup } from '../contract/back-office/payment-methods.ts'
import type { AppDeps } from '../tenants/app-deps.ts'
import { type Connection, isActive, modeForShoppers } from '../tenants/connection.ts'
import { listConnections } from '../tenants/connection-store.ts'
import { kindOf, reach } from './list-apps.ts'
import { toMethodRow, toSetMethods } from './method-row.ts'

type ListDeps = Pick<AppDeps, 'db' | 'kinds' | 'sealer'>

/** The methods of each connection as they are set: first those that shoppers are offered. */
export async function listMethodSettings(deps: ListDeps, tenant: string): Promise<MethodGroup[]> {
  const connections = await listConnections(deps.db, tenant)
  const shown = modeForShoppers(connections)
  return connections
    .map((connection) =>
      toGroup(deps, connection, isActive(connection) && connection.mode === shown),
    )
    .toSorted((one, other) => Number(other.isShown) - Number(one.isShown))
}

function toGroup(deps: ListDeps, connection: Connection, isShown: boolean): MethodGroup {
  const { provider, mode, status, current } = connection
  const all = reach(deps, connection)?.methods ?? []
  return {
    provider,
    title: kindOf(deps, provider)?.title ?? provider,
    mode,
    status,
    version: current.version,
    isShown,
    methods: toSetMethods(connection, all).flatMap((one) => {
      const traits = all.find(({ method }) => method === one.method.method)
      return traits ? [toMethodRow(one, traits)] : []
    }),
  }
}
