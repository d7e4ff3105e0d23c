import type { Failure } from '../contract/failures.ts'
import { fail, ok, type Result } from '../result.ts'
import type { PaymentMethod } from '../tenants/payment-method.ts'
import type { Purchase } from './operation.ts'
import type { Payment } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import {
  type OpenFailure,
  type Shipping,
  type StartedPayment,
  toStarted,
} from './started-payment.ts'
import { updatePayment } from './update-payment.ts'

type ContinueFailure = OpenFailure | Failure<'payment-has-order'>

/** What a named payment is for now. Without `cartId` the asker has no cart to compare. */
export type Wanted = {
  method: PaymentMethod
  cartId: string | null
  purchase: Purchase
  shipping?: Shipping
}

/**
 * Brings a payment that its owner names to what is bought now. One of another cart or method is not the one that is meant; a
 * payment page that is open somewhere keeps its amount.
 */
export async function continuePayment(
  deps: Pick<PaymentDeps, 'db' | 'findPsp' | 'onCommit'>,
  payment: Payment,
  wanted: Wanted,
): Promise<Result<StartedPayment, ContinueFailure>> {
  const refusal = refuse(payment, wanted)
  if (refusal) return fail(refusal)
  const updated = await updatePayment(deps, payment, wanted.purchase)
  return updated.ok ? ok(toStarted(updated.value, wanted.shipping)) : updated
}

function refuse(payment: Payment, { method, cartId, purchase }: Wanted): ContinueFailure | null {
  if (payment.orderReference !== null) return { kind: 'payment-has-order' }
  if (payment.status === 'canceled') return { kind: 'payment-canceled' }
  const isSameCart = cartId === null || payment.cartId === null || payment.cartId === cartId
  const isSameMethod = payment.provider === method.provider && payment.method === method.method
  const isFixed =
    payment.strategy === 'hosted-payment-page' && payment.amountMinor !== purchase.amountMinor
  return isSameCart && isSameMethod && !isFixed ? null : { kind: 'payment-differs' }
}
