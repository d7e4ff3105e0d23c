import { z } from 'zod'
import {
  AmountMinor,
  CurrencyCode,
  LenientAmountMinor,
  OpenMap,
  operation,
  TransactionId,
} from '../operation.ts'

/** The contract's payment states; the last two really have a space. */
export const paymentStatuses = [
  'new',
  'authorized',
  'authorization_failed',
  'capture_requested',
  'captured',
  'capture_failed',
  'canceled',
  'cancellation_failed',
  'overpaid',
  'underpaid',
  'refunded',
  'partially refunded',
  'refund failed',
] as const

export const PaymentStatus = z.enum(paymentStatuses)
export type PaymentStatus = z.infer<typeof PaymentStatus>

/** What a shopper needs to know of a payment, in one word. `open`: nobody has paid yet, the payment page can be continued. */
export const PaymentOutcome = z.enum(['open', 'pending', 'paid', 'failed', 'canceled'])
export type PaymentOutcome = z.infer<typeof PaymentOutcome>

const strategies = ['hosted-payment-page', 'embedded', 'express-checkout'] as const
export const Strategy = z.enum(strategies)
export type Strategy = z.infer<typeof Strategy>

const MethodName = z.string().min(1).max(80)

/** As much of an address as a wallet tells before the shopper approves. Words of other systems are ignored. */
const PartialAddress = z.looseObject({
  iso2Code: z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166 country code such as DE'),
  zipCode: z.string().max(20).nullish(),
  city: z.string().max(120).nullish(),
  state: z.string().max(120).nullish(),
})

const ShippingChoice = z.looseObject({
  idShipmentMethod: z.union([z.string().min(1).max(80), z.int()]).transform(String),
})

const ShippingOption = z.object({
  id: z.string(),
  name: z.string(),
  amount: AmountMinor.describe('Minor units of the currency of the cart.'),
})

const StartPaymentInput = z.strictObject({
  idCart: z
    .string()
    .min(1)
    .max(80)
    .optional()
    .describe('The cart to pay. The only cart of the shopper when absent.'),
  quote: z
    .looseObject({
      currency: z.looseObject({ code: CurrencyCode }).optional(),
      shippingAddress: PartialAddress.nullish(),
      shipment: ShippingChoice.nullish(),
    })
    .optional()
    .describe(
      'Optional. Its currency must be the one of the cart; shippingAddress and shipment reprice the cart in the shop first.',
    ),
  payment: z.strictObject({
    paymentProviderName: MethodName,
    paymentMethodName: MethodName,
    amount: LenientAmountMinor.optional().describe(
      'Minor units. Compared with the total of the cart, never trusted.',
    ),
    additionalPaymentData: OpenMap.optional(),
  }),
  preOrderPaymentData: OpenMap.optional().describe(
    'Empty on the first call. With the transactionId of an earlier answer the same payment is updated.',
  ),
  returnUrl: z
    .url()
    .max(2000)
    .optional()
    .describe('Where the shopper comes back to. Its origin must be allowed.'),
})

const startPaymentExample = {
  input: {
    idCart: '3f1c9a52-5a0e-4c5e-9d7a-6a1f0f4f2b11',
    quote: { currency: { code: 'EUR' } },
    payment: { paymentProviderName: 'sandbox', paymentMethodName: 'card', amount: 24890 },
    returnUrl: 'http://localhost:4000/return',
  },
  output: {
    isSuccessful: true,
    error: null,
    transactionId: 'tx_Zk3vX0bq9GJt1v7mCw2LQA',
    status: 'new',
    amount: 24890,
    currency: 'EUR',
    redirectUrl: 'http://localhost:4001/pay/ch_6fPq0sLr7mVb2nKx',
    shippingOptions: [],
    idShipmentMethod: null,
    preOrderPaymentData: { transactionId: 'tx_Zk3vX0bq9GJt1v7mCw2LQA' },
  },
}

