import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, post, resourceOf } from './testing/call.ts'
import { eventually } from './testing/eventually.ts'
import { aCart, aGuest, card, payOnPage } from './testing/shoppers.ts'
import { type RunningApp, startApp } from './testing/start-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

const address = {
  firstName: 'Ada',
  lastName: 'Kern',
  address1: 'Torstr.',
  address2: '1',
  zipCode: '10119',
  city: 'Berlin',
  iso2Code: 'DE',
}

const operator = () => ({ authorization: `Bearer ${app.operatorToken}` })

type Dossier = {
  items: { id: string; unitPrice: number; state: string; events: string[] }[]
  payment: { transactionId: string; status: string; captured: number; refunded: number }
}

/** An order of two products, in the hands of its shopper and of an operator. */
async function placeOrder() {
  const guest = aGuest()
  const { idCart } = await aCart(app, guest)
  const placed = await post(app, '/checkout', {
    type: 'checkout',
    attributes: {
      idCart,
      customer: { firstName: 'Ada', lastName: 'Kern', email: 'ada@example.org' },
      billingAddress: address,
      shippingAddress: address,
      payments: [card],
      shipment: { idShipmentMethod: '1' },
    },
    headers: guest,
  })
  const { orderReference, redirectUrl } = resourceOf(placed).attributes as Record<string, string>
  const reference = orderReference ?? ''
  const read = async (): Promise<Dossier> => {
    const path = `/back-office/api/orders/${reference}`
    const answer = await call(app, 'GET', path, { headers: operator() })
    return resourceOf(answer).attributes as unknown as Dossier
  }
  const states = async () => (await read()).items.map(({ state }) => state)
  return {
    ids: (await read()).items.map(({ id }) => id),
    read,
    pay: () => payOnPage({ transactionId: '', redirectUrl: redirectUrl ?? '' }),
    reach: (...expected: string[]) =>
      eventually(async () => expect(await states()).toEqual(expected)),
    press: async (event: string, orderItemIds: string[]) => {
      const attributes = { orderReference: reference, orderItemIds, event }
      const headers = { ...operator(), 'idempotency-key': randomUUID() }
      resourceOf(
        await post(app, '/back-office/api/order-events', {
          type: 'order-events',
          attributes,
          headers,
        }),
      )
    },
    readState: async () => {
      const answer = await call(app, 'GET', `/orders/${reference}`, { headers: guest })
      return resourceOf(answer).attributes['state']
    },
  }
}

test('an order is paid, captured in parts, given up in part, shipped, returned and refunded, through the whole house', async () => {
  const order = await placeOrder()
  const [lamp = '', amber = ''] = order.ids
  await order.pay()
  await order.reach('payment authorized', 'payment authorized')

  await order.press('capture payment', [lamp])
  await order.reach('payment captured', 'payment authorized')
  await order.press('cancel', [amber])
  await order.reach('payment captured', 'payment cancelled')
  const { items, payment } = await order.read()
  const price = items[0]?.unitPrice ?? 0
  expect(payment).toMatchObject({ captured: price + 490, refunded: 0 })

  for (const event of ['ship', 'deliver', 'start-return', 'execute-return', 'refund']) {
    await order.press(event, [lamp])
  }
  await order.reach('payment refund succeeded', 'payment cancelled')
  expect((await order.read()).payment).toMatchObject({ refunded: price + 490, status: 'refunded' })
  expect(await order.readState()).toBe('refunded')
}, 60_000)

test('items of an order are captured and refunded side by side', async () => {
  const order = await placeOrder()
  const [lamp = '', amber = ''] = order.ids
  await order.pay()
  await order.reach('payment authorized', 'payment authorized')
  await Promise.all([
    order.press('capture payment', [lamp]),
    order.press('capture payment', [amber]),
  ])
  await order.reach('payment captured', 'payment captured')
  await Promise.all([order.press('refund', [lamp]), order.press('refund', [amber])])
  await order.reach('payment refund succeeded', 'payment refund succeeded')
  const { payment } = await order.read()
  expect(payment.refunded).toBe(payment.captured)
}, 60_000)

test('an operator gives an authorised order up: the provider first, then the order', async () => {
  const order = await placeOrder()
  await order.pay()
  await order.reach('payment authorized', 'payment authorized')
  await order.press('cancel', order.ids)
  await order.reach('payment cancelled', 'payment cancelled')
  expect((await order.read()).payment.status).toBe('canceled')
  expect(await order.readState()).toBe('canceled')
}, 60_000)
