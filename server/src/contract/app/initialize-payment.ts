import { z } from 'zod'
import {
  CurrencyCode,
  LenientAmountMinor,
  OpenMap,
  operation,
  TransactionId,
} from '../operation.ts'

const Text = z.string().max(500).nullish()
const LenientId = z.union([z.string().min(1).max(80), z.int()]).transform(String)

export const OrderItem = z.looseObject({
  idSalesOrderItem: LenientId.nullish(),
  name: Text,
  sku: Text,
  quantity: z.coerce.number().int().positive().default(1),
  unitPrice: LenientAmountMinor.nullish(),
})

const Expense = z.looseObject({
  type: Text,
  name: Text,
  quantity: z.coerce.number().int().positive().default(1),
  unitPrice: LenientAmountMinor.nullish(),
})

/** The order as a shop's backend sends it. Projects add fields of their own: they are ignored. */
export const OrderData = z.looseObject({
  orderReference: z.string().min(1).max(80).nullish(),
  idCart: z
    .string()
    .min(1)
    .max(80)
    .nullish()
    .describe('Without an order: binds the payment to its cart.'),
  customerReference: Text,
  customerEmail: Text,
  customerFirstName: Text,
  customerLastName: Text,
  countryCode: Text,
  localeName: Text,
  storeName: Text,
  currencyCode: CurrencyCode,
  grandTotal: LenientAmountMinor,
  paymentMethod: z.string().min(1).max(80),
  paymentMethodName: Text,
  paymentProviderName: Text,
  paymentMode: z
    .enum(['test', 'live'])
    .nullish()
    .describe('Where test and live are both connected. Absent: live as soon as it is connected.'),
  additionalPaymentData: OpenMap.nullish(),
  items: z.array(OrderItem).min(1).max(500),
  expenses: z.array(Expense).max(100).nullish(),
})

/** What shops read of a started payment. */
export const StartedPayment = z.object({
  isSuccessful: z.boolean(),
  statusCode: z.int().nullable(),
  transactionId: TransactionId.nullable(),
  payment: z.null(),
  preOrderPaymentData: z.record(z.string(), z.unknown()),
  redirectUrl: z.string().nullable(),
  message: z.string().nullable(),
})

export const initializePayment = operation({
  id: 'initializePayment',
  method: 'post',
  path: '/initialize-payment',
  aliases: [{ path: '/private/initialize-payment' }],
  tag: 'app',
  summary: "Start the payment of a placed order (called by the shop's backend).",
  description:
    'Answers with redirectUrl, where the shopper pays. One order has at most one live payment: calling again answers ' +
    'the same payment. Without orderReference the payment is started before its order, as POST /pre-order-payment does. Amounts are integers in minor units; numeric strings are accepted.',
  type: 'initialize-payment',
  status: 200,
  caller: 'tenant',
  idempotent: true,
  input: z.looseObject({
    orderData: OrderData,
    redirectSuccessUrl: z.url().max(2000).nullish(),
    redirectCancelUrl: z.url().max(2000).nullish(),
    checkoutSummaryPageUrl: z.url().max(2000).nullish(),
    preOrderPaymentData: OpenMap.nullish(),
  }),
  output: StartedPayment,
  failures: [
    'payment-method-not-found',
    'payment-method-not-allowed',
    'tenant-disconnected',
    'currency-unknown',
    'return-url-not-allowed',
    'payment-differs',
    'transaction-unknown',
    'payment-canceled',
    'approval-needed',
    'payment-refused',
    'psp-unavailable',
    'outcome-unknown',
    'too-many-attempts',
    'attempts-spent',
    'idempotency-key-reused',
    'request-in-flight',
  ],
  examples: {
    input: {
      orderData: {
        orderReference: 'DE--1042',
        customerReference: 'DE--1',
        customerEmail: 'ada@example.org',
        customerFirstName: 'Ada',
        customerLastName: 'Kern',
        countryCode: 'DE',
        currencyCode: 'EUR',
        grandTotal: 24890,
        paymentMethod: 'card',
        paymentMethodName: 'card',
        localeName: 'de_DE',
        items: [
          {
            idSalesOrderItem: '7',
            name: 'Desk lamp “Fjord”',
            sku: 'fjord',
            quantity: 1,
            unitPrice: 14900,
          },
        ],
        expenses: [
          { type: 'SHIPMENT_EXPENSE_TYPE', name: 'Standard', quantity: 1, unitPrice: 490 },
        ],
      },
      redirectSuccessUrl: 'http://localhost:4000/return?orderReference=DE--1042',
      redirectCancelUrl: 'http://localhost:4000/return?orderReference=DE--1042',
      checkoutSummaryPageUrl: 'http://localhost:4000/checkout',
    },
    output: {
      isSuccessful: true,
      statusCode: null,
      transactionId: 'tx_Zk3vX0bq9GJt1v7mCw2LQA',
      payment: null,
      preOrderPaymentData: { transactionId: 'tx_Zk3vX0bq9GJt1v7mCw2LQA' },
      redirectUrl: 'http://localhost:4001/pay/ch_6fPq0sLr7mVb2nKx',
      message: null,
    },
  },
})
