import { z } from 'zod'
import { type OrderItem, priceMinorOf } from './order.ts'
import type { PaymentFacts } from './payment-facts.ts'

/** What a message says about whom. Apps write ids and amounts as numbers or as strings. */
export const PaymentNews = z.object({
  orderItemIds: z.array(z.union([z.string(), z.number()]).transform(String)).default([]),
  amount: z.coerce.number().nullish(),
})
export type PaymentNews = z.output<typeof PaymentNews>

type OrderLike = Readonly<{ items: readonly OrderItem[]; totals: { grandTotal: number } }>
type Awaits = (facts: PaymentFacts) => boolean

/** Whom news concerns that says how a request ended: the items for which that was asked. */
const awaited: Readonly<Record<string, Awaits>> = {
  PaymentCaptured: ({ capture }) => capture === 'requested',
  PaymentCaptureFailed: ({ capture }) => capture === 'requested',
  PaymentCanceled: ({ cancellation }) => cancellation === 'requested',
  PaymentCancellationFailed: ({ cancellation }) => cancellation === 'requested',
  PaymentRefunded: ({ refund }) => refund === 'requested',
  PaymentRefundFailed: ({ refund }) => refund === 'requested' || refund === 'refunded',
  PaymentOverpaid: ({ capture }) => capture === 'captured',
}

/** Failures are told of the whole payment where nobody listed what failed: of the items, only those can have failed that were asked. */
const narrowed: ReadonlySet<string> = new Set([
  'PaymentCaptureFailed',
  'PaymentRefundFailed',
  'PaymentOverpaid',
])

/** Money that moved by itself may be any money: without ids it is that of the waiting items when it is enough for them. */
const measured: ReadonlySet<string> = new Set([
  'PaymentCaptured',
  'PaymentRefunded',
  'PaymentRefundFailed',
])

/**
 * The items that a message is about. It names them, or says nothing: then it is about the whole order if its amount is that of
 * the whole order, else about the items that wait for exactly such news.
 */
export function itemsMeant(order: OrderLike, name: string, news: PaymentNews): OrderItem[] {
  const awaits = awaited[name]
  const amount = news.amount ?? order.totals.grandTotal
  if (news.orderItemIds.length === 0 && amount < order.totals.grandTotal && awaits) {
    const waiting = order.items.filter(({ facts }) => awaits(facts))
    return !measured.has(name) || amount >= priceMinorOf(waiting) ? waiting : []
  }
  const named = itemsNamed(order.items, news.orderItemIds)
  if (!awaits || !narrowed.has(name)) return named
  const waiting = named.filter(({ facts }) => awaits(facts))
  return waiting.length > 0 ? waiting : named
}

function itemsNamed(items: readonly OrderItem[], orderItemIds: readonly string[]): OrderItem[] {
  const ids = new Set(orderItemIds)
  return items.filter(({ id }) => ids.size === 0 || ids.has(id))
}
