import type { OutboundMessage } from '../contract/messages.ts'
import { claimDueInOrder } from '../database/claim-due.ts'
import { type Executor, sql } from '../database/database.ts'
import { json } from '../database/json.ts'

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

/** How a message ended. */
export type Settled = { due: DueMessage; state: 'delivered' | 'dead'; note: string | null }

/** Ends these messages in one statement. */
export async function settleMessages(db: Executor, settled: readonly Settled[]): Promise<void> {
  const rows = settled.map(({ due, state, note }) => ({
    tenant: due.message.tenant,
    id: due.id,
    state,
    note,
  }))
  await sql`
    update messages m set state = s.state, note = s.note, settled_at = now()
    from jsonb_to_recordset(${json(rows)}) as s (tenant text, id bigint, state text, note text)
    where m.tenant = s.tenant and m.id = s.id and m.state = 'waiting'`.execute(db)
}
