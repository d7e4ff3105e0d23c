import type { PaymentCustomerOutput, PaymentMethodView } from '../core/contract.ts'
import { refuse, type TestAnswer } from './answer.ts'
import type { BookedPayment } from './payment-book.ts'
import type { TestCustomer } from './test-customer.ts'

/** What a shop needs of a customer and of each address. */
const neededOfCustomer = ['email', 'firstName', 'lastName'] as const
const neededOfAddress = [
  'firstName',
  'lastName',
  'address1',
  'zipCode',
  'city',
  'iso2Code',
  'phone',
] as const

/** Who approved an express payment, and what they did not tell. */
export function readCustomer(
  payment: BookedPayment | undefined,
  methods: readonly PaymentMethodView[],
): TestAnswer<PaymentCustomerOutput> {
  if (!payment) return refuse('payment-not-found')
  const { outcome, paymentMethodName } = payment.view
  const method = methods.find((known) => known.paymentMethodName === paymentMethodName)
  if (method?.strategy !== 'express-checkout') return refuse('customer-not-provided')
  if (outcome === 'canceled') return refuse('payment-canceled')
  const { customer } = payment
  if (outcome === 'open' || !customer) return refuse('payment-not-approved')
  return { ok: true, output: { isSuccessful: true, customer, missing: missingOf(customer) } }
}

function missingOf(customer: TestCustomer): string[] {
  const address = customer.shippingAddress
  return [
    ...neededOfCustomer.filter((name) => !customer[name]),
    ...(address
      ? neededOfAddress.filter((name) => !address[name]).map((name) => `shippingAddress.${name}`)
      : ['shippingAddress']),
  ]
}
