import type { InboundName, InboundPayload } from '../contract/messages.ts'
import type { CancelDeps } from '../payments/cancel-payment.ts'
import { commandPayment, type PaymentCommand } from '../payments/command-payment.ts'
import { operationIdOf } from '../payments/new-id.ts'
import { findOrderPayment } from '../payments/payment-store.ts'
import { bindInbox, type InboxRow } from './inbox-store.ts'

/** Which command a message of a shop is: a message without a line here does not compile. */
const kinds: Record<InboundName, PaymentCommand['kind']> = {
  CapturePayment: 'capture',
  CancelPayment: 'cancel',
  RefundPayment: 'refund',
}

/**
 * Applies a command of a shop, and answers in a word what became of it; null when there is no payment for its order. Repeating
 * it is harmless: the same message never moves money twice.
 */
export async function applyCommand(
  deps: CancelDeps,
  row: InboxRow,
  { name, payload }: { name: InboundName; payload: InboundPayload },
): Promise<string | null> {
  const { tenant, source, eventId } = row
  const { orderReference, orderItemIds, amount, currencyIsoCode } = payload
  const payment = await findOrderPayment(deps.db, tenant, orderReference)
  if (!payment) return null
  // It came before its payment.
  if (row.transactionId === null) await bindInbox(deps.db, row, payment.transactionId)
  const command: PaymentCommand = {
    kind: kinds[name],
    operationId: operationIdOf([tenant, source, eventId]),
    amountMinor: amount,
    orderItemIds,
    currency: currencyIsoCode || null,
    source: 'command',
  }
  return commandPayment(deps, payment, command, { inbox: { source, eventId } })
}
