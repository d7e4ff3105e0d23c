import { z } from 'zod'
import { OpenMap, operation, TransactionId } from '../operation.ts'
import { PaymentStatus } from './payments.ts'

const MethodReference = z.looseObject({
  paymentProviderName: z.string().min(1).max(80),
  paymentMethodName: z.string().min(1).max(80),
})

const methodExample = { paymentProviderName: 'sandbox', paymentMethodName: 'pebble-express' }
const transactionId = 'tx_Zk3vX0bq9GJt1v7mCw2LQA'

export const cancelPreOrder = operation({
  id: 'cancelPreOrder',
  method: 'post',
  path: '/payment-cancellations',
  tag: 'payments',
  summary: 'Cancel a payment whose order does not exist yet.',
  description:
    'For its shopper only. The provider is asked first and believed: an authorised payment is voided, and one that was ' +
    'captured meanwhile is refunded, which `status` says. Canceling twice is harmless.',
  type: 'payment-cancellations',
  status: 201,
  caller: 'shopper',
  idempotent: true,
  input: z.looseObject({
    payment: MethodReference.optional(),
    preOrderPaymentData: z.looseObject({ transactionId: TransactionId }),
  }),
  output: z.object({
    isSuccessful: z.boolean(),
    error: z.string().nullable(),
    status: PaymentStatus.describe('canceled, or refunded when money had moved already.'),
    preOrderPaymentData: z.record(z.string(), z.unknown()),
  }),
  failures: [
    'payment-not-found',
    'payment-has-order',
    'cancellation-pending',
    'payment-not-cancelable',
    'idempotency-key-reused',
    'request-in-flight',
  ],
  examples: {
    input: { payment: methodExample, preOrderPaymentData: { transactionId } },
    output: { isSuccessful: true, error: null, status: 'canceled', preOrderPaymentData: {} },
  },
})

const Word = z.string().nullable()

/** One address in the contract's shape; what the provider did not tell is null. */
export const ProvidedAddress = z.object({
  salutation: Word,
  firstName: Word,
  lastName: Word,
  address1: Word,
  address2: Word,
  address3: Word,
  zipCode: Word,
  city: Word,
  state: Word,
  country: Word,
  iso2Code: Word,
  company: Word,
  phone: Word,
  isDefaultShipping: z.boolean().nullable(),
  isDefaultBilling: z.boolean().nullable(),
})
export type ProvidedAddress = z.infer<typeof ProvidedAddress>

/** The customer as the provider knows them, in the contract's shape. */
export const ProvidedCustomer = z.object({
  salutation: Word,
  firstName: Word,
  lastName: Word,
  email: Word,
  phone: Word,
  company: Word,
  billingAddress: ProvidedAddress.nullable(),
  shippingAddress: ProvidedAddress.nullable(),
})
export type ProvidedCustomer = z.infer<typeof ProvidedCustomer>

const addressExample: ProvidedAddress = {
  salutation: null,
  firstName: 'Ada',
  lastName: 'Kern',
  address1: 'Torstr.',
  address2: '1',
  address3: null,
  zipCode: '10119',
  city: 'Berlin',
  state: null,
  country: 'DE',
  iso2Code: 'DE',
  company: null,
  phone: null,
  isDefaultShipping: null,
  isDefaultBilling: null,
}

export const customerExample: ProvidedCustomer = {
  salutation: null,
  firstName: 'Ada',
  lastName: 'Kern',
  email: 'ada@example.org',
  phone: null,
  company: null,
  billingAddress: addressExample,
  shippingAddress: addressExample,
}

export const readPaymentCustomer = operation({
  id: 'readPaymentCustomer',
  method: 'post',
  path: '/payment-customer',
  aliases: [{ path: '/payment-customers', type: 'payment-customers' }],
  tag: 'payments',
  summary: 'Read who approved an express payment, and where the order goes.',
  description:
    'For its shopper only, once the payment is approved. Names, regions, postal codes and phone numbers are brought into one ' +
    'form; what a shop needs and the provider did not tell is listed in `missing` instead of failing.',
  type: 'payment-customer',
  status: 201,
  caller: 'shopper',
  input: z.looseObject({
    payment: MethodReference.optional(),
    customerPaymentServiceProviderData: z.looseObject({ transactionId: TransactionId }),
    customer: OpenMap.optional(),
  }),
  output: z.object({
    isSuccessful: z.boolean(),
    customer: ProvidedCustomer,
    missing: z
      .array(z.string())
      .describe('Paths of what is missing, such as shippingAddress.phone.'),
  }),
  failures: [
    'payment-not-found',
    'payment-canceled',
    'payment-not-approved',
    'customer-not-provided',
    'psp-unavailable',
  ],
  examples: {
    input: { payment: methodExample, customerPaymentServiceProviderData: { transactionId } },
    output: {
      isSuccessful: true,
      customer: customerExample,
      missing: ['shippingAddress.phone'],
    },
  },
})
