import type { PaymentRow } from '../contract/back-office/parts.ts'
import { outcomeOf, type Payment } from '../payments/payment.ts'

/** A payment as lists show it: nothing of who owns it, and nothing that could pay it. */
export const toPaymentRow = (payment: Payment): PaymentRow => ({
  transactionId: payment.transactionId,
  orderReference: payment.orderReference,
  cartId: payment.cartId,
  pspReference: payment.pspReference,
  amount: payment.amountMinor,
  captured: payment.capturedMinor,
  refunded: payment.refundedMinor,
  currency: payment.currency,
  status: payment.status,
  outcome: outcomeOf(payment),
  method: payment.method,
  provider: payment.provider,
  mode: payment.mode,
  createdAt: payment.createdAt.toISOString(),
  updatedAt: payment.updatedAt.toISOString(),
})
