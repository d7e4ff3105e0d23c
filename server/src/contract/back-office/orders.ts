import { z } from 'zod'
import { AmountMinor, CurrencyCode, operation, TransactionId } from '../operation.ts'
import { Totals } from '../shop/carts.ts'
import { Cursor, Limit, NextCursor, PaymentRow, paymentRowExample, Search } from './parts.ts'

const OrderReference = z.string().min(1).max(80)
const ItemId = z.string().min(1).max(80)
const Event = z.string().min(1).max(80)

/** An order as a list shows it. Amounts are integers in minor units of `currency`. */
const OrderRow = z.object({
  orderReference: OrderReference,
  createdAt: z.string(),
  currency: CurrencyCode,
  grandTotal: AmountMinor,
  customerName: z.string(),
  customerEmail: z.string(),
  states: z
    .array(z.object({ state: z.string(), count: z.int() }))
    .describe('Of its items, most first.'),
  transactionId: TransactionId.nullable(),
})
export type OrderRow = z.infer<typeof OrderRow>

const orderRowExample: OrderRow = {
  orderReference: 'DE--1042',
  createdAt: '2026-01-15T09:14:02.118Z',
  currency: 'EUR',
  grandTotal: 24890,
  customerName: 'Ada Kern',
  customerEmail: 'ada@example.org',
  states: [{ state: 'payment captured', count: 2 }],
  transactionId: 'tx_Zk3vX0bq9GJt1v7mCw2LQA',
}

export const searchOrders = operation({
  id: 'searchOrders',
  method: 'get',
  path: '/back-office/api/orders',
  tag: 'back office',
  summary: 'Search orders of the built-in shop, newest first.',
  description: '`q` begins an order reference, or is a whole transaction id or e-mail address.',
  type: 'order-lists',
  status: 200,
  caller: 'operator',
  query: z.object({
    q: Search,
    state: z.string().min(1).max(80).optional().describe('At least one item is in this state.'),
    attention: z.enum(['without-payment']).optional(),
    cursor: Cursor,
    limit: Limit,
  }),
  output: z.object({
    orders: z.array(OrderRow),
    nextCursor: NextCursor,
    states: z.array(z.string()).describe('Every state that an item can be in, for the filter.'),
  }),
  failures: ['resource-not-found', 'validation-failed'],
  examples: {
    output: {
      orders: [orderRowExample],
      nextCursor: null,
      states: ['new', 'payment pending', 'payment captured'],
    },
  },
})

const OrderItem = z.object({
  id: ItemId,
  sku: z.string(),
  name: z.string(),
  quantity: z.int(),
  unitPrice: AmountMinor,
  sumPrice: AmountMinor,
  process: z.string().describe('The name of the process that the item goes through.'),
  state: z.string(),
  since: z.string(),
  history: z
    .array(z.object({ state: z.string(), event: z.string().nullable(), at: z.string() }))
    .describe('The oldest first; the event that led there, if one did.'),
  events: z.array(Event).describe('What can be fired by hand now.'),
})
export type OrderItem = z.infer<typeof OrderItem>

export const inspectOrder = operation({
  id: 'inspectOrder',
  method: 'get',
  path: '/back-office/api/orders/{orderReference}',
  tag: 'back office',
  summary: 'Read one order with the states of its items and what can be done with each.',
  type: 'order-dossiers',
  status: 200,
  caller: 'operator',
  params: z.object({ orderReference: OrderReference }),
  output: z.object({
    order: OrderRow,
    totals: Totals,
    items: z.array(OrderItem),
    payment: PaymentRow.nullable(),
  }),
  failures: ['resource-not-found', 'order-not-found'],
  examples: {
    output: {
      order: orderRowExample,
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
          id: '7',
          sku: 'fjord',
          name: 'Desk lamp “Fjord”',
          quantity: 1,
          unitPrice: 14900,
          sumPrice: 14900,
          process: 'ForeignPaymentB2C',
          state: 'payment captured',
          since: '2026-01-15T09:14:41.012Z',
          history: [
            { state: 'new', event: null, at: '2026-01-15T09:14:02.118Z' },
            { state: 'payment captured', event: null, at: '2026-01-15T09:14:41.012Z' },
          ],
          events: ['deliver', 'refund'],
        },
      ],
      payment: paymentRowExample,
    },
  },
})

export const fireOrderEvent = operation({
  id: 'fireOrderEvent',
  method: 'post',
  path: '/back-office/api/order-events',
  tag: 'back office',
  summary: 'Fire an event of the process on some items of an order.',
  description:
    'Every item must be in a state where this event can be fired by hand, else none is moved. A part of an order is ' +
    'refunded by firing `refund` on its items.',
  type: 'order-events',
  status: 201,
  caller: 'operator',
  idempotent: true,
  input: z.strictObject({
    orderReference: OrderReference,
    orderItemIds: z.array(ItemId).min(1).max(500),
    event: Event,
  }),
  output: z.object({
    orderReference: OrderReference,
    event: Event,
    items: z.array(z.object({ id: ItemId, state: z.string() })).describe('Where each is now.'),
  }),
  failures: [
    'resource-not-found',
    'order-not-found',
    'order-event-not-available',
    'idempotency-key-reused',
    'request-in-flight',
  ],
  examples: {
    input: { orderReference: 'DE--1042', orderItemIds: ['7'], event: 'refund' },
    output: {
      orderReference: 'DE--1042',
      event: 'refund',
      items: [{ id: '7', state: 'payment refund pending' }],
    },
  },
})

export const drawOrderProcess = operation({
  id: 'drawOrderProcess',
  method: 'get',
  path: '/back-office/api/order-processes/{name}/diagram',
  tag: 'back office',
  media: 'image/svg+xml',
  summary: 'Draw the process that the items of orders go through.',
  description: 'With `orderReference`, the states that its items are in are lit.',
  type: 'order-process-diagrams',
  status: 200,
  caller: 'operator',
  params: z.object({ name: z.string().min(1).max(80) }),
  query: z.object({ orderReference: OrderReference.optional() }),
  output: z.string(),
  failures: ['resource-not-found', 'order-not-found'],
  examples: { output: '<svg xmlns="http://www.w3.org/2000/svg"></svg>' },
})
