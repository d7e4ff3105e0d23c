import type { PspCharge } from '../psp/psp.ts'
import { type Change, created, messagesFor, type Source } from './change.ts'
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
  if (charge.sequence < payment.pspSequence) return ignored('older')
  if (charge.status === payment.status || isNextAttempt(payment, charge)) {
    return sameStatus(payment, { ...charge, status: payment.status }, source)
  }
  if (!canFollow(payment.status, charge.status)) return ignored(`not-after-${payment.status}`)
  return change(payment, charge, source)
}

/** The amount we know, or the one that the PSP was asked to change it to: its news may be faster than its answer. */
const isPurchaseOf = (payment: Payment, charge: PspCharge): boolean =>
  [payment, payment.requested].some((known) => known !== null && isSameAmount(known, charge))

type Amount = { amountMinor: number; currency: string }

const isSameAmount = (one: Amount, other: Amount): boolean =>
  one.amountMinor === other.amountMinor && one.currency === other.currency

/** After a refusal the shopper tries again: the payment stays refused, and pending while the PSP thinks about it. */
const isNextAttempt = (payment: Payment, charge: PspCharge): boolean =>
  payment.status === 'authorization_failed' && charge.status === 'new'

const ignored = (because: string): Verdict => ({ kind: 'ignored', because, isForeign: false })

const foreign = (because: string): Verdict => ({ kind: 'ignored', because, isForeign: true })

function sameStatus(payment: Payment, charge: PspCharge, source: Source): Verdict {
  const isProcessing = isUnpaid(payment.status) && charge.isProcessing
  const isUnchanged =
    payment.isProcessing === isProcessing &&
    isSameAmount(payment, charge) &&
    payment.failureReason === reasonOf(payment, charge) &&
    payment.capturedMinor >= charge.capturedMinor &&
    payment.refundedMinor === charge.refundedMinor &&
    payment.pspReference === charge.pspReference &&
    (payment.clientData !== null || charge.clientData === null)
  return isUnchanged ? { kind: 'same' } : change(payment, charge, source)
}

/** Why we gave a payment back is known here only: the PSP's own news of it does not take that away. */
const reasonOf = (payment: Payment, charge: PspCharge): string | null =>
  charge.status === payment.status && isGivenBack(charge.status)
    ? (charge.failureReason ?? payment.failureReason)
    : charge.failureReason

function change(payment: Payment, charge: PspCharge, source: Source): Verdict {
  const next: Payment = {
    ...payment,
    status: charge.status,
    isProcessing: isUnpaid(charge.status) && charge.isProcessing,
    amountMinor: charge.amountMinor,
    currency: charge.currency,
    requested:
      payment.requested && isSameAmount(payment.requested, charge) ? null : payment.requested,
    capturedMinor: Math.max(payment.capturedMinor, charge.capturedMinor),
    // The newest picture counts: a refund that fails late is money that is still here.
    refundedMinor: charge.refundedMinor,
    pspReference: charge.pspReference,
    pspSequence: charge.sequence,
    pspStatus: charge.pspStatus,
    redirectUrl: charge.redirectUrl,
    clientData: charge.clientData ?? payment.clientData,
    failureReason: reasonOf(payment, charge),
  }
  const entry = {
    source,
    event: charge.status === payment.status ? 'psp-status' : 'status-changed',
    fromStatus: payment.status,
    toStatus: charge.status,
    details: { pspStatus: charge.pspStatus, failureReason: charge.failureReason },
  }
  const messages = [...firstNews(payment, next), ...messagesFor(next, payment.status)]
  return { kind: 'change', change: { payment: next, history: [entry], messages } }
}

/** The first word from the PSP creates the payment for the shop, whether the answer or a faster webhook brings it. */
const firstNews = (payment: Payment, next: Payment) =>
  payment.pspReference === null ? [created({ ...next, status: payment.status })] : []
