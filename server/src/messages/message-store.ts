import type { OutboundMessage } from '../contract/messages.ts'
import { claimDueInOrder } from '../database/claim-due.ts'
import { type Executor, sql } from '../database/database.ts'

/** A message that is due for delivery; `id` gives the order within its subject. */
export type DueMessage = { id: string; attempts: number; message: OutboundMessage }

type Row = {
  id: string | number
  tenant: string
  message_id: string
  name: OutboundMessage['name']
  channel: string
  payload: Record<string, unknown>
  created_at: Date
  attempts: number
}

export async function claimMessages(db: Executor, batchMax: number): Promise<DueMessage[]> {
  const rows = await claimDueInOrder<Row>(db, batchMax)
  return rows.map((row) => ({
    id: String(row.id),
    attempts: Number(row.attempts),
    message: {
      messageId: row.message_id,
      tenant: row.tenant,
      name: row.name,
      channel: row.channel,
      payload: row.payload,
      timestamp: row.created_at.toISOString(),
    },
  }))
}

export async function settleMessage(
  db: Executor,
  { id, message }: DueMessage,
  state: 'delivered' | 'dead',
  note: string | null,
): Promise<void> {
  await sql`
    update messages set state = ${state}, note = ${note}, settled_at = now()
    where tenant = ${message.tenant} and id = ${id}::bigint and settled_at is null`.execute(db)
}
