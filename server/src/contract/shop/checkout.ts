import { z } from 'zod'
import { PaymentMethodView } from '../glue/payments.ts'
import { AmountMinor, CurrencyCode, OpenMap, operation, TransactionId } from '../operation.ts'
import { Totals } from './carts.ts'
import { MerchantRef } from './catalogue.ts'

const Line = z.string().trim().max(120)
const Address = z.looseObject({
  salutation: Line.nullish(),
  firstName: Line.min(1),
  lastName: Line.min(1),
  address1: Line.min(1),
  address2: Line.nullish(),
  address3: Line.nullish(),
  zipCode: Line.min(1),
  city: Line.min(1),
  iso2Code: z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166 country code such as DE'),
  company: Line.nullish(),
  phone: Line.nullish(),
})
export type Address = z.output<typeof Address>

const ShipmentChoice = z.object({
  idShipmentMethod: z.union([z.string(), z.int()]).transform(String),
})

const ShipmentMethod = z.object({
  id: z.string(),
  name: z.string(),
  carrierName: z.string(),
  price: AmountMinor,
  currency: CurrencyCode,
})

const addressExample = {
  firstName: 'Ada',
  lastName: 'Kern',
  address1: 'Torstr.',
  address2: '1',
  zipCode: '10119',
  city: 'Berlin',
  iso2Code: 'DE',
}

export const readCheckoutData = operation({
  id: 'readCheckoutData',
  method: 'post',
  path: '/checkout-data',
  tag: 'shop',
  summary:
    'Read what the checkout needs: shipping methods, payment methods, the cart with its totals.',
  description:
    'With `shipment` and `shippingAddress`, the choice is kept on the cart, so that its grand total includes shipping to ' +
    'there.',
  type: 'checkout-data',
  status: 201,
  caller: 'shopper',
  query: z.object({ include: z.string().max(200).optional() }),
  input: z.looseObject({
    idCart: z.string().min(1).max(80),
    shipment: ShipmentChoice.optional(),
    shippingAddress: Address.pick({ iso2Code: true }).loose().optional(),
  }),
  output: z.object({
    shipmentMethods: z.array(ShipmentMethod),
    paymentProviders: z.array(
      z.object({ paymentProviderName: z.string(), paymentMethods: z.array(PaymentMethodView) }),
    ),
    selectedShipmentMethod: z.string().nullable(),
    totals: Totals,
  }),
  failures: ['cart-not-found', 'checkout-data-invalid', 'address-not-served'],
  examples: {
    input: { idCart: '3f1c9a52-5a0e-4c5e-9d7a-6a1f0f4f2b11', shipment: { idShipmentMethod: '1' } },
    output: {
      shipmentMethods: [
        { id: '1', name: 'Standard', carrierName: 'DHL', price: 490, currency: 'EUR' },
      ],
      paymentProviders: [],
      selectedShipmentMethod: '1',
      totals: {
        subtotal: 24400,
        expenseTotal: 490,
        discountTotal: 0,
        taxTotal: 3974,
        grandTotal: 24890,
        priceToPay: 24890,
      },
    },
  },
})

/** The states of an order in the built-in shop, as shoppers meet them: as far as the item that is furthest behind. */
const orderStates = [
  'payment pending',
  'authorization failed',
  'authorized',
  'captured',
  'shipped',
  'delivered',
  'closed',
  'refund pending',
  'partially refunded',
  'refunded',
  'canceled',
] as const
export const OrderState = z.enum(orderStates)
export type OrderState = z.infer<typeof OrderState>

/** The states of an item as shoppers meet them, whatever its order process calls them. */
export const OrderItemState = z.enum([
  'payment pending',
  'authorization failed',
  'authorized',
  'captured',
  'shipped',
  'delivered',
  'closed',
  'returning',
  'refund pending',
  'refunded',
  'canceled',
])
export type OrderItemState = z.infer<typeof OrderItemState>

export const OrderView = z.object({
  orderReference: z.string(),
  createdAt: z.string(),
  currencyIsoCode: CurrencyCode,
  state: OrderState,
  isCancellationPending: z.boolean(),
  totals: Totals,
  items: z.array(
    z.object({
      sku: z.string(),
      name: z.string(),
      quantity: z.int(),
      unitPrice: AmountMinor,
      sumPrice: AmountMinor,
      imageUrl: z.string(),
      merchant: MerchantRef.nullable().describe('Who sold it; null when the shop itself did.'),
      states: z
        .array(
          z.object({
            state: OrderItemState,
            quantity: z.int(),
            orderItemIds: z.array(z.string()),
          }),
        )
        .describe('How far the pieces of this line are. They add up to its quantity.'),
    }),
  ),
  shipment: z.object({ name: z.string(), carrierName: z.string(), price: AmountMinor }),
  shippingAddress: Address,
  billingAddress: Address,
  customer: z.object({ firstName: z.string(), lastName: z.string(), email: z.string() }),
  payment: z.object({
    paymentProviderName: z.string(),
    paymentMethodName: z.string(),
    transactionId: TransactionId.nullable(),
  }),
  openPayment: z
    .object({ transactionId: TransactionId, redirectUrl: z.string(), expiresAt: z.string() })
    .nullable()
    .describe(
      'While nobody has paid: the payment page to continue on, and when the order is released.',
    ),
  idCart: z
    .string()
    .describe('The cart that became this order; open again once the order is canceled.'),
})
export type OrderView = z.infer<typeof OrderView>

