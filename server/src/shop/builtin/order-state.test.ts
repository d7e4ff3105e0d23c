import { expect, test } from 'vitest'
import type { OrderState } from '../../contract/shop/checkout.ts'
import { isBeingCanceled, orderStateOf } from './order-state.ts'
import { noFacts, type PaymentFacts } from './payment-facts.ts'

type Item = Parameters<typeof orderStateOf>[0][number]

const anItem = (facts: Partial<PaymentFacts>, changes: Partial<Item> = {}): Item => ({
  state: 'any',
  goods: 'reserved',
  ...changes,
  facts: { ...noFacts, ...facts },
})

const unpaid = anItem({})
const refused = anItem({ authorization: 'failed' })
const authorized = anItem({ authorization: 'authorized' })
const captured = anItem({ capture: 'captured' })
const shipped = anItem({ capture: 'captured' }, { goods: 'handed over', state: 'shipped' })
const delivered = anItem({ capture: 'captured' }, { goods: 'handed over', state: 'delivered' })
const closed = anItem({ capture: 'captured' }, { goods: 'handed over', state: 'closed' })
const returned = anItem({ capture: 'captured' }, { goods: 'returned', state: 'returned' })
const refunding = anItem({ capture: 'captured', refund: 'requested' })
const refunded = anItem({ capture: 'captured', refund: 'refunded' })
const canceled = anItem({ cancellation: 'canceled' }, { goods: 'returned' })

test.each<[OrderState, Item[]]>([
  ['payment pending', [unpaid]],
  ['authorization failed', [refused]],
  ['authorized', [authorized, authorized]],
  ['authorized', [anItem({ authorization: 'authorized', capture: 'failed' })]],
  ['authorized', [captured, authorized]],
  ['captured', [captured, shipped]],
  ['shipped', [shipped, delivered]],
  ['delivered', [delivered, closed]],
  ['delivered', [returned]],
  ['closed', [closed, canceled]],
  ['refund pending', [refunding, canceled]],
  ['refund pending', [refunding, refunded]],
  ['captured', [refunding, captured]],
  ['partially refunded', [refunded, delivered]],
  ['refunded', [refunded, canceled]],
  ['canceled', [canceled, canceled]],
])('an order is "%s" when its items are so far', (state, items) => {
  expect(orderStateOf(items)).toBe(state)
  expect(orderStateOf(items.toReversed())).toBe(state)
})

test('an order is being canceled while all that is left of it waits for that', () => {
  const asked = anItem({ cancellation: 'requested' })
  expect(isBeingCanceled([asked, canceled])).toBe(true)
  expect(isBeingCanceled([asked, authorized])).toBe(false)
  expect(isBeingCanceled([canceled])).toBe(false)
})
