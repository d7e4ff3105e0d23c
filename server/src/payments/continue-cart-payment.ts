import type { Failure } from '../contract/failures.ts'
import { fail, ok, type Result } from '../result.ts'
import type { Cart } from '../shop/shop.ts'
import type { PaymentMethod } from '../tenants/tenant.ts'
import type { Payment } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { findOwnedPayment } from './payment-store.ts'
import type { Shopper } from './shopper.ts'
import { type OpenFailure, type StartedPayment, toStarted } from './started-payment.ts'
import { updatePayment } from './update-payment.ts'

type ContinueFailure = OpenFailure | Failure<'payment-not-found' | 'payment-has-order'>

/**
 * Brings the payment that its shopper names to what its cart costs now. Another shopper's payment does not exist; one of another
 * cart or method is not the one that is meant.
 */
export async function continueCartPayment(
  deps: Pick<PaymentDeps, 'db' | 'findPsp' | 'onCommit'>,
  shopper: Shopper,
  wanted: { transactionId: string; method: PaymentMethod; cart: Cart },
): Promise<Result<StartedPayment, ContinueFailure>> {
  const { transactionId, method, cart } = wanted
  const payment = await findOwnedPayment(deps.db, shopper, transactionId)
  if (!payment) return fail({ kind: 'payment-not-found' })
  const refusal = refuse(payment, method, cart)
  if (refusal) return fail(refusal)
  const updated = await updatePayment(deps, payment, {
    amountMinor: cart.grandTotalMinor,
    currency: cart.currency,
    lines: cart.lines,
  })
  return updated.ok ? ok(toStarted(updated.value)) : updated
}

function refuse(payment: Payment, method: PaymentMethod, cart: Cart): ContinueFailure | null {
  if (payment.orderReference !== null) return { kind: 'payment-has-order' }
  if (payment.status === 'canceled') return { kind: 'payment-canceled' }
  const isSame =
    payment.cartId === cart.id &&
    payment.provider === method.provider &&
    payment.method === method.method
  return isSame ? null : { kind: 'payment-differs' }
}