export const startPayment = operation({
  id: 'startPayment',
  method: 'post',
  path: '/payments',
  tag: 'payments',
  summary: 'Start a payment for a cart.',
  description:
    'One cart has at most one live payment: calling again for the same cart answers the same payment. ' +
    'Amount, currency and items come from the cart in the shop; what is sent is compared. ' +
    'For the strategies embedded and express-checkout, preOrderPaymentData carries what the provider needs in the ' +
    'browser; sent back with its transactionId, the payment takes the amount, address and shipping of the cart as they are now.',
  type: 'payments',
  status: 201,
  caller: 'shopper',
  idempotent: true,
  input: StartPaymentInput,
  output: z.object({
    isSuccessful: z.boolean(),
    error: z.string().nullable(),
    transactionId: TransactionId,
    status: PaymentStatus,
    amount: AmountMinor,
    currency: CurrencyCode,
    redirectUrl: z.string().nullable(),
    shippingOptions: z
      .array(ShippingOption)
      .describe('What the shop offers for this cart and address; express checkout only.'),
    idShipmentMethod: z.string().nullable().describe('The chosen one of shippingOptions.'),
    preOrderPaymentData: z.looseObject({ transactionId: TransactionId }),
  }),
  failures: [
    'payment-not-found',
    'payment-has-order',
    'payment-canceled',
    'approval-needed',
    'payment-method-not-allowed',
    'tenant-disconnected',
    'address-not-served',
    'shipment-not-offered',
    'payment-method-not-found',
    'amount-mismatch',
    'currency-mismatch',
    'currency-unknown',
    'cart-not-found',
    'cart-empty',
    'cart-ambiguous',
    'return-url-not-allowed',
    'payment-refused',
    'psp-unavailable',
    'outcome-unknown',
    'too-many-attempts',
    'attempts-spent',
    'payment-differs',
    'idempotency-key-reused',
    'request-in-flight',
  ],
  examples: startPaymentExample,
})

export const PaymentView = z.object({
  transactionId: TransactionId,
  status: PaymentStatus,
  outcome: PaymentOutcome,
  amount: AmountMinor,
  currency: CurrencyCode,
  paymentProviderName: z.string(),
  paymentMethodName: z.string(),
  orderReference: z.string().nullable(),
  redirectUrl: z
    .string()
    .nullable()
    .describe('Set while the outcome is open: the payment page to continue on.'),
  failureReason: z
    .string()
    .nullable()
    .describe('Why the last attempt failed, as a stable word such as declined.'),
  updatedAt: z.string(),
})
export type PaymentView = z.infer<typeof PaymentView>

const paymentViewExample: PaymentView = {
  transactionId: 'tx_Zk3vX0bq9GJt1v7mCw2LQA',
  status: 'authorized',
  outcome: 'paid',
  amount: 24890,
  currency: 'EUR',
  paymentProviderName: 'sandbox',
  paymentMethodName: 'card',
  orderReference: 'DE--1042',
  redirectUrl: null,
  failureReason: null,
  updatedAt: '2026-01-15T09:14:41.012Z',
}

export const getPayment = operation({
  id: 'getPayment',
  method: 'get',
  path: '/payments/{transactionId}',
  tag: 'payments',
  summary: 'Read the state of one payment.',
  description:
    'For its shopper, or for the holder of the read token that the return from the payment page carries. ' +
    'Anything else is a 404.',
  type: 'payments',
  status: 200,
  caller: 'reader',
  params: z.object({ transactionId: TransactionId }),
  output: PaymentView,
  failures: ['payment-not-found'],
  examples: { output: paymentViewExample },
})

export const streamPayment = operation({
  id: 'streamPayment',
  method: 'get',
  path: '/payments/{transactionId}/events',
  tag: 'payments',
  media: 'text/event-stream',
  summary: 'Watch one payment as server-sent events.',
  description:
    'Event `payment`: the attributes of GET /payments/{transactionId}, at once and after each change. The stream ends ' +
    'after the outcome is final, or after five minutes; a client reconnects. Read it with fetch: it takes headers.',
  type: 'payments',
  status: 200,
  caller: 'reader',
  params: z.object({ transactionId: TransactionId }),
  output: PaymentView,
  failures: ['payment-not-found'],
  examples: { output: paymentViewExample },
})

