import type { Failure } from '../contract/failures.ts'
import { fail, ok, type Result } from '../result.ts'
import type { CancelDeps } from './cancel-payment.ts'
import { retrySeconds } from './initialise-payment.ts'
import type { Payment } from './payment.ts'
import { releasePayment } from './release-payment.ts'

type CancelFailure = Failure<
  'payment-has-order' | 'cancellation-pending' | 'payment-not-cancelable'
>

/**
 * Cancels a payment for whoever started it, as long as there is no order; with one, the shop decides. The answer is what
 * the PSP said, never a hope.
 */
export async function cancelPreOrder(
  deps: CancelDeps,
  payment: Payment,
): Promise<Result<{ status: 'canceled' | 'refunded' }, CancelFailure>> {
  const release = await releasePayment(deps, payment, 'api', 'canceled-by-shopper')
  if (release === 'pending') {
    return fail({ kind: 'cancellation-pending', retryAfterSeconds: retrySeconds })
  }
  if (release === 'has-order') return fail({ kind: 'payment-has-order' })
  return release === 'refused' ? fail({ kind: 'payment-not-cancelable' }) : ok({ status: release })
}
