import { type App, type AppConnection, appCountMax } from '../contract/back-office/apps.ts'
import type { PspConnection, PspKind } from '../psp/psp-kind.ts'
import type { AppDeps } from '../tenants/app-deps.ts'
import type { Connection } from '../tenants/connection.ts'
import { listConnections } from '../tenants/connection-store.ts'
import { countMerchants, countOpenPayments } from '../tenants/drain-store.ts'
import { openVersion } from '../tenants/registry.ts'
import { listConnectionTimes } from './app-store.ts'
import { completeSettings, settingsOf } from './method-row.ts'

type ListDeps = Pick<AppDeps, 'db' | 'kinds' | 'sealer' | 'publicUrl'>

/** Every provider that this installation has, or had, with what the tenant has connected. */
export async function listApps(deps: ListDeps, tenant: string): Promise<App[]> {
  const [connections, times] = await Promise.all([
    listConnections(deps.db, tenant),
    listConnectionTimes(deps.db, tenant),
  ])
  const shown = await Promise.all(
    connections.map(async (connection) => {
      const time = times.find(
        ({ provider, mode }) => provider === connection.provider && mode === connection.mode,
      )
      // Connected between the two looks: then it is as it is since now.
      return toAppConnection(deps, connection, time?.since ?? new Date())
    }),
  )
  const gone = connections.map(({ provider }) => provider).filter((name) => !kindOf(deps, name))
  const known = deps.kinds.map(({ name }) => name)
  return [...known, ...new Set(gone)].map((provider) => ({
    provider,
    title: kindOf(deps, provider)?.title ?? provider,
    canConnect: kindOf(deps, provider) !== null,
    connections: shown
      .filter((_, index) => connections[index]?.provider === provider)
      .toSorted((one, other) => other.mode.localeCompare(one.mode)),
    webhookUrls: webhookUrlsOf(deps, tenant, provider),
  }))
}

export const kindOf = ({ kinds }: Pick<AppDeps, 'kinds'>, provider: string): PspKind | null =>
  kinds.find(({ name }) => name === provider) ?? null

/** Where the provider of a tenant tells what happened, in each mode. */
export const webhookUrlsOf = (
  { publicUrl }: Pick<AppDeps, 'publicUrl'>,
  tenant: string,
  provider: string,
) => ({
  test: `${publicUrl}/webhooks/test/${provider}/${tenant}`,
  live: `${publicUrl}/webhooks/${provider}/${tenant}`,
})

/** What a connection can, as its provider says; null where that cannot be known any more. */
export function reach(
  deps: Pick<AppDeps, 'kinds' | 'sealer'>,
  connection: Connection,
): PspConnection | null {
  const open = openVersion(deps, connection, connection.current)
  return open.ok ? open.value.connection : null
}

async function toAppConnection(
  deps: ListDeps,
  connection: Connection,
  since: Date,
): Promise<AppConnection> {
  const reached = reach(deps, connection)
  const methods = completeSettings(reached?.methods ?? [], settingsOf(connection))
  const [openPayments, merchants] = await Promise.all([
    countOpenPayments(deps.db, connection, appCountMax),
    countMerchants(deps.db, connection, appCountMax),
  ])
  return {
    mode: connection.mode,
    status: connection.status,
    version: connection.current.version,
    since: since.toISOString(),
    accountId: connection.current.accountId,
    configuration: connection.current.visible,
    isMarketplace: reached !== null && reached.merchants !== null,
    methods: {
      enabled: methods.filter(({ isEnabled = true }) => isEnabled).length,
      all: methods.length,
    },
    openPayments,
    merchants,
  }
}
