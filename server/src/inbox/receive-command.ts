import type { Failure } from '../contract/failures.ts'
import { type InboundName, inboundMessages } from '../contract/messages.ts'
import type { Database } from '../database/database.ts'
import { findOrderPayment } from '../payments/payment-store.ts'
import { fail, ok, type Result } from '../result.ts'
import { isSameInInbox, keepInInbox, keepUnknown } from './inbox-store.ts'

/** A message that a shop sends on one of its channels. `messageId` is the shop's own and makes a repetition harmless. */
export type IncomingCommand = {
  tenant: string
  channel: string
  name: string
  messageId: string
  payload: unknown
}

/**
 * Keeps a command of a shop. An order without a payment is answered at once and kept as a dead letter: nothing vanishes
 * silently, and the same command sent again once there is a payment is applied.
 */
export async function receiveCommand(
  { db }: { db: Database },
  command: IncomingCommand,
): Promise<
  Result<
    { isNew: boolean },
    Failure<'message-unknown' | 'message-id-reused' | 'validation-failed' | 'payment-not-found'>
  >
> {
  if (!isInboundName(command.name)) return fail({ kind: 'message-unknown' })
  const message = inboundMessages[command.name]
  if (message.channel !== command.channel) return fail({ kind: 'message-unknown' })
  const payload = message.payload.safeParse(command.payload)
  if (!payload.success) {
    const issue = payload.error.issues[0]
    return fail({
      kind: 'validation-failed',
      detail: `${issue?.path.join('.')} => ${issue?.message}`,
    })
  }
  const row = {
    tenant: command.tenant,
    source: shopSource,
    eventId: command.messageId,
    mode: 'live',
    name: command.name,
    rawBody: JSON.stringify(payload.data),
  } as const
  const payment = await findOrderPayment(db, command.tenant, payload.data.orderReference)
  if (!payment) {
    await keepUnknown(db, row)
    return fail({ kind: 'payment-not-found' })
  }
  const isNew = await keepInInbox(db, { ...row, transactionId: payment.transactionId })
  if (!isNew && !(await isSameInInbox(db, row))) return fail({ kind: 'message-id-reused' })
  return ok({ isNew })
}

export const shopSource = 'shop'

export const isInboundName = (name: string): name is InboundName =>
  Object.hasOwn(inboundMessages, name)
