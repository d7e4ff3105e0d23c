import type { OutboundMessage } from '../contract/messages.ts'
import { attemptsMax, backoff, oldestOf } from '../database/claim-due.ts'
import { type Executor, sql } from '../database/database.ts'
import { becameTrueAt, type MessageRow, toMessage } from './message-store.ts'

/** How long whoever was handed a message has to acknowledge it, before it is handed out again; later attempts wait longer. */
const leaseSeconds = 60

export type Channel = { tenant: string; channel: string }

type Leased = MessageRow & { id: string | number; state: string }

/**
 * Hands out what is due, oldest subject first, in one statement: whoever locks the oldest message of a subject may take
 * those behind it, so no two consumers have messages of one subject. A message that was handed out before comes alone, so
 * that the attempts it costs are its own; one that is never acknowledged is set aside after its budget.
 */
export async function leaseMessages(
  db: Executor,
  { tenant, channel }: Channel,
  limit: number,
): Promise<OutboundMessage[]> {
  const isSpent = sql`attempts >= ${attemptsMax}::integer`
  const { rows } = await sql<Leased>`
    with oldest as materialized (
      select m.id, m.subject, m.attempts from messages m
      where m.tenant = ${tenant} and m.channel = ${channel} and m.settled_at is null and m.due_at <= now()
        and m.id = (${oldestOf('m')})
      order by m.due_at limit ${limit}::integer for update skip locked
    ), waiting as (
      select w.id, bool_and(w.is_free) over (partition by o.subject order by w.id) as is_free
      from oldest o cross join lateral (
        select f.id, f.id = o.id or (o.attempts = 0 and f.attempts = 0) as is_free
        from messages f
        where f.tenant = ${tenant} and f.subject = o.subject and f.state = 'waiting' and f.id >= o.id
          and f.channel = ${channel}
        order by f.id limit ${limit}::integer for update skip locked) w
    )
    update messages u set attempts = attempts + 1,
      due_at = now() + greatest(${backoff}, ${leaseSeconds}::integer * interval '1 second'),
      state = case when ${isSpent} then 'dead' else state end,
      note = case when ${isSpent} then 'attempts-spent' else note end,
      settled_at = case when ${isSpent} then now() end
    from (select id from waiting where is_free order by id limit ${limit}::integer) taken
    where u.tenant = ${tenant} and u.id = taken.id
    returning u.*, ${becameTrueAt}`.execute(db)
  return rows
    .filter(({ state }) => state === 'waiting')
    .toSorted((a, b) => Number(a.id) - Number(b.id))
    .map(toMessage)
}

/**
 * Settles those of these messages that wait on this channel. Answers how many. Each is looked up by its id alone, and then by
 * its key: the planner may believe that nothing waits, and would then read all that does.
 */
export async function acknowledge(
  db: Executor,
  { tenant, channel }: Channel,
  messageIds: readonly string[],
): Promise<number> {
  const { rows } = await sql`
    update messages u set state = 'delivered', settled_at = now()
    from (
      select m.id from unnest(${messageIds}::uuid[]) as i (id) cross join lateral (
        select id, channel, state from messages where tenant = ${tenant} and message_id = i.id limit 1) m
      where m.channel = ${channel} and m.state = 'waiting' order by m.id) taken
    where u.tenant = ${tenant} and u.id = taken.id
    returning 1`.execute(db)
  return rows.length
}
