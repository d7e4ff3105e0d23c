import { type Executor, sql } from '../database/database.ts'
import { json } from '../database/json.ts'

export type RequestCount = {
  tenant: string
  rate: string
  key: string
  window: number
  hits: number
  /** How long the row says anything. */
  keptSeconds: number
}

/** All processes' hits in a window and in the one before it. */
export type SharedCount = Pick<RequestCount, 'tenant' | 'rate' | 'key' | 'window'> & {
  current: number
  previous: number
}

/** Adds up what this process has counted with what the others have, in one statement. Rows are taken in one order by all. */
export async function addCounts(
  db: Executor,
  counts: readonly RequestCount[],
): Promise<SharedCount[]> {
  const { rows } = await sql<Record<string, unknown>>`
    insert into request_counts as r (tenant, rate, key, window_number, hits, forget_at)
    select c.tenant, c.rate, c.key, c."window", c.hits, now() + c."keptSeconds" * interval '1 second'
    from jsonb_to_recordset(${json(counts)})
      as c (tenant text, rate text, key text, "window" bigint, hits integer, "keptSeconds" integer)
    order by c.tenant, c.rate, c.key, c."window"
    on conflict (tenant, rate, key, window_number) do update set hits = r.hits + excluded.hits
    returning r.tenant, r.rate, r.key, r.window_number, r.hits,
      coalesce((select p.hits from request_counts p where p.tenant = r.tenant and p.rate = r.rate and p.key = r.key
        and p.window_number = r.window_number - 1), 0) as previous`.execute(db)
  return rows.map((row) => ({
    tenant: String(row['tenant']),
    rate: String(row['rate']),
    key: String(row['key']),
    window: Number(row['window_number']),
    current: Number(row['hits']),
    previous: Number(row['previous']),
  }))
}

/** Deletes counts of windows that are over. */
export async function pruneCounts(db: Executor, batchMax: number): Promise<number> {
  const { rows } = await sql`
    delete from request_counts where ctid = any(array(
      select ctid from request_counts where forget_at < now() order by forget_at limit ${batchMax}::integer))
    returning 1`.execute(db)
  return rows.length
}
