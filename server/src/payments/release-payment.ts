import { type CancelDeps, cancelPayment } from './cancel-payment.ts'
import type { Source } from './change.ts'
import type { ReleaseReason } from './operation.ts'
import { hasRemainder, isCaptured, isGivenBack, type Payment } from './payment.ts'
import { findPayment } from './payment-store.ts'
import { refundOrderless } from './refund-payment.ts'

/** `pending`: the PSP has not said yet and a sweep finishes it. `refused`: the payment stands. */
export type Release = 'canceled' | 'refunded' | 'refused' | 'pending' | 'has-order'

/** Unpaid, then authorised, then captured, and a race or two: a payment may move on under our hands. */
const stepsMax = 6

/**
 * Gives back whatever a payment without an order holds: nothing, an authorisation or captured money. A cancel that loses
 * against a capture goes on as a refund; one that loses against the order stops.
 */
export async function releasePayment(
  deps: CancelDeps,
  given: Payment,
  source: Source,
  reason: ReleaseReason,
): Promise<Release> {
  let payment = given
  for (let step = 0; step < stepsMax; step += 1) {
    const release = await takeStep(deps, payment, { source, reason })
    if (release !== 'look-again') return release
    payment = (await findPayment(deps.db, payment.tenant, payment.transactionId)) ?? payment
  }
  return 'pending'
}

/** `look-again`: the payment has moved on under our hands. */
async function takeStep(
  deps: CancelDeps,
  payment: Payment,
  { source, reason }: { source: Source; reason: ReleaseReason },
): Promise<Release | 'look-again'> {
  if (payment.orderReference !== null) return 'has-order'
  if (isGivenBack(payment.status) && !hasRemainder(payment)) {
    return payment.status === 'refunded' ? 'refunded' : 'canceled'
  }
  // What was not captured goes first: a void costs nobody anything, and leaves one sum to refund.
  const isRefund = isCaptured(payment) && !hasRemainder(payment)
  const outcome = isRefund
    ? await refundOrderless(deps, payment, source, reason)
    : await cancelPayment(deps, payment, source, { reason })
  switch (outcome) {
    case 'already-paid':
    case 'changed':
      return 'look-again'
    case 'nothing-to-cancel':
    case 'refused':
    case 'not-cancelable': {
      const current = await findPayment(deps.db, payment.tenant, payment.transactionId)
      return current?.status === payment.status ? 'refused' : 'look-again'
    }
    case 'canceled':
      return hasRemainder(payment) ? 'look-again' : outcome
    default:
      return outcome
  }
}
