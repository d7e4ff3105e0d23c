import type { Order } from './orders.ts'

/** What an order means to its shopper: its state, and whether anybody can still act on it. */
export type OrderCondition =
  | 'open'
  | 'confirming'
  | 'changing'
  | 'failed'
  | 'paid'
  | 'shipped'
  | 'delivered'
  | 'refunding'
  | 'partlyRefunded'
  | 'refunded'
  | 'canceled'

type Facts = Pick<Order, 'state' | 'openPayment' | 'isCancellationPending'> & {
  payment: Pick<Order['payment'], 'transactionId'>
}

const settled: Partial<Record<Order['state'], OrderCondition>> = {
  authorized: 'paid',
  captured: 'paid',
  shipped: 'shipped',
  delivered: 'delivered',
  closed: 'delivered',
  'refund pending': 'refunding',
  'partially refunded': 'partlyRefunded',
  refunded: 'refunded',
  canceled: 'canceled',
}

/** Somebody has paid for the order: it cannot be continued or changed by its shopper. */
export const wasPaid = ({ state }: Pick<Order, 'state'>): boolean =>
  state !== 'canceled' && settled[state] !== undefined

/** Pending is split by what happens next: the shopper pays, the bank confirms, or the shop releases. */
export function conditionOf(order: Facts): OrderCondition {
  const { state, openPayment, isCancellationPending, payment } = order
  const condition = settled[state]
  if (condition) return condition
  if (isCancellationPending) return 'changing'
  if (state === 'authorization failed') return 'failed'
  // Without a transaction the provider never heard of the order, so nobody is confirming anything.
  return openPayment || payment.transactionId === null ? 'open' : 'confirming'
}
