import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openOrder } from './testing/open-order.ts'
import {
  type OpenedShop,
  openShop,
  passDeadlines,
  passRetryDelay,
  stockOf,
} from './testing/open-shop.ts'

let opened: OpenedShop
beforeAll(async () => {
  opened = await openShop()
})
afterEach(() => opened.app.follow(() => undefined))
afterAll(() => opened.close())

const price = 14_900
const shipping = 490
const both = 2 * price + shipping

test('an order is authorised, captured, shipped, delivered and closed', async () => {
  const order = await openOrder(opened)
  expect(await order.states()).toEqual(['payment pending', 'payment pending'])
  await order.hear('PaymentAuthorized')
  expect(await order.state()).toBe('authorized')
  await order.press('capture payment')
  expect(await order.states()).toEqual(['payment capture pending', 'payment capture pending'])
  expect(order.sent()).toEqual([{ name: 'CapturePayment', orderItemIds: order.ids, amount: both }])
  await order.hear('PaymentCaptured', { orderItemIds: order.ids, amount: both })
  expect(await order.state()).toBe('captured')
  await order.press('ship')
  expect(await order.state()).toBe('shipped')
  await order.press('deliver')
  expect(await order.state()).toBe('delivered')
  await passDeadlines(opened.db)
  await opened.shop.tick(100)
  expect(await order.states()).toEqual(['closed', 'closed'])
  expect(await order.state()).toBe('closed')
  const { items } = await order.read()
  expect(items[0]?.history.map(({ state, event }) => [state, event])).toEqual([
    ['new', null],
    ['payment pending', 'created'],
    ['payment authorized', null],
    ['payment capture ready', 'capture payment'],
    ['payment capture pending', 'start payment capture'],
    ['payment captured', null],
    ['shipped', 'ship'],
    ['delivered', 'deliver'],
    ['closed', 'close'],
  ])
})

test('of two items one is captured and the other given up: its goods are back, and the app hears of it after the capture', async () => {
  const before = await stockOf(opened.db, 'fjord')
  const order = await openOrder(opened)
  const [first = '', second = ''] = order.ids
  await order.hear('PaymentAuthorized')
  await order.press('capture payment', [first])
  await order.press('cancel', [second])
  expect(await order.states()).toEqual(['payment capture pending', 'payment cancelled'])
  expect(await stockOf(opened.db, 'fjord')).toBe(before - 1)
  const capture = { name: 'CapturePayment', orderItemIds: [first], amount: price + shipping }
  expect(order.sent()).toEqual([capture])

  await order.hear('PaymentCaptured', { orderItemIds: [first], amount: price + shipping })
  await opened.shop.tick(100)
  const cancel = { name: 'CancelPayment', orderItemIds: [second], amount: 0 }
  expect(order.sent()).toEqual([capture, cancel])
  await order.hear('PaymentCanceled', { orderItemIds: [second], amount: price })
  expect(await order.states()).toEqual(['payment captured', 'payment cancelled'])
  expect(await order.state()).toBe('captured')
  expect(await stockOf(opened.db, 'fjord')).toBe(before - 1)
})

test('items are captured side by side, the expenses with the first that does not fail', async () => {
  const order = await openOrder(opened, { sku: 'fjord', quantity: 3 })
  const [one = '', two = '', three = ''] = order.ids
  await order.hear('PaymentAuthorized')
  await order.press('capture payment', [one])
  await order.press('capture payment', [two])
  await order.hear('PaymentCaptureFailed', { orderItemIds: [one], amount: price + shipping })
  await order.hear('PaymentCaptured', { orderItemIds: [two], amount: price })
  expect(await order.states()).toEqual(['payment failed', 'payment captured', 'payment authorized'])
  await order.press('retry payment', [one])
  await order.press('capture payment', [three])
  expect(await order.states()).toEqual([
    'payment capture pending',
    'payment captured',
    'payment capture pending',
  ])
  expect(order.sent().map(({ amount }) => amount)).toEqual([
    price + shipping,
    price,
    price + shipping,
    price,
  ])
})

test('a failure that is told of the whole payment is that of the items that were asked for', async () => {
  const order = await openOrder(opened)
  const [first = ''] = order.ids
  await order.hear('PaymentAuthorized')
  await order.press('capture payment', [first])
  await order.hear('PaymentCaptureFailed', { orderItemIds: order.ids, amount: both })
  expect(await order.states()).toEqual(['payment failed', 'payment authorized'])
})

/** An order whose items are captured and delivered. */
async function deliveredOrder(quantity = 2) {
  const order = await openOrder(opened, { sku: 'fjord', quantity })
  await order.hear('PaymentAuthorized')
  await order.press('capture payment')
  await order.hear('PaymentCaptured')
  await order.press('ship')
  await order.press('deliver')
  return order
}

