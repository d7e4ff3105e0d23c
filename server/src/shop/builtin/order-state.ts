import type { OrderItemState, OrderState } from '../../contract/shop/checkout.ts'
import type { Goods } from './goods.ts'
import { isPaidFor, type PaymentFacts } from './payment-facts.ts'

type Item = Readonly<{ state: string; facts: PaymentFacts; goods: Goods }>

/** The states in which goods are with the customer; any other that a process has is a delivery to shoppers. */
const handedOver: Readonly<Record<string, OrderItemState>> = {
  shipped: 'shipped',
  closed: 'closed',
  'waiting for return': 'returning',
}

/** What an item's state means to its shopper, whatever its process calls it: what became of the money, and of the goods. */
export function shownStateOf({ state, facts, goods }: Item): OrderItemState {
  if (facts.cancellation === 'canceled') return 'canceled'
  if (facts.refund !== null) return facts.refund === 'refunded' ? 'refunded' : 'refund pending'
  if (goods === 'handed over') return handedOver[state] ?? 'delivered'
  if (goods === 'returned') return facts.capture === 'captured' ? 'returning' : 'canceled'
  if (facts.capture === 'captured') return 'captured'
  if (isPaidFor(facts)) return 'authorized'
  return facts.authorization === 'failed' ? 'authorization failed' : 'payment pending'
}

/** From the least to the furthest: an order is as far as the item that is furthest behind. */
const way: readonly OrderState[] = [
  'authorization failed',
  'payment pending',
  'authorized',
  'captured',
  'shipped',
  'delivered',
  'closed',
]

const asOrder = (state: OrderItemState): OrderState => (state === 'returning' ? 'delivered' : state)

/** The state of an order in one word. Items that were canceled count when nothing else is left. */
export function orderStateOf(items: readonly Item[]): OrderState {
  const left = items
    .map(shownStateOf)
    .filter((state) => state !== 'canceled')
    .map(asOrder)
  if (left.length === 0) return 'canceled'
  const refunded = left.filter((state) => state === 'refunded').length
  if (refunded === left.length) return 'refunded'
  const onTheWay = left.filter((state) => way.includes(state))
  if (onTheWay.length === 0) return 'refund pending'
  if (refunded > 0) return 'partially refunded'
  return way.find((state) => onTheWay.includes(state)) ?? 'payment pending'
}

/** True while nobody has paid: the order may be continued, canceled or released. */
export const isUnpaid = (state: OrderState): boolean =>
  state === 'payment pending' || state === 'authorization failed'

/** True while everything that is left of an order waits for its cancellation. */
export function isBeingCanceled(items: readonly Item[]): boolean {
  const left = items.filter((item) => shownStateOf(item) !== 'canceled')
  return left.length > 0 && left.every(({ facts }) => facts.cancellation === 'requested')
}
