import type { Failure } from '../contract/failures.ts'
import type { ProvidedCustomer } from '../contract/glue/pre-order.ts'
import { fail, ok, type Result } from '../result.ts'
import { missingIn, toProvidedCustomer } from './express-customer.ts'
import { retrySeconds } from './initialise-payment.ts'
import type { Payment } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'

type CustomerFailure = Failure<
  'payment-canceled' | 'payment-not-approved' | 'customer-not-provided' | 'psp-unavailable'
>

/** Who approved a payment, read from the PSP and kept nowhere, and what a shop would still have to ask for. */
export async function readCustomer(
  deps: Pick<PaymentDeps, 'findCustomers'>,
  payment: Payment,
): Promise<Result<{ customer: ProvidedCustomer; missing: string[] }, CustomerFailure>> {
  if (payment.status === 'canceled') return fail({ kind: 'payment-canceled' })
  const customers = await deps.findCustomers(payment)
  if (!customers) return fail({ kind: 'customer-not-provided' })
  const found = await customers.findCustomer(payment.transactionId)
  switch (found.kind) {
    case 'found': {
      const customer = toProvidedCustomer(found.customer)
      return ok({ customer, missing: missingIn(customer) })
    }
    case 'not-approved':
      return fail({ kind: 'payment-not-approved' })
    case 'not-provided':
      return fail({ kind: 'customer-not-provided' })
    case 'unknown':
      return fail({
        kind: 'psp-unavailable',
        detail: 'The payment provider did not say who approved the payment. Repeat this request.',
        retryAfterSeconds: retrySeconds,
      })
  }
}
