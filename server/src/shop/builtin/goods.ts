import { isFlagged, type Process } from './oms/process.ts'
import { isPaidFor, type PaymentFacts } from './payment-facts.ts'

/** Where the goods of an item are: set aside, with the customer, or given back to stock, which happens once. */
export type Goods = 'reserved' | 'handed over' | 'returned'

type Item = Readonly<{ state: string; awaiting: string | null; facts: PaymentFacts; goods: Goods }>

/** Where goods come back from the customer, and where nothing is left to be canceled. */
const returnedState = 'returned'
const canceledStates: ReadonlySet<string> = new Set(['payment cancelled', 'canceled', 'cancelled'])

/**
 * Where the goods are after an item has moved through these states. A cancellation is awaited before they are given back, since
 * somebody may be paying; goods that left the reservation without their money going back are with the customer.
 */
export function goodsAfter(process: Process, item: Item, passed: readonly string[]): Goods {
  const { state, awaiting, facts, goods } = item
  if (goods === 'returned' || passed.includes(returnedState)) return 'returned'
  if (isFlagged(process, state, 'handed over')) return 'handed over'
  const isReserved = isFlagged(process, state, 'reserved')
  // A state that still needs the goods keeps them, whatever was told: its payment may be captured after all.
  const isCanceled = canceledStates.has(state) || (facts.cancellation === 'canceled' && !isReserved)
  if (goods === 'reserved' && isCanceled) return 'returned'
  if (isReserved) return 'reserved'
  if (goods === 'handed over' || awaiting !== null || passed.length === 0) return goods
  return goodsWithoutFlag(facts)
}

/** In a state that says nothing of goods, what is known of the money says where they are. */
function goodsWithoutFlag(facts: PaymentFacts): Goods {
  const isWished = facts.cancellation !== null && facts.capture !== 'captured'
  if (isWished || !isPaidFor(facts)) return 'reserved'
  if (facts.refund !== null) return 'returned'
  return facts.cancellation === null ? 'handed over' : 'reserved'
}
