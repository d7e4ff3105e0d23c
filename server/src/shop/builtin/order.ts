import type { Address, OrderState, OrderView } from '../../contract/shop/checkout.ts'
import { findSeller, imageUrlOf } from './catalogue.ts'
import type { Goods } from './goods.ts'
import { isUnpaid, shownStateOf } from './order-state.ts'
import type { PaymentFacts } from './payment-facts.ts'
import type { Totals } from './totals.ts'

/** What is ordered of one product; an order is placed with lines, and lives on as items. */
export type OrderLine = {
  sku: string
  name: string
  quantity: number
  unitPriceMinor: number
  /** Who sold it at a marketplace; null for what the shop itself sold. */
  merchantReference: string | null
}

/** One item of an order, a single piece as a rule, and where it is in its process. */
export type OrderItem = OrderLine & {
  id: string
  /** A name for it that is the same for ever and in every system, as payouts need it. */
  itemReference: string
  state: string
  /** The event whose command must be carried out before the item moves on. */
  awaiting: string | null
  facts: PaymentFacts
  goods: Goods
}

/** What an order was placed with; none of it changes later. */
export type OrderTerms = {
  idCart: string
  owner: string
  currency: string
  totals: Totals
  shipment: OrderView['shipment']
  shippingAddress: Address
  billingAddress: Address
  customer: OrderView['customer']
  paymentProvider: string
  paymentMethod: string
  localeName: string
  /** Paid before it was placed: its payment is confirmed, not started. */
  isPreOrder: boolean
}

/** A placed order. `startAttempts` counts how often the payment app was asked to start its payment. */
export type Order = OrderTerms & {
  tenant: string
  orderReference: string
  /** The name of the process that its items go through. */
  process: string
  items: readonly OrderItem[]
  state: OrderState
  startAttempts: number
  /** How many commands about it the payment app was given. */
  commandCount: number
  transactionId: string | null
  redirectUrl: string | null
  isCancellationPending: boolean
  createdAt: Date
  expiresAt: Date
}

/** An order of more pieces than this is kept line by line: a message names every item that it is about. */
const piecesMax = 400

/** The lines of an order piece by piece, so that each can be captured, sent, returned and refunded by itself. */
export function toPieces(lines: readonly OrderLine[]): OrderLine[] {
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  if (pieces > piecesMax) return [...lines]
  return lines.flatMap((line) =>
    Array.from({ length: line.quantity }, () => ({ ...line, quantity: 1 })),
  )
}

export const priceMinorOf = (
  items: readonly Pick<OrderLine, 'quantity' | 'unitPriceMinor'>[],
): number => items.reduce((sum, item) => sum + item.unitPriceMinor * item.quantity, 0)

/** The payment page to continue on, while the order waits for its payment. */
export function openPaymentOf(order: Order): OrderView['openPayment'] {
  const { transactionId, redirectUrl } = order
  if (!isUnpaid(order.state) || transactionId === null || redirectUrl === null) return null
  return { transactionId, redirectUrl, expiresAt: order.expiresAt.toISOString() }
}

/** The order as its shopper sees it. */
export const toOrderView = (order: Order): OrderView => ({
  orderReference: order.orderReference,
  createdAt: order.createdAt.toISOString(),
  currencyIsoCode: order.currency,
  state: order.state,
  isCancellationPending: order.isCancellationPending,
  totals: order.totals,
  items: [...Map.groupBy(order.items, ({ sku }) => sku).values()].flatMap(toLineView),
  shipment: order.shipment,
  shippingAddress: order.shippingAddress,
  billingAddress: order.billingAddress,
  customer: order.customer,
  payment: {
    paymentProviderName: order.paymentProvider,
    paymentMethodName: order.paymentMethod,
    transactionId: order.transactionId,
  },
  openPayment: openPaymentOf(order),
  idCart: order.idCart,
})

/** The items of one product as a line. */
function toLineView(items: readonly OrderItem[]): OrderView['items'] {
  const [first] = items
  if (!first) return []
  const byState = Map.groupBy(items, shownStateOf)
  return [
    {
      sku: first.sku,
      name: first.name,
      quantity: quantityOf(items),
      unitPrice: first.unitPriceMinor,
      sumPrice: priceMinorOf(items),
      imageUrl: imageUrlOf(first.sku),
      merchant: findSeller(first),
      states: [...byState].map(([state, same]) => ({
        state,
        quantity: quantityOf(same),
        orderItemIds: same.map(({ id }) => id),
      })),
    },
  ]
}

const quantityOf = (items: readonly OrderLine[]): number =>
  items.reduce((sum, { quantity }) => sum + quantity, 0)
