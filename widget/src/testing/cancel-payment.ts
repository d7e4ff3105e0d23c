import type { CancelPaymentOutput } from '../core/contract.ts'
import { refuse, type TestAnswer } from './answer.ts'
import type { PaymentBook } from './payment-book.ts'

/** Cancels a payment without an order; what was captured is refunded. Canceling twice is harmless. */
export function cancelPayment(
  book: PaymentBook,
  transactionId: string,
): TestAnswer<CancelPaymentOutput> {
  const payment = book.find(transactionId)
  if (!payment) return refuse('payment-not-found')
  const { orderReference, outcome, status } = payment.view
  if (orderReference !== null) return refuse('payment-has-order')
  if (outcome === 'canceled') return done(status)
  const canceled = book.change(transactionId, {
    status: status === 'captured' ? 'refunded' : 'canceled',
    outcome: 'canceled',
    redirectUrl: null,
    failureReason: 'canceled-by-shopper',
  })
  return done(canceled.view.status)
}

const done = (status: CancelPaymentOutput['status']): TestAnswer<CancelPaymentOutput> => ({
  ok: true,
  output: { isSuccessful: true, error: null, status, preOrderPaymentData: {} },
})
