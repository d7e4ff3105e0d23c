import type { PaymentStatus } from '../contract/glue/payments.ts'
import type { OutboundName } from '../contract/messages.ts'
import type { ReleaseReason } from './operation.ts'
import type { Payment } from './payment.ts'

/** Where a change came from, for the payment's history. */
export type Source = 'api' | 'webhook' | 'return' | 'command' | 'sweep'

export type HistoryEntry = {
  source: Source
  event: string
  fromStatus: PaymentStatus | null
  toStatus: PaymentStatus | null
  details: Record<string, unknown>
}

export type NewMessage = { name: OutboundName; payload: Record<string, unknown> }

/** The next payment with all that must be written together with it. */
export type Change = {
  payment: Payment
  history: readonly HistoryEntry[]
  messages: readonly NewMessage[]
}

/**
 * Nothing exists at the PSP: the payment frees its cart or order. No message is sent, since none has said that it exists.
 */
export const unopened = (
  payment: Payment,
  { source, reason, note }: { source: Source; reason: string; note: string },
): Change => ({
  payment: { ...payment, status: 'canceled', redirectUrl: null, failureReason: reason },
  history: [
    {
      source,
      event: 'initialise-failed',
      fromStatus: payment.status,
      toStatus: 'canceled',
      details: { because: note },
    },
  ],
  messages: [],
})

/** Which facts a shop is told when a payment arrives in a status. Over- and underpaid need two, as shops expect. */
const announcements: Record<PaymentStatus, readonly OutboundName[]> = {
  new: [],
  authorized: ['PaymentAuthorized'],
  authorization_failed: ['PaymentAuthorizationFailed'],
  capture_requested: [],
  captured: ['PaymentCaptured'],
  capture_failed: ['PaymentCaptureFailed'],
  canceled: ['PaymentCanceled'],
  cancellation_failed: ['PaymentCancellationFailed'],
  overpaid: ['PaymentCaptured', 'PaymentOverpaid'],
  underpaid: ['PaymentCaptureFailed', 'PaymentUnderpaid'],
  refunded: [],
  'partially refunded': [],
  'refund failed': [],
}

/**
 * The messages that a move makes true. Before there is an order the shop could not place them, so they are not sent:
 * confirming the order sends what is true then.
 */
export function messagesFor(payment: Payment, from: PaymentStatus): NewMessage[] {
  if (payment.orderReference === null || payment.status === from) return []
  return [
    updated(payment, from),
    ...announcements[payment.status].map((name) => announce(payment, name)),
  ]
}

/** The payment has its order now: what was held back until then is told, in the order in which it became true. */
export function linked(
  payment: Payment,
  order: { orderReference: string; orderItemIds: readonly string[] },
  source: Source,
): Change {
  const next: Payment = {
    ...payment,
    orderReference: order.orderReference,
    orderItemIds: order.orderItemIds,
  }
  return {
    payment: next,
    history: [
      {
        source,
        event: 'order-linked',
        fromStatus: null,
        toStatus: null,
        details: { orderReference: order.orderReference },
      },
    ],
    messages: [
      updated(next, payment.status),
      ...announcements[payment.status].map((name) => announce(next, name)),
    ],
  }
}

/** Money was given back before there was an order; said of the payment and its cart, since there is no order to name. */
export const released = (
  payment: Payment,
  reason: ReleaseReason,
  amountMinor: number,
): NewMessage => ({
  name: 'PaymentReleased',
  payload: {
    paymentReference: payment.transactionId,
    cartReference: payment.cartId,
    amount: amountMinor,
    currencyIsoCode: payment.currency,
    reason,
  },
})

/** A fact about the whole order's payment. */
export const announce = (payment: Payment, name: OutboundName): NewMessage => ({
  name,
  payload: {
    orderReference: payment.orderReference,
    orderItemIds: payment.orderItemIds,
    amount: payment.amountMinor,
    currencyIsoCode: payment.currency,
  },
})

/** Sent once the PSP has accepted the payment; `entityReference` is absent while there is no order. */
export const created = (payment: Payment): NewMessage => ({
  name: 'PaymentCreated',
  payload: {
    ...(payment.orderReference === null ? {} : { entityReference: payment.orderReference }),
    paymentReference: payment.transactionId,
    details: JSON.stringify({ pspReference: payment.pspReference, targetStatus: payment.status }),
  },
})

const updated = (payment: Payment, from: PaymentStatus): NewMessage => ({
  name: 'PaymentUpdated',
  payload: {
    entityReference: payment.orderReference,
    paymentReference: payment.transactionId,
    details: JSON.stringify({
      pspReference: payment.pspReference,
      pspStatus: payment.pspStatus,
      sourceStatus: from,
      targetStatus: payment.status,
    }),
  },
})