const orderExample: z.input<typeof OrderView> = {
  orderReference: 'DE--1042',
  createdAt: '2026-01-15T09:14:02.118Z',
  currencyIsoCode: 'EUR',
  state: 'authorized',
  isCancellationPending: false,
  totals: {
    subtotal: 24400,
    expenseTotal: 490,
    discountTotal: 0,
    taxTotal: 3974,
    grandTotal: 24890,
    priceToPay: 24890,
  },
  items: [
    {
      sku: 'fjord',
      name: 'Desk lamp “Fjord”',
      quantity: 1,
      unitPrice: 14900,
      sumPrice: 14900,
      imageUrl: '/catalogue/fjord.svg',
      merchant: null,
      states: [{ state: 'authorized', quantity: 1, orderItemIds: ['7'] }],
    },
  ],
  shipment: { name: 'Standard', carrierName: 'DHL', price: 490 },
  shippingAddress: addressExample,
  billingAddress: addressExample,
  customer: { firstName: 'Ada', lastName: 'Kern', email: 'ada@example.org' },
  payment: {
    paymentProviderName: 'sandbox',
    paymentMethodName: 'card',
    transactionId: 'tx_Zk3vX0bq9GJt1v7mCw2LQA',
  },
  openPayment: null,
  idCart: '3f1c9a52-5a0e-4c5e-9d7a-6a1f0f4f2b11',
}

export const checkout = operation({
  id: 'checkout',
  method: 'post',
  path: '/checkout',
  tag: 'shop',
  summary: 'Place the order and start its payment.',
  description:
    'Order first: the shopper pays on redirectUrl. Pay first: preOrderPaymentData names the payment that was made for this ' +
    'cart, and must be of the same total. One cart becomes one order: calling again for the same cart answers ' +
    'the same order and the same redirectUrl.',
  type: 'checkout',
  status: 201,
  caller: 'shopper',
  idempotent: true,
  input: z.looseObject({
    idCart: z.string().min(1).max(80),
    customer: z.looseObject({
      firstName: Line.min(1),
      lastName: Line.min(1),
      email: z.email().max(200),
    }),
    billingAddress: Address,
    shippingAddress: Address,
    payments: z
      .array(
        z.looseObject({
          paymentProviderName: z.string().min(1).max(80),
          paymentMethodName: z.string().min(1).max(80),
          amount: AmountMinor.optional(),
        }),
      )
      .min(1)
      .max(5),
    shipment: ShipmentChoice,
    preOrderPaymentData: OpenMap.optional(),
  }),
  output: z.object({
    orderReference: z.string(),
    redirectUrl: z.string().nullable(),
    isExternalRedirect: z.boolean(),
    transactionId: TransactionId.nullable(),
  }),
  failures: [
    'checkout-data-invalid',
    'order-not-placed',
    'cart-not-found',
    'cart-empty',
    'payments-several',
    'checkout-method-invalid',
    'amount-mismatch',
    'address-not-served',
    'payment-not-found',
    'payment-canceled',
    'payment-not-approved',
    'approval-needed',
    'order-differs',
    'stock-insufficient',
    'psp-unavailable',
    'outcome-unknown',
    'too-many-attempts',
    'idempotency-key-reused',
    'request-in-flight',
  ],
  examples: {
    input: {
      idCart: '3f1c9a52-5a0e-4c5e-9d7a-6a1f0f4f2b11',
      customer: { firstName: 'Ada', lastName: 'Kern', email: 'ada@example.org' },
      billingAddress: addressExample,
      shippingAddress: addressExample,
      payments: [{ paymentProviderName: 'sandbox', paymentMethodName: 'card', amount: 24890 }],
      shipment: { idShipmentMethod: '1' },
    },
    output: {
      orderReference: 'DE--1042',
      redirectUrl: 'http://localhost:4001/pay/ch_6fPq0sLr7mVb2nKx',
      isExternalRedirect: true,
      transactionId: 'tx_Zk3vX0bq9GJt1v7mCw2LQA',
    },
  },
})

export const listOrders = operation({
  id: 'listOrders',
  method: 'get',
  path: '/orders',
  tag: 'shop',
  summary: "List the shopper's orders, newest first.",
  type: 'orders',
  status: 200,
  caller: 'shopper',
  many: true,
  output: OrderView,
  failures: [],
  examples: { output: orderExample },
})

export const getOrder = operation({
  id: 'getOrder',
  method: 'get',
  path: '/orders/{orderReference}',
  tag: 'shop',
  summary: 'Read one order of the shopper.',
  type: 'orders',
  status: 200,
  caller: 'shopper',
  params: z.object({ orderReference: z.string().min(1).max(80) }),
  output: OrderView,
  failures: ['order-not-found'],
  examples: { output: orderExample },
})

export const cancelOrder = operation({
  id: 'cancelOrder',
  method: 'post',
  path: '/order-cancellations',
  tag: 'shop',
  summary: 'Ask to cancel an unpaid order and reopen its cart.',
  description:
    'The payment is canceled at the provider first; then the order is released. Read the order until its state is ' +
    'canceled, or authorized when the shopper paid in the meantime: then the order stands.',
  type: 'order-cancellations',
  status: 202,
  caller: 'shopper',
  input: z.object({ orderReference: z.string().min(1).max(80) }),
  output: z.object({
    orderReference: z.string(),
    state: OrderState,
    isCancellationPending: z.boolean(),
  }),
  failures: ['order-not-found', 'order-not-cancellable'],
  examples: {
    input: { orderReference: 'DE--1042' },
    output: { orderReference: 'DE--1042', state: 'payment pending', isCancellationPending: true },
  },
})
