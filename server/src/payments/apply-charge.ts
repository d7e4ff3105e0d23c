import type { PaymentStatus } from '../contract/glue/payments.ts'
import type { PspCharge } from '../psp/psp.ts'
import { type Change, created, messagesBetween, movementNews, type Source } from './change.ts'
import { findMovement, isFailed, isUnderWay, type Movement, mergeMovements } from './movement.ts'
import { canFollow, isGivenBack, isUnpaid, type Payment } from './payment.ts'

/** What the PSP's picture of a charge means for our payment. `isForeign`: it is not a picture of this payment at all. */
export type Verdict =
  | { kind: 'change'; change: Change }
  | { kind: 'same' }
  | { kind: 'ignored'; because: string; isForeign: boolean }

/**
 * PSPs repeat and reorder what they tell. Arriving where we are is no change and no message; older news and moves that our
 * table does not allow are recorded, not applied; a charge of another amount or currency is never believed.
 */
export function applyCharge(payment: Payment, charge: PspCharge, source: Source): Verdict {
  if (charge.reference !== payment.transactionId) return foreign('reference-differs')
  if (!isPurchaseOf(payment, charge)) return foreign('amount-differs')
  if (charge.refundedMinor > charge.capturedMinor) return foreign('sums-differ')
  if (isOlder(payment, charge)) return ignored('older')
  const movements = mergeMovements(payment, charge)
  const status = refine(payment, charge, movements)
  if (status !== payment.status && !canFollow(payment.status, status)) {
    return ignored(`not-after-${payment.status}`)
  }
  const next = nextOf(payment, charge, { status, movements })
  return isUnchanged(payment, next, charge) ? { kind: 'same' } : toChange(payment, next, source)
}

/** Of two pictures with one sequence, the one that knows of less money is the older. */
const isOlder = (payment: Payment, charge: PspCharge): boolean =>
  charge.sequence < payment.pspSequence ||
  (charge.sequence === payment.pspSequence &&
    (charge.capturedMinor < payment.capturedMinor ||
      charge.refundedMinor < payment.refundedMinor ||
      charge.voidedMinor < payment.voidedMinor))

/**
 * Our own words for what the PSP calls by one: after a refusal the shopper tries again, and a charge that is still authorised
 * may have been asked for its money already.
 */
function refine(
  payment: Payment,
  charge: PspCharge,
  movements: readonly Movement[],
): PaymentStatus {
  if (charge.status === 'new' && payment.status === 'authorization_failed') return payment.status
  // A capture that wins against a cancel is money to give back: the order stays canceled.
  if (payment.status === 'canceled' && charge.capturedMinor > 0) return payment.status
  return charge.status === 'authorized' ? authorizedStatus(movements) : charge.status
}

/** How far an authorised charge is on the way to its money. */
export function authorizedStatus(movements: readonly Movement[]): PaymentStatus {
  const captures = movements.filter(({ kind }) => kind === 'capture')
  if (captures.some(isUnderWay)) return 'capture_requested'
  return captures.some(isFailed) ? 'capture_failed' : 'authorized'
}

/** The amount we know, or the one that the PSP was asked to change it to: its news may be faster than its answer. */
const isPurchaseOf = (payment: Payment, charge: PspCharge): boolean =>
  [payment, payment.requested].some((known) => known !== null && isSameAmount(known, charge))

type Amount = { amountMinor: number; currency: string }

const isSameAmount = (one: Amount, other: Amount): boolean =>
  one.amountMinor === other.amountMinor && one.currency === other.currency

const ignored = (because: string): Verdict => ({ kind: 'ignored', because, isForeign: false })

const foreign = (because: string): Verdict => ({ kind: 'ignored', because, isForeign: true })

/** The sequence alone is no news: PSPs count what does not concern us as well. */
function isUnchanged(payment: Payment, next: Payment, charge: PspCharge): boolean {
  return (
    payment.status === next.status &&
    payment.isProcessing === next.isProcessing &&
    isSameAmount(payment, charge) &&
    payment.failureReason === next.failureReason &&
    payment.declines === next.declines &&
    payment.capturedMinor === next.capturedMinor &&
    payment.refundedMinor === next.refundedMinor &&
    payment.voidedMinor === next.voidedMinor &&
    payment.pspReference === next.pspReference &&
    (payment.clientData !== null || next.clientData === null) &&
    next.movements.every(
      (one) => findMovement(payment.movements, one.operationId)?.status === one.status,
    )
  )
}

/** Why we gave a payment back is known here only: the PSP's own news of it does not take that away. */
const reasonOf = (
  payment: Payment,
  charge: Pick<PspCharge, 'status' | 'failureReason'>,
): string | null =>
  charge.status === payment.status && isGivenBack(charge.status)
    ? (charge.failureReason ?? payment.failureReason)
    : charge.failureReason

function nextOf(
  payment: Payment,
  charge: PspCharge,
  { status, movements }: Pick<Payment, 'status' | 'movements'>,
): Payment {
  return {
    ...payment,
    status,
    isProcessing: isUnpaid(status) && charge.isProcessing,
    amountMinor: charge.amountMinor,
    currency: charge.currency,
    requested:
      payment.requested && isSameAmount(payment.requested, charge) ? null : payment.requested,
    // The newest picture counts: a refund that fails late is money that is still here.
    capturedMinor: charge.capturedMinor,
    refundedMinor: charge.refundedMinor,
    voidedMinor: charge.voidedMinor,
    movements,
    pspReference: charge.pspReference,
    pspSequence: charge.sequence,
    pspStatus: charge.pspStatus,
    redirectUrl: charge.redirectUrl,
    clientData: charge.clientData ?? payment.clientData,
    failureReason: reasonOf(payment, { ...charge, status }),
    declines: declinesOf(payment, charge),
  }
}

/** Where the PSP does not count, each refusal counts that is news: one that tells what we know says nothing of another. */
function declinesOf(payment: Payment, charge: PspCharge): number {
  if (charge.declines !== undefined) return Math.max(payment.declines, charge.declines)
  const isNews =
    charge.status === 'authorization_failed' &&
    (payment.status !== charge.status || payment.failureReason !== charge.failureReason)
  return payment.declines + (isNews ? 1 : 0)
}

function toChange(payment: Payment, next: Payment, source: Source): Verdict {
  const entry = {
    source,
    event: next.status === payment.status ? 'psp-status' : 'status-changed',
    fromStatus: payment.status,
    toStatus: next.status,
    details: {
      pspStatus: next.pspStatus,
      failureReason: next.failureReason,
      // Told once: the history is where a payment is found by it.
      ...(payment.pspReference === null && { pspReference: next.pspReference }),
    },
  }
  const { history, ends } = movementNews(payment, next, source)
  const messages = [...firstNews(payment, next), ...messagesBetween(payment, next)]
  const failedAttempts = next.declines - payment.declines
  return {
    kind: 'change',
    change: { payment: next, history: [entry, ...history], messages, ends, failedAttempts },
  }
}

/** The first word from the PSP creates the payment for the shop, whether the answer or a faster webhook brings it. */
const firstNews = (payment: Payment, next: Payment) =>
  payment.pspReference === null ? [created({ ...next, status: payment.status })] : []
