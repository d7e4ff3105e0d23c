import type { OutboundMessage, OutboundName } from '../contract/messages.ts'
import { claimDueInOrder } from '../database/claim-due.ts'
import { type Executor, sql } from '../database/database.ts'
import { json } from '../database/json.ts'

/** A message that is due for delivery; `id` gives the order within its subject, `note` is what became of it so far. */
export type DueMessage = {
  id: string
  attempts: number
  note: string | null
  message: OutboundMessage
}

/** What every reader of a message reads. */
export type MessageRow = {
  tenant: string
  message_id: string
  name: OutboundName
  channel: string
  payload: Record<string, unknown>
  became_true_at: string
}

/** As text, since a `Date` has no microseconds, and shops compare them. */
export const becameTrueAt = sql`
  to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as became_true_at`

export const toMessage = (row: MessageRow): OutboundMessage => ({
  messageId: row.message_id,
  tenant: row.tenant,
  name: row.name,
  channel: row.channel,
  payload: row.payload,
  timestamp: row.became_true_at,
})

const columns = sql`*, ${becameTrueAt}`

type Claimed = MessageRow & { id: string | number; attempts: number; note: string | null }

/** Claims the oldest due message of each subject, for delivery by us. */
export async function claimMessages(
  db: Executor,
  of: { tenant: string; channels: readonly string[] },
  batchMax: number,
): Promise<DueMessage[]> {
  const rows = await claimDueInOrder<Claimed>(db, { ...of, columns }, batchMax)
  return rows.map((row) => ({
    id: String(row.id),
    attempts: Number(row.attempts),
    note: row.note,
    message: toMessage(row),
  }))
}

/** What became of one attempt. A message that is `waiting` falls due again by itself; its note says why. */
export type Attempted = {
  due: DueMessage
  state: 'waiting' | 'delivered' | 'dead'
  note: string | null
}

/** Writes how these attempts ended, in one statement. */
export async function keepAttempts(db: Executor, attempted: readonly Attempted[]): Promise<void> {
  const rows = attempted.map(({ due, state, note }) => ({
    tenant: due.message.tenant,
    id: due.id,
    state,
    note,
  }))
  await sql`
    update messages m set state = s.state, note = s.note,
      settled_at = case s.state when 'waiting' then null else now() end
    from jsonb_to_recordset(${json(rows)}) as s (tenant text, id bigint, state text, note text)
    where m.tenant = s.tenant and m.id = s.id and m.state = 'waiting'`.execute(db)
}

/** As long as the inbox remembers what came in. */
const keptDays = 35

/** Forgets messages that ended long ago. Answers how many. */
export async function pruneMessages(db: Executor, batchMax: number): Promise<number> {
  const { rows } = await sql`
    delete from messages where ctid = any(array(
      select ctid from messages
      where settled_at is not null and settled_at < now() - ${keptDays}::integer * interval '1 day'
      order by settled_at limit ${batchMax}::integer))
    returning 1`.execute(db)
  return rows.length
}
