import type { PaymentStatus } from '../contract/glue/payments.ts'
import type { OutboundName } from '../contract/messages.ts'
import { announce, type Fact, type NewMessage } from './announce.ts'
import { moneyNews } from './money-news.ts'
import { findMovement, isFailed, isUnderWay, type Movement } from './movement.ts'
import type { OperationEnd, ReleaseReason, SettledEnd } from './operation.ts'
import { isUnpaid, type Payment } from './payment.ts'

/** Where a change came from, for the payment's history. */
export type Source = 'api' | 'webhook' | 'return' | 'command' | 'sweep' | 'operator'

export type HistoryEntry = {
  source: Source
  event: string
  fromStatus: PaymentStatus | null
  toStatus: PaymentStatus | null
  details: Record<string, unknown>
}

/** The next payment with all that must be written together with it. `ends`: operations that this change settles. */
export type Change = {
  payment: Payment
  history: readonly HistoryEntry[]
  messages: readonly NewMessage[]
  ends?: readonly SettledOperation[]
  /** Attempts to pay that have failed with it: they are charged to the budgets of whoever pays. */
  failedAttempts?: number
}

export type SettledOperation = { operationId: string; end: OperationEnd }

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

/** Which facts a shop is told when a payment arrives in a status. What money does is told by its movements. */
const announcements: Record<PaymentStatus, readonly OutboundName[]> = {
  new: [],
  authorized: ['PaymentAuthorized'],
  authorization_failed: ['PaymentAuthorizationFailed'],
  capture_requested: [],
  captured: [],
  capture_failed: [],
  canceled: ['PaymentCanceled'],
  cancellation_failed: ['PaymentCancellationFailed'],
  overpaid: ['PaymentOverpaid'],
  underpaid: ['PaymentCaptureFailed', 'PaymentUnderpaid'],
  refunded: [],
  'partially refunded': [],
  'refund failed': [],
}

/**
 * The messages that a change makes true: the whole of what a shop is told follows from the difference. Before there is an
 * order the shop could not place them, so they are not sent: confirming the order sends what is true then.
 */
export function messagesBetween(before: Payment, after: Payment): NewMessage[] {
  if (after.orderReference === null) return []
  return before.status === after.status
    ? moneyNews(before, after)
    : [updated(after, before.status), ...factsOf(before, after)]
}

/** Money follows its authorisation, and leads to any other status: over- and underpaid need two messages, in this order. */
function factsOf(before: Payment, after: Payment): NewMessage[] {
  const money = moneyNews(before, after)
  if (isUnpaid(before.status) && isAuthorized.has(after.status)) {
    return [announce(after, 'PaymentAuthorized'), ...money]
  }
  // A refund that fails late brings nothing new about how the payment was paid.
  if (isAfterRefund.has(before.status)) return money
  const difference = differenceOf(after)
  return [...money, ...announcements[after.status].map((name) => announce(after, name, difference))]
}

const isAuthorized = new Set<PaymentStatus>(['authorized', 'capture_requested', 'capture_failed'])
const isAfterRefund = new Set<PaymentStatus>(['refunded', 'partially refunded', 'refund failed'])

/** What was asked and what was paid, where they differ. */
const differenceOf = ({ status, amountMinor, capturedMinor }: Payment): Partial<Fact> =>
  status === 'overpaid' || status === 'underpaid'
    ? { context: { requestedAmount: amountMinor, paidAmount: capturedMinor } }
    : {}

/**
 * What the history says of money that moved, and the operations that it settles. Before there is an order an operation has
 * more to do than to move money, so that it is settled by its own answer.
 */
export function movementNews(
  before: Payment,
  after: Payment,
  source: Source,
): Pick<Change, 'history'> & { ends: SettledOperation[] } {
  const news = after.movements.filter(
    ({ operationId, status }) => findMovement(before.movements, operationId)?.status !== status,
  )
  const settled = after.orderReference === null ? [] : news.filter((one) => !isUnderWay(one))
  return {
    history: news.map((movement) => toEntry(movement, source)),
    ends: settled.map((movement) => ({ operationId: movement.operationId, end: endOf(movement) })),
  }
}

const toEntry = (movement: Movement, source: Source): HistoryEntry => {
  const { kind, operationId, amountMinor, status, failureReason } = movement
  const details = { operationId, amountMinor, failureReason }
  return { source, event: `${kind}-${status}`, fromStatus: null, toStatus: null, details }
}

/** How the operation of a movement that is over has ended. */
export const endOf = (movement: Movement): SettledEnd => ({
  state: isFailed(movement) ? 'failed' : 'succeeded',
  note: movement.failureReason ?? movement.status,
})

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
  const untold: Payment = {
    ...next,
    status: 'new',
    capturedMinor: 0,
    refundedMinor: 0,
    movements: next.movements.filter(({ status }) => status !== 'succeeded'),
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
    messages: [updated(next, payment.status), ...factsOf(untold, next)],
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
