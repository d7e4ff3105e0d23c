import type { InboundName, InboundPayload } from '../../contract/messages.ts'
import { type Executor, sql } from '../../database/database.ts'
import { json } from '../../database/json.ts'
import type { TransferItem } from './merchant-commands.ts'
import type { OrderKey } from './order-store.ts'

type Sent = OrderKey & {
  messageId: string
  createdAt: Date
  /** The app is not asked again after this. */
  isLastAttempt: boolean
}

/** A message to the payment app. Its id is the same each time it is sent. */
export type MessageCommand = Sent & { name: InboundName; payload: InboundPayload }

/** A call of the app's `/payments/transfers`. */
export type TransferCommand = Sent & {
  name: 'TransferPayments'
  payload: { items: readonly TransferItem[] }
}

/** Something that the payment app is asked until it has accepted it. */
export type Command = MessageCommand | TransferCommand

type CommandRow = {
  message_id: string
  order_reference: string
  attempts: number
  created_at: Date
} & Pick<MessageCommand, 'name' | 'payload'>

type TransferRow = Omit<CommandRow, 'name' | 'payload'> & Pick<TransferCommand, 'name' | 'payload'>

const retryDelayMinSeconds = 20
const retryDelayMaxSeconds = 300
const attemptsMax = 200

/**
 * Claims due commands that the app has not accepted yet, of each order only the oldest message and the oldest transfer; with an
 * id, only that one. Claiming postpones the next attempt, longer each time and first by more than one request takes, so that a
 * process that dies while sending needs no clean-up.
 */
export async function claimCommands(
  db: Executor,
  tenant: string,
  { messageId, limit }: { messageId: string | null; limit: number },
): Promise<Command[]> {
  const { rows } = await sql<CommandRow | TransferRow>`
    update shop.commands c set attempts = attempts + 1,
      due_at = clock_timestamp() + least(power(2, least(attempts, 10)) * ${retryDelayMinSeconds}::integer, ${retryDelayMaxSeconds}::integer)
        * interval '1 second'
    from (
      select w.message_id from shop.commands w
      where w.tenant = ${tenant} and w.accepted_at is null and w.due_at <= clock_timestamp() and w.attempts < ${attemptsMax}
        and (${messageId}::text is null or w.message_id = ${messageId}::text)
        and not exists (
          select from shop.commands e
          where e.tenant = w.tenant and e.order_reference = w.order_reference and e.accepted_at is null
            and e.attempts < ${attemptsMax} and e.number < w.number
            and (e.name = 'TransferPayments') = (w.name = 'TransferPayments'))
      order by w.due_at limit ${limit} for update of w skip locked
    ) due
    where c.tenant = ${tenant} and c.message_id = due.message_id
    returning c.message_id, c.order_reference, c.name, c.payload, c.attempts, c.created_at`.execute(
    db,
  )
  return rows.map((row) => toCommand(tenant, row))
}

function toCommand(tenant: string, row: CommandRow | TransferRow): Command {
  const sent = {
    tenant,
    messageId: row.message_id,
    orderReference: row.order_reference,
    createdAt: row.created_at,
    isLastAttempt: row.attempts >= attemptsMax,
  }
  // The name decides the payload, and narrows a union only where it is asked.
  if (row.name === 'TransferPayments') return { ...sent, name: row.name, payload: row.payload }
  return { ...sent, name: row.name, payload: row.payload }
}

export async function acceptCommand(db: Executor, { tenant, messageId }: Command): Promise<void> {
  await sql`update shop.commands set accepted_at = clock_timestamp()
    where tenant = ${tenant} and message_id = ${messageId}`.execute(db)
}

/** Leaves in a transfer only what the app has not decided: it is not asked for the rest again. */
export async function keepOpenItems(
  db: Executor,
  { tenant, messageId }: TransferCommand,
  items: readonly TransferItem[],
): Promise<void> {
  await sql`update shop.commands set payload = ${json({ items })}
    where tenant = ${tenant} and message_id = ${messageId} and accepted_at is null`.execute(db)
}

/** Takes back cancellations that the app has not accepted, because the order has moved on. */
export async function deleteUnsentCancellations(
  db: Executor,
  { tenant, orderReference }: OrderKey,
): Promise<void> {
  await sql`delete from shop.commands
    where tenant = ${tenant} and order_reference = ${orderReference} and accepted_at is null
      and name = 'CancelPayment'`.execute(db)
}
