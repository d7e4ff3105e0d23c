import type { Address, OrderState, OrderView } from '../../contract/shop/checkout.ts'
import { imageUrlOf } from './catalogue.ts'
import { isUnpaid } from './order-state.ts'
import type { Totals } from './totals.ts'

export type OrderItem = {
  id: string
  sku: string
  name: string
  quantity: number
  unitPriceMinor: number
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
  items: readonly OrderItem[]
  state: OrderState
  startAttempts: number
  transactionId: string | null
  redirectUrl: string | null
  isCancellationPending: boolean
  createdAt: Date
  expiresAt: Date
}

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
  items: order.items.map((item) => ({
    sku: item.sku,
    name: item.name,
    quantity: item.quantity,
    unitPrice: item.unitPriceMinor,
    sumPrice: item.unitPriceMinor * item.quantity,
    imageUrl: imageUrlOf(item.sku),
  })),
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
