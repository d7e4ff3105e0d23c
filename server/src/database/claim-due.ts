import type { RawBuilder } from 'kysely'
import { type Executor, sql } from './database.ts'

/** Tables whose rows fall due: each has `attempts`, `due_at` and `settled_at`. */
type DueTable = 'inbox' | 'messages' | 'operations' | 'transfers'

const bornAt = { inbox: 'received_at', operations: 'created_at', transfers: 'created_at' } as const

/** How often a row may be tried before it is set aside. With the backoff below this takes about three days. */
export const attemptsMax = 20

/**
 * Claims what is due. Claiming postpones the next attempt (16 s doubling to 6 h), so a worker that dies half-way needs no
 * clean-up: the row falls due again. Several processes share the work, since a row that another one holds is skipped. Answers the
 * oldest first, by the database's own digits of a second.
 */
export async function claimDue<Row>(
  db: Executor,
  table: Exclude<DueTable, 'messages'>,
  batchMax: number,
): Promise<Row[]> {
  const name = sql.table(table)
  const { rows } = await sql<Row>`
    with claimed as (
      update ${name} set attempts = attempts + 1, due_at = now() + ${backoff}
      where ctid = any(array(
        select ctid from ${name} where settled_at is null and due_at <= now()
        order by due_at limit ${batchMax}::integer for update skip locked))
      returning *
    )
    select * from claimed order by ${sql.ref(bornAt[table])}`.execute(db)
  return rows
}

/** About nine days: whatever has not been told by then is for an operator. */
const lookUpsMax = 40

/**
 * Claims what is waiting for news that has not come for too long: the tables have `look_ups` and `look_up_due_at`. Claiming
 * postpones, 5 minutes doubling to 6 hours, so that several processes share the work and one that dies needs no clean-up. Only what
 * waits is in the index: what it costs does not grow with the number of rows.
 */
export async function claimUnheard<Row>(
  db: Executor,
  table: 'payments' | 'merchants',
  batchMax: number,
): Promise<Row[]> {
  const name = sql.table(table)
  const { rows } = await sql<Row>`
    update ${name} set look_ups = look_ups + 1,
      look_up_due_at = case when look_ups < ${lookUpsMax}::integer
        then now() + least(300 * power(2, least(look_ups, 10)), 21600) * interval '1 second' end
    where ctid = any(array(
      select ctid from ${name} where look_up_due_at is not null and look_up_due_at <= now()
      order by look_up_due_at limit ${batchMax}::integer for update skip locked))
    returning *`.execute(db)
  return rows
}

/**
 * As `claimDue`, and only the oldest open message of each subject, so that messages of one payment keep their order. The
 * oldest is looked up per row, which costs the same whatever the planner believes: an anti-join planned while nothing waited
 * compares every waiting row with every other. `batchMax` holds for each channel.
 */
export async function claimDueInOrder<Row>(
  db: Executor,
  {
    tenant,
    channels,
    columns,
  }: { tenant: string; channels: readonly string[]; columns: RawBuilder<unknown> },
  batchMax: number,
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    update messages set attempts = attempts + 1, due_at = now() + ${backoff}
    where ctid = any(array(
      select due.ctid from unnest(${channels}::text[]) as c (channel) cross join lateral (
        select m.ctid from messages m
        where m.tenant = ${tenant} and m.channel = c.channel and m.settled_at is null and m.due_at <= now()
          and m.id = (${oldestOf('m')})
        order by m.due_at limit ${batchMax}::integer for update skip locked) due))
    returning ${columns}`.execute(db)
  return rows
}

/**
 * The id of the oldest waiting message beside this one: of its subject, on its channel, since whoever reads one channel may
 * never read another.
 */
export const oldestOf = (message: string): RawBuilder<unknown> => {
  const m = sql.table(message)
  return sql`
    select e.id from messages e
    where e.tenant = ${m}.tenant and e.subject = ${m}.subject and e.channel = ${m}.channel and e.state = 'waiting'
    order by e.id limit 1`
}

/** Longer than a batch takes, so that nobody claims what another worker still has in hand. */
export const backoff = sql`least(16 * power(2, attempts), 21600) * interval '1 second'`
