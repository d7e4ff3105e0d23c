import { type Executor, sql } from '../database/database.ts'
import type { Mode } from '../psp/psp.ts'

/** Since when each connection of a tenant is as it is. */
export async function listConnectionTimes(
  db: Executor,
  tenant: string,
): Promise<readonly { provider: string; mode: Mode; since: Date }[]> {
  const { rows } = await sql<{ provider: string; mode: Mode; since: Date }>`
    select provider, mode, coalesce(disconnected_at, configured_at) as since from connections
    where tenant = ${tenant}`.execute(db)
  return rows.map(({ since, ...key }) => ({ ...key, since: new Date(since) }))
}
