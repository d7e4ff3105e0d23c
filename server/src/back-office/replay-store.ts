import type { InboxState, MessageState } from '../contract/back-office/messages.ts'
import { type Executor, sql } from '../database/database.ts'

/** How a message stands, or null when there is none. */
export async function findMessageState(
  db: Executor,
  { tenant, messageId }: { tenant: string; messageId: string },
): Promise<MessageState | null> {
  const { rows } = await sql<{ state: MessageState }>`
    select state from messages where tenant = ${tenant} and message_id = ${messageId}::uuid`.execute(
    db,
  )
  return rows[0]?.state ?? null
}

type EventName = { source: string; eventId: string }

/** How an event stands, or null when there is none. */
export async function findEventState(
  db: Executor,
  { tenant, source, eventId }: EventName & { tenant: string },
): Promise<InboxState | null> {
  const { rows } = await sql<{ state: InboxState }>`
    select state from inbox where tenant = ${tenant} and source = ${source} and event_id = ${eventId}`.execute(
    db,
  )
  return rows[0]?.state ?? null
}

/** The payments that these events name, by `<source>/<eventId>`. */
export async function findSubjects(
  db: Executor,
  tenant: string,
  events: readonly EventName[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ name: string; subject: string }>`
    select i.source || '/' || i.event_id as name, i.transaction_id as subject from inbox i
    join unnest(${events.map((one) => one.source)}::text[], ${events.map((one) => one.eventId)}::text[])
      as e (source, event_id) on i.source = e.source and i.event_id = e.event_id
    where i.tenant = ${tenant} and i.transaction_id is not null`.execute(db)
  return new Map(rows.map((row) => [row.name, row.subject]))
}
