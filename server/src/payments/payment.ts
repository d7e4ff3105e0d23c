import type { PaymentOutcome, PaymentStatus, Strategy } from '../contract/glue/payments.ts'
import type { Mode } from '../psp/psp.ts'
import { isUnderWay, type Movement, underWayMinor } from './movement.ts'

/** A payment of one shopper. Amounts are integers in minor units of `currency`; `version` grows with every change. */
export type Payment = Readonly<{
  tenant: string
  transactionId: string
  mode: Mode
  provider: string
  /** The version of the provider's configuration that it began with, and keeps. */
  configurationVersion: number
  method: string
  strategy: Strategy
  owner: string
  cartId: string | null
  orderReference: string | null
  orderItemIds: readonly string[]
  amountMinor: number
  currency: string
  status: PaymentStatus
  /** The PSP is still deciding, and the shopper has nothing left to do. */
  isProcessing: boolean
  version: number
  capturedMinor: number
  refundedMinor: number
  /** What was authorised and will not be taken any more. */
  voidedMinor: number
  /** Captures and refunds, the oldest first. */
  movements: readonly Movement[]
  pspReference: string | null
  /** The newest state of the charge that we know of; see `PspCharge.sequence`. */
  pspSequence: number
  pspStatus: string | null
  redirectUrl: string | null
  /** What the shopper's browser needs to pay in place, by the PSP's own names. */
  clientData: Readonly<Record<string, string>> | null
  /** What the PSP was asked to change the amount to, until it has said that it did. */
  requested: Readonly<{ amountMinor: number; currency: string }> | null
  failureReason: string | null
  /** How often the PSP has refused a card, as far as we know. */
  declines: number
  /** The keyed hash of the address that asked for the payment; null where the shop's backend did. */
  asker: string | null
  successUrl: string | null
  cancelUrl: string | null
  createdAt: Date
  updatedAt: Date
}>

const refunds = ['refunded', 'partially refunded', 'refund failed'] as const

/**
 * Which status may follow which. The contract's own table, with its dead ends mended: a refused card may be followed by a
 * good one, an over- or underpaid payment can be refunded, a failed cancellation does not hide what the PSP did instead,
 * a refund that fails late is taken back, and news that was missed on the way to a refund is made up for. A status with no
 * followers is final.
 */
const followers: Record<PaymentStatus, readonly PaymentStatus[]> = {
  new: [
    'authorized',
    'capture_requested',
    'authorization_failed',
    'canceled',
    'cancellation_failed',
    'captured',
    'capture_failed',
    'overpaid',
    'underpaid',
    ...refunds,
  ],
  authorization_failed: [
    'authorized',
    'canceled',
    'cancellation_failed',
    'capture_requested',
    'captured',
    'capture_failed',
    'overpaid',
    'underpaid',
    ...refunds,
  ],
  authorized: [
    'captured',
    'capture_failed',
    'capture_requested',
    'canceled',
    'cancellation_failed',
    'overpaid',
    'underpaid',
    ...refunds,
  ],
  capture_requested: [
    'captured',
    'capture_failed',
    'canceled',
    'cancellation_failed',
    'overpaid',
    'underpaid',
    ...refunds,
  ],
  capture_failed: [
    'captured',
    'capture_requested',
    'canceled',
    'cancellation_failed',
    'overpaid',
    'underpaid',
    ...refunds,
  ],
  cancellation_failed: [
    'canceled',
    'authorized',
    'captured',
    'capture_requested',
    'capture_failed',
    ...refunds,
  ],
  captured: [...refunds, 'overpaid'],
  overpaid: refunds,
  underpaid: ['captured', 'overpaid', ...refunds, 'canceled'],
  'partially refunded': [...refunds, 'captured', 'overpaid', 'underpaid'],
  'refund failed': [...refunds, 'captured', 'overpaid', 'underpaid'],
  refunded: [...refunds, 'captured', 'overpaid', 'underpaid'],
  canceled: [],
}

export const canFollow = (from: PaymentStatus, to: PaymentStatus): boolean =>
  followers[from].includes(to)

/** True when nothing can move this payment any more. */
export const isFinal = (status: PaymentStatus): boolean => followers[status].length === 0