test('items are returned and refunded one by one, the expenses with the last, and nothing twice', async () => {
  const order = await deliveredOrder()
  const [first = '', second = ''] = order.ids
  const before = await stockOf(opened.db, 'fjord')
  for (const event of ['start-return', 'execute-return', 'refund'])
    await order.press(event, [first])
  expect(await stockOf(opened.db, 'fjord')).toBe(before + 1)
  expect(order.sent().at(-1)).toEqual({
    name: 'RefundPayment',
    orderItemIds: [first],
    amount: -price,
  })
  await order.hear('PaymentRefunded', { orderItemIds: [Number(first)], amount: String(price) })
  expect(await order.states()).toEqual(['payment refund succeeded', 'delivered'])
  expect(await order.state()).toBe('partially refunded')

  await order.press('close', [second])
  await order.press('refund', [second])
  expect(order.sent().at(-1)?.amount).toBe(-(price + shipping))
  expect(await order.press('refund', [first])).toEqual({
    ok: false,
    failure: 'order-event-not-available',
  })
  await order.hear('PaymentRefundFailed', { orderItemIds: [second], amount: price + shipping })
  expect(await order.states()).toEqual(['payment refund succeeded', 'payment refund failed'])
  await order.press('retry payment refund', [second])
  expect(order.sent().at(-1)?.amount).toBe(-(price + shipping))
  await order.hear('PaymentRefunded', { orderItemIds: [second], amount: price + shipping })
  expect(await order.state()).toBe('refunded')
  expect(await stockOf(opened.db, 'fjord')).toBe(before + 1)
})

test('a refund that fails late is taken back, until it is confirmed', async () => {
  const order = await deliveredOrder(1)
  await order.press('close')
  await order.press('refund')
  await order.hear('PaymentRefunded')
  expect(await order.state()).toBe('refunded')
  await order.hear('PaymentRefundFailed')
  expect(await order.states()).toEqual(['payment refund failed'])
  expect(await order.state()).toBe('refund pending')
  await order.press('retry payment refund')
  await order.hear('PaymentRefunded')
  await passDeadlines(opened.db)
  await opened.shop.tick(100)
  expect(await order.states()).toEqual(['payment refunded'])
  await order.hear('PaymentRefundFailed')
  expect(await order.states()).toEqual(['payment refunded'])
})

test('an operator cancels what was authorised: the cart opens when the app says so', async () => {
  const before = await stockOf(opened.db, 'fjord')
  const order = await openOrder(opened)
  await order.hear('PaymentAuthorized')
  await order.press('cancel')
  expect(await order.states()).toEqual(order.ids.map(() => 'payment cancellation pending'))
  expect(await order.state()).toBe('authorized')
  expect(await stockOf(opened.db, 'fjord')).toBe(before - 2)
  await order.hear('PaymentCanceled', { orderItemIds: order.ids })
  expect(await order.state()).toBe('canceled')
  expect(await stockOf(opened.db, 'fjord')).toBe(before)
})

test('an authorisation that could not be given up does not stand by old news, and is given up again', async () => {
  const order = await openOrder(opened, { sku: 'fjord', quantity: 1 })
  await order.hear('PaymentAuthorized')
  await order.press('cancel')
  await order.hear('PaymentCancellationFailed')
  expect(await order.states()).toEqual(['payment cancellation failed'])
  await passDeadlines(opened.db)
  await opened.shop.tick(100)
  expect(order.sent().map(({ name }) => name)).toEqual(['CancelPayment', 'CancelPayment'])
  await order.hear('PaymentCaptured')
  await order.hear('PaymentCancellationFailed')
  expect(await order.states()).toEqual(['payment refund pending'])
})

test('whoever pays while the order is being canceled keeps it, also when the money is taken at once', async () => {
  const authorized = await openOrder(opened)
  const captured = await openOrder(opened)
  for (const order of [authorized, captured]) {
    await opened.shop.cancelOrder(order.guest, order.orderReference)
    expect(await order.states()).toEqual(order.ids.map(() => 'payment cancellation pending'))
  }
  await authorized.hear('PaymentAuthorized')
  await authorized.hear('PaymentCancellationFailed')
  expect(await authorized.states()).toEqual(['payment authorized', 'payment authorized'])
  await captured.hear('PaymentCancellationFailed')
  await captured.hear('PaymentCaptured')
  expect(await captured.states()).toEqual(['payment captured', 'payment captured'])
})

test('a refused card may be followed by a good one, and late news of the refusal changes nothing', async () => {
  const order = await openOrder(opened)
  await order.hear('PaymentAuthorizationFailed')
  expect(await order.states()).toEqual(order.ids.map(() => 'payment authorization failed'))
  await order.hear('PaymentAuthorized')
  await order.hear('PaymentAuthorizationFailed')
  expect(await order.states()).toEqual(['payment authorized', 'payment authorized'])
  expect(await order.state()).toBe('authorized')
})

