import type { Order } from './orders.ts'

/** What an order means to its shopper: its state, and whether anybody can still act on it. */
export type OrderCondition = 'open' | 'confirming' | 'changing' | 'failed' | 'paid' | 'canceled'

type Facts = Pick<Order, 'state' | 'openPayment' | 'isCancellationPending'> & {
  payment: Pick<Order['payment'], 'transactionId'>
}

/** Pending is split by what happens next: the shopper pays, the bank confirms, or the shop releases. */
export function conditionOf(order: Facts): OrderCondition {
  const { state, openPayment, isCancellationPending, payment } = order
  if (state === 'authorized') return 'paid'
  if (state === 'canceled') return 'canceled'
  if (isCancellationPending) return 'changing'
  if (state === 'authorization failed') return 'failed'
  // Without a transaction the provider never heard of the order, so nobody is confirming anything.
  return openPayment || payment.transactionId === null ? 'open' : 'confirming'
}
