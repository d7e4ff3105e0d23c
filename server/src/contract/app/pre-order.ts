import { z } from 'zod'
import { customerExample, ProvidedAddress, ProvidedCustomer } from '../glue/pre-order.ts'
import { OpenMap, operation, TransactionId } from '../operation.ts'
import { initializePayment, OrderData, OrderItem, StartedPayment } from './initialize-payment.ts'

const transactionId = 'tx_Zk3vX0bq9GJt1v7mCw2LQA'

/** Shops send the transaction id inside the map, older app libraries beside it: both are read. */
const Named = {
  transactionId: TransactionId.nullish(),
  preOrderPaymentData: OpenMap.nullish(),
}

const namesPayment = (body: { transactionId?: unknown; preOrderPaymentData?: unknown }): boolean =>
  body.transactionId != null || body.preOrderPaymentData != null

/** The words of the answer that shops look for. */
const Done = z.object({ isSuccessful: z.boolean(), message: z.string().nullable() })

const { orderReference: _reference, ...preOrderExample } =
  initializePayment.examples.input.orderData

export const preOrderPayment = operation({
  id: 'preOrderPayment',
  method: 'post',
  path: '/pre-order-payment',
  aliases: [{ path: '/private/pre-order-payment' }],
  tag: 'app',
  summary: "Start or update a payment before its order exists (called by the shop's backend).",
  description:
    'With preOrderPaymentData.transactionId the same payment takes the new amount; an empty id counts as absent. ' +
    'Send orderData.idCart to bind the payment to its cart: one cart has at most one live payment.',
  type: 'pre-order-payment',
  status: 200,
  caller: 'tenant',
  idempotent: true,
  input: z.looseObject({
    orderData: OrderData.extend({
      items: z.array(OrderItem).max(500).default([]),
    }),
    preOrderPaymentData: OpenMap.nullish(),
  }),
  output: StartedPayment,
  failures: initializePayment.failures,
  examples: {
    input: { orderData: preOrderExample, preOrderPaymentData: {} },
    output: { ...initializePayment.examples.output, redirectUrl: null },
  },
})

export const confirmPreOrderPayment = operation({
  id: 'confirmPreOrderPayment',
  method: 'post',
  path: '/confirm-pre-order-payment',
  aliases: [{ path: '/private/confirm-pre-order-payment' }],
  tag: 'app',
  summary: 'Link a payment to the order that was placed with it.',
  description:
    'orderData.grandTotal must be what the shopper approved. Confirming twice is harmless; the messages that were held back ' +
    'until there is an order are sent now.',
  type: 'confirm-pre-order-payment',
  status: 200,
  caller: 'tenant',
  idempotent: true,
  input: z
    .looseObject({
      ...Named,
      orderReference: z.string().min(1).max(80),
      orderData: OrderData.extend({
        paymentMethod: OrderData.shape.paymentMethod.optional(),
        items: z.array(OrderItem).max(500).default([]),
      }),
    })
    .refine(namesPayment, 'needs preOrderPaymentData.transactionId'),
  output: Done,
  failures: [
    'transaction-unknown',
    'payment-canceled',
    'payment-not-approved',
    'approval-needed',
    'order-differs',
    'outcome-unknown',
    'idempotency-key-reused',
    'request-in-flight',
  ],
  examples: {
    input: {
      orderReference: 'DE--1042',
      orderData: initializePayment.examples.input.orderData,
      preOrderPaymentData: { transactionId },
    },
    output: { isSuccessful: true, message: null },
  },
})

export const cancelPreOrderPayment = operation({
  id: 'cancelPreOrderPayment',
  method: 'post',
  path: '/cancel-pre-order-payment',
  aliases: [{ path: '/private/cancel-pre-order-payment' }],
  tag: 'app',
  summary: 'Cancel a payment before there is an order for it.',
  type: 'cancel-pre-order-payment',
  status: 200,
  caller: 'tenant',
  idempotent: true,
  input: z.looseObject(Named).refine(namesPayment, 'needs preOrderPaymentData.transactionId'),
  output: Done,
  failures: [
    'transaction-unknown',
    'payment-has-order',
    'cancellation-pending',
    'payment-not-cancelable',
    'idempotency-key-reused',
    'request-in-flight',
  ],
  examples: {
    input: { preOrderPaymentData: { transactionId } },
    output: { isSuccessful: true, message: null },
  },
})

/** As shops read it: more words than the storefront's answer, all of them optional. */
const AppAddress = ProvidedAddress.omit({ isDefaultBilling: true, isDefaultShipping: true })
const AppCustomer = ProvidedCustomer.extend({
  billingAddress: AppAddress.nullable(),
  shippingAddress: AppAddress.nullable(),
})

export const readCustomer = operation({
  id: 'readCustomer',
  method: 'post',
  path: '/customer',
  aliases: [{ path: '/private/customer' }],
  tag: 'app',
  summary: "Read the customer of an approved express payment (called by the shop's backend).",
  type: 'customer',
  status: 200,
  caller: 'tenant',
  input: z
    .looseObject({
      customerPaymentServiceProviderData: OpenMap.nullish(),
      customer: OpenMap.nullish(),
    })
    .refine(
      (body) => body.customerPaymentServiceProviderData != null || body.customer != null,
      'needs customerPaymentServiceProviderData or customer',
    ),
  output: z.object({
    isSuccessful: z.boolean(),
    statusCode: z.int().nullable(),
    message: z.string().nullable(),
    customer: AppCustomer,
    missing: z.array(z.string()),
  }),
  failures: [
    'transaction-unknown',
    'payment-canceled',
    'payment-not-approved',
    'customer-not-provided',
    'psp-unavailable',
  ],
  examples: {
    input: { customerPaymentServiceProviderData: { transactionId } },
    output: {
      isSuccessful: true,
      statusCode: null,
      message: null,
      customer: customerExample,
      missing: ['shippingAddress.phone'],
    },
  },
})
