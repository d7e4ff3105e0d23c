import { type CancelDeps, cancelPayment } from './cancel-payment.ts'
import type { Source } from './change.ts'
import type { ReleaseReason } from './operation.ts'
import { isCaptured, type Payment } from './payment.ts'
import { findPayment } from './payment-store.ts'
import { refundPayment } from './refund-payment.ts'

/** `pending`: the PSP has not said yet and a sweep finishes it. `refused`: the payment stands. */
export type Release = 'canceled' | 'refunded' | 'refused' | 'pending'

/** Unpaid, then authorised, then captured: a payment may move on under our hands twice. */
const stepsMax = 3

/**
 * Gives back whatever a payment without an order holds: nothing, an authorisation or captured money. A cancel that loses
 * against a capture goes on as a refund.
 */
export async function releasePayment(
  deps: CancelDeps,
  given: Payment,
  source: Source,
  reason: ReleaseReason,
): Promise<Release> {
  let payment = given
  for (let step = 0; step < stepsMax; step += 1) {
    if (payment.status === 'canceled' || payment.status === 'refunded') return payment.status
    if (isCaptured(payment)) return refundPayment(deps, payment, source, reason)
    const cancellation = await cancelPayment(deps, payment, source, reason)
    if (cancellation === 'canceled' || cancellation === 'pending') return cancellation
    const current = await findPayment(deps.db, payment.tenant, payment.transactionId)
    if (!current || current.status === payment.status) return 'refused'
    payment = current
  }
  return 'refused'
}
