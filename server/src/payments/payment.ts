import type { PaymentOutcome, PaymentStatus, Strategy } from '../contract/glue/payments.ts'
import type { Mode } from '../psp/psp.ts'

/** A payment of one shopper. Amounts are integers in minor units of `currency`; `version` grows with every change. */
export type Payment = Readonly<{
  tenant: string
  transactionId: string
  mode: Mode
  provider: string
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
  successUrl: string | null
  cancelUrl: string | null
  createdAt: Date
  updatedAt: Date
}>

/**
 * Which status may follow which. The contract's own table, with its dead ends mended: a refused card may be followed by a
 * good one, an over- or underpaid payment can be refunded, a failed cancellation does not hide what the PSP did instead,
 * and a refund that fails late is taken back. A status with no followers is final.
 */
const followers: Record<PaymentStatus, readonly PaymentStatus[]> = {
  new: [
    'authorized',
    'authorization_failed',
    'canceled',
    'cancellation_failed',
    'captured',
    'capture_failed',
    'overpaid',
    'underpaid',
  ],
  authorization_failed: [
    'authorized',
    'canceled',
    'cancellation_failed',
    'captured',
    'overpaid',
    'underpaid',
  ],
  authorized: [
    'captured',
    'capture_failed',
    'capture_requested',
    'canceled',
    'cancellation_failed',
    'overpaid',
    'underpaid',
  ],
  capture_requested: [
    'captured',
    'capture_failed',
    'canceled',
    'cancellation_failed',
    'overpaid',
    'underpaid',
  ],
  capture_failed: [
    'captured',
    'capture_requested',
    'canceled',
    'cancellation_failed',
    'overpaid',
    'underpaid',
  ],
  cancellation_failed: [
    'canceled',
    'authorized',
    'captured',
    'capture_requested',
    'capture_failed',
  ],
  captured: ['refunded', 'partially refunded', 'refund failed', 'overpaid'],
  overpaid: ['refunded', 'partially refunded', 'refund failed'],
  underpaid: [
    'captured',
    'overpaid',
    'refunded',
    'partially refunded',
    'refund failed',
    'canceled',
  ],
  'partially refunded': ['refunded', 'partially refunded', 'refund failed'],
  'refund failed': ['refunded', 'partially refunded', 'captured'],
  refunded: ['refund failed'],
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
export function waitOf({ orderReference, status }: Payment): 'none' | 'shopper' | 'order' {
  if (orderReference !== null) return 'none'
  if (isUnpaid(status)) return 'shopper'
  return holdsMoney[status] ? 'order' : 'none'
}

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