const placements = ['product', 'cart', 'checkout'] as const
/** Where in a shop a method is offered. */
export const Placement = z.enum(placements)
export type Placement = z.infer<typeof Placement>

export const MethodScript = z.object({
  url: z.string(),
  queryParams: z
    .record(z.string(), z.string())
    .describe('Appended to the URL; `currency` and `locale` take the values of the checkout.'),
})
export type MethodScript = z.infer<typeof MethodScript>

/** What a browser needs to drive a method: public data only, no address of the app and no credential. */
const CheckoutConfiguration = z.object({
  strategy: Strategy,
  appPaymentMethodKey: z.string().describe('Names the driver, for instance pebble-express.'),
  scripts: z.array(MethodScript),
  paymentServiceProviderData: z.record(z.string(), z.string()),
})

export const PaymentMethodView = z.object({
  paymentProviderName: z.string(),
  paymentMethodName: z.string(),
  strategy: Strategy,
  priority: z.int().describe('Ascending order of display.'),
  name: z.string().describe('In the language of Accept-Language.'),
  description: z.string(),
  icons: z.array(z.string()).describe('Names of card brands and the like, for display.'),
  placements: z.array(Placement),
  countries: z
    .array(z.string())
    .nullable()
    .describe('ISO 3166 codes of the billing countries it is offered in; null is everywhere.'),
  currencies: z.array(z.string()).nullable().describe('ISO 4217 codes; null is all.'),
  minimumAmount: AmountMinor.nullable(),
  maximumAmount: AmountMinor.nullable().describe('Offered for totals up to this, in minor units.'),
  checkoutConfiguration: CheckoutConfiguration,
})
export type PaymentMethodView = z.infer<typeof PaymentMethodView>

const notOfferedReasons = [
  'disconnected',
  'other-mode',
  'disabled',
  'placement',
  'currency',
  'country',
  'amount-too-low',
  'amount-too-high',
] as const
export const NotOfferedReason = z.enum(notOfferedReasons)
export type NotOfferedReason = z.infer<typeof NotOfferedReason>

export const listPaymentMethods = operation({
  id: 'listPaymentMethods',
  method: 'get',
  path: '/payment-methods',
  tag: 'payments',
  summary: 'List the payment methods of the shop, sorted.',
  description:
    'Only those that are offered for what is given: a place, a cart of the shopper, or an amount, a currency and a billing ' +
    'country. What is not given refuses nothing, and neither does a cart that is not open any more: the payment is checked ' +
    'again. With `explain` an operator is told of every method whether it is offered, and every reason why not.',
  type: 'payment-methods',
  status: 200,
  caller: 'anyone',
  many: true,
  query: z.object({
    placement: Placement.optional(),
    idCart: z.string().min(1).max(80).optional().describe('A cart of the shopper who asks.'),
    amount: z
      .string()
      .regex(/^\d{1,12}$/, 'must be an integer in minor units')
      .transform(Number)
      .optional()
      .describe('Minor units.'),
    currency: CurrencyCode.optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be an ISO 3166 country code such as DE')
      .optional(),
    explain: z.enum(['true', 'false']).optional().describe('For operators, with their own token.'),
  }),
  output: PaymentMethodView.extend({
    isOffered: z.boolean().optional().describe('With `explain` only.'),
    reasons: z
      .array(NotOfferedReason)
      .optional()
      .describe('With `explain` only: every reason why it is not offered.'),
  }),
  failures: ['tenant-unknown', 'access-token-missing'],
  examples: {
    output: {
      paymentProviderName: 'sandbox',
      paymentMethodName: 'card',
      strategy: 'hosted-payment-page',
      priority: 1,
      name: 'Card on a secure page',
      description: 'You will be taken to the payment provider and come back here.',
      icons: ['Visa', 'Mastercard', 'Amex'],
      placements: ['checkout'],
      countries: null,
      currencies: null,
      minimumAmount: null,
      maximumAmount: null,
      checkoutConfiguration: {
        strategy: 'hosted-payment-page',
        appPaymentMethodKey: 'card',
        scripts: [],
        paymentServiceProviderData: {},
      },
    },
  },
})
