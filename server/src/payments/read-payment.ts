import type { PaymentView } from '../contract/glue/payments.ts'
import type { Database } from '../database/database.ts'
import { outcomeOf, type Payment } from './payment.ts'
import { findOwnedPayment, findPayment } from './payment-store.ts'
import type { Reader } from './reader.ts'

/** The payment, if this reader may see it; anything else is as if it did not exist. */
export async function readPayment(
  { db }: { db: Database },
  reader: Reader,
  transactionId: string,
): Promise<Payment | null> {
  if (reader.kind === 'shopper') return findOwnedPayment(db, reader.shopper, transactionId)
  return reader.transactionId === transactionId
    ? findPayment(db, reader.tenant, transactionId)
    : null
}

/** One payment of a tenant, for its shop's backend. */
export const findTenantPayment = (
  { db }: { db: Database },
  tenant: string,
  transactionId: string,
): Promise<Payment | null> => findPayment(db, tenant, transactionId)

/** What a shopper may know of a payment. Amounts are integers in minor units. */
export function toView(payment: Payment): PaymentView {
  const outcome = outcomeOf(payment)
  return {
    transactionId: payment.transactionId,
    status: payment.status,
    outcome,
    amount: payment.amountMinor,
    currency: payment.currency,
    paymentProviderName: payment.provider,
    paymentMethodName: payment.method,
    orderReference: payment.orderReference,
    redirectUrl: outcome === 'open' || outcome === 'failed' ? payment.redirectUrl : null,
    failureReason: payment.failureReason,
    updatedAt: payment.updatedAt.toISOString(),
  }
}