/** True until somebody has paid: the payment page can still be used, and a cancel moves no money. */
export const isUnpaid = (status: PaymentStatus): boolean =>
  status === 'new' || status === 'authorization_failed'

/** True while nobody has paid and the PSP is not making up its mind: the amount can still change. */
export const isOpen = ({
  status,
  isProcessing,
}: Pick<Payment, 'status' | 'isProcessing'>): boolean => isUnpaid(status) && !isProcessing

/**
 * What a payment without an order waits for: somebody to pay it, or, once money is held, its order. `none`: it has its order,
 * or holds no money any more.
 */
export function waitOf(payment: Payment): 'none' | 'shopper' | 'order' {
  const { orderReference, status } = payment
  if (orderReference !== null) return 'none'
  if (isUnpaid(status)) return 'shopper'
  return holdsMoney[status] || hasRemainder(payment) ? 'order' : 'none'
}

/**
 * True while it is the PSP's turn, so that news of it may have been lost: somebody pays for an order, money is on its way, or a
 * capture or a cancellation has not said how it ended. Money that came for a canceled payment is on its way back.
 */
export const isWaitingForPsp = (payment: Payment): boolean =>
  payment.movements.some(isUnderWay) || isPaidAfterCancel(payment) || hasOpenEnd(payment)

/** True when a capture has won against a cancel. */
export const isPaidAfterCancel = (payment: Payment): boolean =>
  payment.status === 'canceled' && refundableMinor(payment) > 0

const hasOpenEnd = ({ orderReference, status }: Payment): boolean =>
  status === 'capture_requested' ||
  status === 'cancellation_failed' ||
  (orderReference !== null && isUnpaid(status))

const holdsMoney: Record<PaymentStatus, boolean> = {
  new: false,
  authorization_failed: false,
  authorized: true,
  capture_requested: true,
  captured: true,
  capture_failed: true,
  cancellation_failed: true,
  overpaid: true,
  underpaid: true,
  'partially refunded': true,
  'refund failed': true,
  refunded: false,
  canceled: false,
}

/** What can still be taken: authorised, not given up, not taken and not on its way. */
export const capturableMinor = (payment: Payment): number =>
  canCapture.has(payment.status)
    ? payment.amountMinor -
      payment.voidedMinor -
      payment.capturedMinor -
      underWayMinor(payment.movements, 'capture')
    : 0

const canCapture = new Set<PaymentStatus>([
  'authorized',
  'capture_requested',
  'capture_failed',
  'cancellation_failed',
  'captured',
  'partially refunded',
  'refund failed',
  'refunded',
])

/** Something was captured and something was not: what was not can still be taken, or given up. */
export const hasRemainder = (payment: Payment): boolean =>
  payment.capturedMinor > 0 && capturableMinor(payment) > 0

/** What can still be given back: taken, not given back and not on its way. */
export const refundableMinor = (payment: Payment): number =>
  payment.capturedMinor - payment.refundedMinor - underWayMinor(payment.movements, 'refund')

/** True once money has left the shopper's account: giving it back is a refund, not a cancellation. */
export const isCaptured = ({ status, capturedMinor, refundedMinor }: Payment): boolean =>
  holdsMoney[status] && capturedMinor > refundedMinor

const outcomes: Record<PaymentStatus, PaymentOutcome> = {
  new: 'open',
  authorization_failed: 'failed',
  authorized: 'paid',
  capture_requested: 'paid',
  captured: 'paid',
  capture_failed: 'paid',
  cancellation_failed: 'pending',
  overpaid: 'paid',
  underpaid: 'pending',
  'partially refunded': 'paid',
  'refund failed': 'paid',
  refunded: 'paid',
  canceled: 'canceled',
}

/** What the shopper should be told, in one word. Pending is not failed; what was given back before an order is canceled. */
export function outcomeOf({ status, isProcessing, orderReference }: Payment): PaymentOutcome {
  if (isUnpaid(status) && isProcessing) return 'pending'
  return status === 'refunded' && orderReference === null ? 'canceled' : outcomes[status]
}

/** True once the money is back, or was never taken: why it ended so stays with the payment. */
export const isGivenBack = (status: PaymentStatus): boolean =>
  status === 'canceled' || status === 'refunded'