test('money that does not add up is for a person to accept', async () => {
  const over = await openOrder(opened, { sku: 'fjord', quantity: 1 })
  await over.hear('PaymentAuthorized')
  await over.press('capture payment')
  await over.hear('PaymentCaptured')
  await over.hear('PaymentOverpaid')
  await over.press('payment overpay checked')
  expect(await over.states()).toEqual(['payment overpaid'])
  await over.press('accept overpayment')
  await over.press('ship')
  expect(await over.state()).toBe('shipped')

  const under = await openOrder(opened, { sku: 'fjord', quantity: 1 })
  await under.hear('PaymentAuthorized')
  await under.press('capture payment')
  await under.hear('PaymentCaptureFailed')
  await under.hear('PaymentUnderpaid')
  expect(await under.states()).toEqual(['payment underpaid'])
  await under.press('retry payment')
  expect(await under.states()).toEqual(['payment capture pending'])
  await under.hear('PaymentCaptured')
  expect(await under.states()).toEqual(['payment captured'])
})

test('news without items is about those that wait for it, if it is enough for them', async () => {
  const order = await openOrder(opened)
  const [first = ''] = order.ids
  await order.hear('PaymentAuthorized')
  await order.press('capture payment', [first])
  await order.hear('PaymentCaptured', { amount: 100 })
  expect(await order.states()).toEqual(['payment capture pending', 'payment authorized'])
  await order.hear('PaymentCaptured', { amount: price + shipping })
  expect(await order.states()).toEqual(['payment captured', 'payment authorized'])
  await order.hear('PaymentRefunded', { amount: price })
  expect(await order.states()).toEqual(['payment captured', 'payment authorized'])
})

test('news of different items may come in any order', async () => {
  const order = await openOrder(opened)
  const [first = '', second = ''] = order.ids
  await order.hear('PaymentAuthorized', { orderItemIds: order.ids })
  await order.press('capture payment', [first])
  await order.press('capture payment', [second])
  await order.hear('PaymentCaptured', { orderItemIds: [second], amount: price })
  await order.press('ship', [second])
  await order.hear('PaymentCaptureFailed', { orderItemIds: [first], amount: price + shipping })
  expect(await order.states()).toEqual(['payment failed', 'shipped'])
  expect(await order.state()).toBe('authorized')
})

test('money that comes for a canceled order goes back', async () => {
  const order = await openOrder(opened)
  await order.hear('PaymentCanceled')
  await order.hear('PaymentCaptured')
  await opened.shop.tick(100)
  expect(order.sent().at(-1)).toMatchObject({ name: 'RefundPayment', amount: -both })
  expect(await order.state()).toBe('canceled')
})

test('what an operator fires moves all of the items or none, and once', async () => {
  const order = await openOrder(opened)
  const [first = '', second = ''] = order.ids
  await order.hear('PaymentAuthorized')
  await order.press('capture payment', [first])
  const refused = { ok: false, failure: 'order-event-not-available' }
  expect(await order.press('capture payment')).toEqual(refused)
  expect(await order.press('capture payment', [second, '999999'])).toEqual(refused)
  expect(await order.press('start payment capture', [second])).toEqual(refused)
  const moved = { ok: true, value: [{ id: second, state: 'payment capture pending' }] }
  expect(await order.press('capture payment', [second], 'one command')).toEqual(moved)
  expect(await order.press('capture payment', [second], 'one command')).toEqual(moved)
  expect(order.sent()).toHaveLength(2)
})

test('several processes fire each timeout once', async () => {
  const orders = await Promise.all([1, 2, 3].map(() => openOrder(opened)))
  await passDeadlines(opened.db)
  await Promise.all([1, 2, 3, 4].map(() => opened.shop.tick(100)))
  for (const order of orders) expect(order.sent()).toHaveLength(1)
})

test('commands about an order wait for those before them', async () => {
  const order = await openOrder(opened)
  const [first = '', second = ''] = order.ids
  await order.hear('PaymentAuthorized')
  opened.app.follow(({ path }) =>
    path === '/channels/payment-commands' ? { status: 500 } : undefined,
  )
  await order.press('capture payment', [first])
  await order.press('capture payment', [second])
  expect(order.sent()).toHaveLength(1)
  opened.app.follow(() => undefined)
  await passRetryDelay(opened.db)
  await opened.shop.tick(100)
  await opened.shop.tick(100)
  expect(order.sent().map(({ orderItemIds }) => orderItemIds)).toEqual([[first], [first], [second]])
})

test('what happens to several items at the same moment is not lost, and nothing is asked for twice', async () => {
  const order = await openOrder(opened, { sku: 'fjord', quantity: 4 })
  await order.hear('PaymentAuthorized')
  await Promise.all(order.ids.map((id) => order.press('capture payment', [id])))
  for (let tick = 0; tick < order.ids.length; tick += 1) await opened.shop.tick(100)
  const asked = order.sent().map(({ amount }) => Number(amount))
  expect(asked.toSorted()).toEqual([price, price, price, price + shipping].toSorted())
  await Promise.all(
    order.ids.map((id) => order.hear('PaymentCaptured', { orderItemIds: [id], amount: price })),
  )
  expect(await order.states()).toEqual(order.ids.map(() => 'payment captured'))
})
