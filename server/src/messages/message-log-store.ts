import type { OutboundName } from '../contract/messages.ts'
import { type Executor, sql } from '../database/database.ts'

/** `waiting` includes what a shop was handed and has not acknowledged; `dead` was set aside. */
export type MessageState = 'waiting' | 'delivered' | 'dead'

/** A message with what became of it, for people who look after it. */
export type LoggedMessage = {
  /** Its place in the order of this tenant's messages. */
  id: string
  messageId: string
  subject: string
  name: OutboundName
  channel: string
  payload: Record<string, unknown>
  state: MessageState
  attempts: number
  note: string | null
  createdAt: Date
  /** When it is tried or handed out next; meaningless once it is settled. */
  dueAt: Date
  settledAt: Date | null
}

export type MessageFilter = {
  tenant: string
  state?: MessageState | undefined
  subject?: string | undefined
  name?: OutboundName | undefined
}

type Row = {
  id: string | number
  message_id: string
  subject: string
  name: OutboundName
  channel: string
  payload: Record<string, unknown>
  state: MessageState
  attempts: number
  note: string | null
  created_at: Date
  due_at: Date
  settled_at: Date | null
}

/** Newest first, those older than `before`, which is an id or null. */
export async function findMessages(
  db: Executor,
  { tenant, state, subject, name }: MessageFilter,
  { before, limit }: { before: string | null; limit: number },
): Promise<LoggedMessage[]> {
  const conditions = [
    sql`tenant = ${tenant}`,
    ...(state === undefined ? [] : [sql`state = ${sql.lit(state)}`]),
    // What waits is told twice, since the index of it knows it by this.
    ...(state === 'waiting' ? [sql`settled_at is null`] : []),
    ...(subject === undefined ? [] : [sql`subject = ${subject}`]),
    ...(name === undefined ? [] : [sql`name = ${name}`]),
    ...(before === null ? [] : [sql`id < ${before}::bigint`]),
  ]
  const { rows } = await sql<Row>`
    select * from messages where ${sql.join(conditions, sql` and `)}
    order by id desc limit ${limit}::integer`.execute(db)
  return rows.map((row) => ({
    id: String(row.id),
    messageId: row.message_id,
    subject: row.subject,
    name: row.name,
    channel: row.channel,
    payload: row.payload,
    state: row.state,
    attempts: Number(row.attempts),
    note: row.note,
    createdAt: row.created_at,
    dueAt: row.due_at,
    settledAt: row.settled_at,
  }))
}

/** Makes a settled message due again. False when there is none of this id. */
export async function makeDueAgain(
  db: Executor,
  { tenant, messageId }: { tenant: string; messageId: string },
): Promise<boolean> {
  const { rows } = await sql`
    update messages set state = 'waiting', attempts = 0, due_at = now(), settled_at = null, note = 'replayed'
    where tenant = ${tenant} and message_id = ${messageId}::uuid and state in ('delivered', 'dead')
    returning 1`.execute(db)
  return rows.length > 0
}
