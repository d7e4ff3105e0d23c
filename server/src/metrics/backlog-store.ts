import type { RawBuilder } from 'kysely'
import { orderlessAfterMs } from '../back-office/search-store.ts'
import type { AttentionKind } from '../contract/back-office/attention.ts'
import { type Executor, sql } from '../database/database.ts'

/** What is worked off, whoever it is for. */
export type Queue = 'inbox' | 'messages' | 'operations' | 'transfers'

/** What waits in a queue; a count stops at `countMax`. A claim that is under way is waiting, and not due. */
export type QueueBacklog = {
  queue: Queue
  waiting: number
  /** For how long the first of what is due has been due; 0 where nothing is. */
  overdueSeconds: number
  /** For how long the oldest has been here; 0 where nothing waits. */
  oldestSeconds: number
}

/** What waits for a person, in the words of the back office. */
export type Trouble = Extract<
  AttentionKind,
  | 'dead-inbox-events'
  | 'dead-messages'
  | 'failed-transfers'
  | 'overshared-payments'
  | 'payments-without-order'
>

export type Backlog = {
  queues: readonly QueueBacklog[]
  troubles: readonly { trouble: Trouble; count: number }[]
}

type Bounds = { preOrderDeadlineMs: number; countMax: number }

/**
 * What waits, of all tenants together, in one statement that looks at no more than `countMax` rows of each kind. Beyond that the
 * times are those of the rows that were looked at: the first that fell due, but for messages, which are ordered by their channels.
 */
export async function readBacklog(db: Executor, bounds: Bounds): Promise<Backlog> {
  const { rows } = await sql<QueueBacklog & { trouble: Trouble | null }>`
    ${queue('inbox', sql`received_at`, bounds)}
    union all ${queue('operations', sql`created_at`, bounds)}
    union all ${queue('transfers', sql`created_at`, bounds)}
    union all ${messages(bounds)}
    union all ${trouble('dead-inbox-events', sql`inbox where state = 'dead' and ${anyTenant}`, bounds)}
    union all ${trouble('dead-messages', sql`messages where state = 'dead' and ${anyTenant}`, bounds)}
    union all ${trouble('failed-transfers', sql`transfers where state = 'failed' and ${anyTenant}`, bounds)}
    union all ${trouble('overshared-payments', overshared, bounds)}
    union all ${trouble('payments-without-order', orderless(bounds), bounds)}`.execute(db)
  return {
    queues: rows.filter(({ trouble }) => trouble === null).map(toQueue),
    troubles: rows.flatMap(({ trouble, waiting }) =>
      trouble === null ? [] : [{ trouble, count: waiting }],
    ),
  }
}

/** True of every row, and what leads to the small index of the rows that are asked for. */
const anyTenant = sql`tenant >= ''`

const overshared = sql`payments where shared_minor > captured_minor - refunded_minor and ${anyTenant}`

const orderless = ({ preOrderDeadlineMs }: Bounds) => sql`payments
  where orderless_since is not null and status not in ('new', 'authorization_failed') and orderless_since
    <= now() - ${orderlessAfterMs(preOrderDeadlineMs)}::double precision * interval '1 millisecond'`

const queue = (
  name: Exclude<Queue, 'messages'>,
  bornAt: RawBuilder<unknown>,
  { countMax }: Bounds,
) =>
  summary(
    name,
    sql`select due_at, ${bornAt} as born_at from ${sql.table(name)}
      where settled_at is null and due_at <= 'infinity' order by due_at limit ${countMax}::integer`,
  )

const messages = ({ countMax }: Bounds) =>
  summary(
    'messages',
    sql`select due_at, created_at as born_at from messages
      where settled_at is null and ${anyTenant} and channel >= '' limit ${countMax}::integer`,
  )

const summary = (name: Queue, waiting: RawBuilder<unknown>) => sql`
  select ${name}::text as queue, null::text as trouble, count(*)::integer as waiting,
    ${secondsSince(sql`min(due_at)`)} as "overdueSeconds",
    ${secondsSince(sql`min(born_at)`)} as "oldestSeconds"
  from (${waiting}) as waiting`

/** Of a time to come it is 0. */
const secondsSince = (time: RawBuilder<unknown>) =>
  sql`greatest(coalesce(extract(epoch from now() - ${time}), 0), 0)::double precision`

const trouble = (name: Trouble, from: RawBuilder<unknown>, { countMax }: Bounds) => sql`
  select null::text, ${name}::text, count(*)::integer, 0::double precision, 0::double precision
  from (select 1 from ${from} limit ${countMax}::integer) as found`

const toQueue = ({ queue, waiting, overdueSeconds, oldestSeconds }: QueueBacklog) => ({
  ...{ queue, waiting, overdueSeconds, oldestSeconds },
})
