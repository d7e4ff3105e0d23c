import type { AppStatus } from '../contract/app/configuration.ts'
import { type Executor, sql } from '../database/database.ts'
import { json } from '../database/json.ts'
import type { Mode } from '../psp/psp.ts'
import type { Configuration } from '../psp/psp-kind.ts'
import type { ConfigurationVersion, Connection, ConnectionKey } from './connection.ts'
import { keyIdOf } from './sealer.ts'

type Row = {
  provider: string
  mode: Mode
  status: AppStatus
  version: number
  account_id: string | null
  visible: Configuration
  sealed: string | null
}

/** Every connection of a tenant with its current configuration, the oldest first. */
export async function listConnections(db: Executor, tenant: string): Promise<Connection[]> {
  const { rows } = await sql<Row>`
    select c.provider, c.mode, c.status, c.version, v.account_id, v.visible, v.sealed
    from connections c
    join configurations v on v.tenant = c.tenant and v.provider = c.provider and v.mode = c.mode and v.version = c.version
    where c.tenant = ${tenant}
    order by c.configured_at, c.provider, c.mode`.execute(db)
  return rows.map(({ provider, mode, status, ...row }) => ({
    ...{ tenant, provider, mode, status },
    current: toVersion(row),
  }))
}

/** `replacedAt`: when the next version was made; null for the current one. */
export type PastVersion = ConfigurationVersion & { replacedAt: Date | null }

/** Every version of a connection's configuration, the newest first. */
export async function listVersions(
  db: Executor,
  { tenant, provider, mode }: ConnectionKey,
): Promise<PastVersion[]> {
  const { rows } = await sql<
    Omit<Row, 'provider' | 'mode' | 'status'> & { replaced_at: Date | null }
  >`
    select version, account_id, visible, sealed, lead(created_at) over (order by version) as replaced_at
    from configurations
    where tenant = ${tenant} and provider = ${provider} and mode = ${mode}
    order by version desc`.execute(db)
  return rows.map((row) => ({
    ...toVersion(row),
    replacedAt: row.replaced_at && new Date(row.replaced_at),
  }))
}

const toVersion = (row: Omit<Row, 'provider' | 'mode' | 'status'>): ConfigurationVersion => ({
  version: row.version,
  accountId: row.account_id,
  visible: row.visible,
  sealed: row.sealed,
})

/** Writes the next version and makes it the current one. The caller holds the tenant's lock. */
export async function insertVersion(
  tx: Executor,
  { tenant, provider, mode }: ConnectionKey,
  { version, accountId, visible, sealed, status }: ConfigurationVersion & { status: AppStatus },
): Promise<void> {
  await sql`
    with kept as (
      insert into configurations (tenant, provider, mode, version, account_id, visible, sealed, key_id)
      values (${tenant}, ${provider}, ${mode}, ${version}, ${accountId}, ${json(visible)}, ${sealed},
        ${sealed && keyIdOf(sealed)})
    )
    insert into connections (tenant, provider, mode, status, version)
    values (${tenant}, ${provider}, ${mode}, ${status}, ${version})
    on conflict (tenant, provider, mode) do update
    set status = excluded.status, version = excluded.version, configured_at = now(), disconnected_at = null`.execute(
    tx,
  )
}

/** The caller holds the tenant's lock. */
export async function setStatus(
  tx: Executor,
  { tenant, provider, mode }: ConnectionKey,
  status: AppStatus,
): Promise<void> {
  await sql`
    update connections set status = ${status},
      disconnected_at = case when ${status}::text = 'DISCONNECTED' then now() end
    where tenant = ${tenant} and provider = ${provider} and mode = ${mode}`.execute(tx)
}
