import type { RawBuilder } from 'kysely'
import { type Executor, sql } from '../database/database.ts'
import type { Snapshot } from './compare-snapshots.ts'

type Backlog = Pick<Snapshot, 'messages' | 'inbox'>

/**
 * A change of an older payment is seen by its messages, of which there is one for whatever a shop must know. A message that was
 * taken is another one than while it waited.
 */
const newestMax = 500
const countMax = 1_000

/** Four small looks, each along an index. */
export async function readSnapshot(db: Executor, tenant: string): Promise<Snapshot> {
  const [versions, subjects, backlog] = await Promise.all([
    sql<{ id: string; version: number }>`
      select transaction_id as id, version from payments where tenant = ${tenant}
      order by created_at desc, transaction_id desc limit ${newestMax}::integer`.execute(db),
    sql<{ id: string; subject: string }>`
      select concat_ws(' ', id, state) as id, subject from messages where tenant = ${tenant}
      order by messages.id desc limit ${newestMax}::integer`.execute(db),
    readBacklog(db, tenant),
  ])
  return {
    versions: new Map(versions.rows.map((row) => [row.id, Number(row.version)])),
    subjects: new Map(subjects.rows.map((row) => [row.id, row.subject])),
    ...backlog,
  }
}

/** How much waits and how much was set aside; counting stops at a thousand. */
export async function readBacklog(db: Executor, tenant: string): Promise<Backlog> {
  const count = (from: RawBuilder<unknown>) =>
    sql`(select count(*) from (select 1 from ${from} limit ${countMax}::integer) bounded)::integer`
  const { rows } = await sql<Record<string, number>>`
    select
      ${count(sql`messages where tenant = ${tenant} and settled_at is null`)} as messages_waiting,
      ${count(sql`messages where tenant = ${tenant} and state = 'dead'`)} as messages_dead,
      ${count(sql`inbox where settled_at is null and tenant = ${tenant}`)} as inbox_waiting,
      ${count(sql`inbox where tenant = ${tenant} and state = 'dead'`)} as inbox_dead`.execute(db)
  const of = (name: string) => Number(rows[0]?.[name] ?? 0)
  return {
    messages: { waiting: of('messages_waiting'), dead: of('messages_dead') },
    inbox: { waiting: of('inbox_waiting'), dead: of('inbox_dead') },
  }
}
