import type { Failure } from '../contract/failures.ts'
import { type InboundName, inboundMessages } from '../contract/messages.ts'
import type { Database } from '../database/database.ts'
import { findOrderPayment } from '../payments/payment-store.ts'
import { fail, ok, type Result } from '../result.ts'
import { keepInInbox } from './inbox-store.ts'

/** A message that a shop sends on one of its channels. `messageId` is the shop's own and makes a repetition harmless. */
export type IncomingCommand = {
  tenant: string
  channel: string
  name: string
  messageId: string
  payload: unknown
}

/** Keeps a command of a shop. An order without a payment is answered at once, so that nothing vanishes silently. */
export async function receiveCommand(
  { db }: { db: Database },
  command: IncomingCommand,
): Promise<
  Result<{ isNew: boolean }, Failure<'message-unknown' | 'validation-failed' | 'payment-not-found'>>
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
  if (!(await findOrderPayment(db, command.tenant, payload.data.orderReference))) {
    return fail({ kind: 'payment-not-found' })
  }
  const isNew = await keepInInbox(db, {
    tenant: command.tenant,
    source: shopSource,
    eventId: command.messageId,
    mode: 'live',
    name: command.name,
    rawBody: JSON.stringify(payload.data),
  })
  return ok({ isNew })
}

export const shopSource = 'shop'

export const isInboundName = (name: string): name is InboundName =>
  Object.hasOwn(inboundMessages, name)
