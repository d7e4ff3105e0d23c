import { type Executor, sql } from '../database/database.ts'
import type { ConnectionKey } from './connection.ts'
import { keyIdOf } from './sealer.ts'

/** Sealed secrets of one version of a configuration. */
export type SealedRow = ConnectionKey & { version: number; sealed: string }

/** How many secrets each key has sealed. Every tenant's: a key is of the whole installation. */
export async function countByKey(db: Executor): Promise<{ keyId: string; count: number }[]> {
  const { rows } = await sql<{ keyId: string; count: number }>`
    select key_id as "keyId", count(*)::int as count from configurations where sealed is not null
    group by key_id order by key_id`.execute(db)
  return rows
}

/** Some of what other keys than this one have sealed, of any tenant, after the row that was read last. */
export async function listSealedOtherwise(
  db: Executor,
  { keyId, after, limit }: { keyId: string; after: SealedRow | null; limit: number },
): Promise<SealedRow[]> {
  const { rows } = await sql<SealedRow>`
    select tenant, provider, mode, version, sealed from configurations
    where sealed is not null and key_id <> ${keyId}
      and (tenant, provider, mode, version)
        > (${after?.tenant ?? ''}, ${after?.provider ?? ''}, ${after?.mode ?? ''}, ${after?.version ?? 0})
    order by tenant, provider, mode, version limit ${limit}`.execute(db)
  return rows
}

/** Puts the same secrets under another key. False when somebody else was faster. */
export async function replaceSealed(
  db: Executor,
  row: SealedRow,
  sealed: string,
): Promise<boolean> {
  const { rows } = await sql`
    update configurations set sealed = ${sealed}, key_id = ${keyIdOf(sealed)}
    where tenant = ${row.tenant} and provider = ${row.provider} and mode = ${row.mode} and version = ${row.version}
      and sealed = ${row.sealed}
    returning 1`.execute(db)
  return rows.length > 0
}
