import type { OutboundMessage } from '../../contract/messages.ts'
import { type Executor, sql } from '../../database/database.ts'
import { json } from '../../database/json.ts'

/** Notes a message as processed. False when it was before: a second delivery waits here for the first to end. */
export async function insertProcessed(
  db: Executor,
  { tenant, messageId }: Pick<OutboundMessage, 'tenant' | 'messageId'>,
): Promise<boolean> {
  const { rows } = await sql`
    insert into shop.processed_messages (tenant, message_id) values (${tenant}, ${messageId})
    on conflict do nothing returning message_id`.execute(db)
  return rows.length > 0
}

export async function findProcessed(
  db: Executor,
  { tenant, messageId }: Pick<OutboundMessage, 'tenant' | 'messageId'>,
): Promise<boolean> {
  const { rows } = await sql`
    select from shop.processed_messages where tenant = ${tenant} and message_id = ${messageId}`.execute(
    db,
  )
  return rows.length > 0
}

export async function insertMetadata(
  db: Executor,
  message: OutboundMessage,
  orderReference: string,
): Promise<void> {
  await sql`
    insert into shop.payment_metadata (tenant, message_id, order_reference, name, payload, reported_at)
    values (${message.tenant}, ${message.messageId}, ${orderReference}, ${message.name}, ${json(message.payload)},
      ${message.timestamp}::timestamptz)`.execute(db)
}
