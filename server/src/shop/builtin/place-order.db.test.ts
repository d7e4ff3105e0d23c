import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { sql } from '../../database/database.ts'
import { aGuest } from '../../payments/shopper.ts'
import {
  aCart,
  aCheckout,
  aMessage,
  anOrder,
  expectValue,
  openShop,
  someGuest,
  stockOf,
  tenant,
} from './testing/open-shop.ts'

let opened: Awaited<ReturnType<typeof openShop>>
beforeAll(async () => {
  opened = await openShop()
})
afterEach(() => opened.app.follow(() => undefined))
afterAll(() => opened.close())

const startsOf = (orderReference: string) =>
  opened.app.starts().filter(({ headers }) => headers['idempotency-key'] === orderReference)

test('an order is written, its goods are reserved, and the app is asked for its payment page', async () => {
  const { shop, db } = opened
  const guest = aGuest(tenant, 'guest-with-a-secret-number-one')
  const before = await stockOf(db, 'fjord')
  const idCart = await aCart(shop, guest, { sku: 'fjord', quantity: 2 })
  const placed = expectValue(await shop.placeOrder(guest, aCheckout(idCart), 'de-DE,de;q=0.9'))

  expect(placed.orderReference).toMatch(/^DE--\d{4,}$/)
  expect(placed).toMatchObject({
    redirectUrl: `http://psp.test/pay/${placed.transactionId}`,
    isExternalRedirect: true,
  })
  expect(await stockOf(db, 'fjord')).toBe(before - 2)
  const order = expectValue(await shop.findOrder(guest, placed.orderReference))
  expect(order).toMatchObject({
    state: 'payment pending',
    idCart,
    totals: { grandTotal: 30290, expenseTotal: 490 },
    openPayment: { transactionId: placed.transactionId, redirectUrl: placed.redirectUrl },
  })
  expect(await shop.findCart(guest, idCart)).toMatchObject({ failure: { kind: 'cart-not-found' } })

  const [start] = startsOf(placed.orderReference)
  expect(start?.headers).toMatchObject({
    authorization: 'Bearer app-token-of-the-tests',
    'x-tenant-identifier': tenant,
  })
  expect(start?.body).toMatchObject({
    orderData: {
      orderReference: placed.orderReference,
      customerReference: 'anonymous:guest-with-a-secret-number-one',
      localeName: 'de_DE',
      countryCode: 'DE',
      currencyCode: 'EUR',
      grandTotal: 30290,
      paymentMethod: 'card',
      items: [1, 2].map(() => ({
        idSalesOrderItem: expect.stringMatching(/^\d+$/),
        sku: 'fjord',
        quantity: 1,
        unitPrice: 14900,
      })),
      expenses: [{ type: 'SHIPMENT_EXPENSE_TYPE', name: 'Standard', quantity: 1, unitPrice: 490 }],
    },
    redirectSuccessUrl: `http://storefront.test/return?orderReference=${placed.orderReference}`,
    redirectCancelUrl: `http://storefront.test/return?orderReference=${placed.orderReference}`,
    checkoutSummaryPageUrl: 'http://storefront.test/checkout',
  })
})

test("nothing in the shop's tables holds a guest's secret", async () => {
  const guest = aGuest(tenant, 'guest-with-a-secret-number-two')
  await anOrder(opened.shop, guest)
  const { rows } = await sql<{ text: string }>`
    select coalesce(string_agg(o::text, ''), '') || (select coalesce(string_agg(c::text, ''), '') from shop.carts c) as text
    from shop.orders o`.execute(opened.db)
  expect(rows[0]?.text).toContain('guest:')
  expect(rows[0]?.text).not.toContain('secret-number-two')
})

test('asking again for the same cart answers the same order and the same page', async () => {
  const { shop, db } = opened
  const guest = someGuest()
  const idCart = await aCart(shop, guest)
  const first = expectValue(await shop.placeOrder(guest, aCheckout(idCart), 'de'))
  const left = await stockOf(db, 'fjord')
  expect(expectValue(await shop.placeOrder(guest, aCheckout(idCart), 'de'))).toEqual(first)
  expect(await stockOf(db, 'fjord')).toBe(left)
  expect(startsOf(first.orderReference)).toHaveLength(1)
})

test('two checkouts of one cart at the same moment make one order', async () => {
  const { shop, app } = opened
  const guest = someGuest()
  const idCart = await aCart(shop, guest)
  const running = new Set<string>()
  app.follow(async ({ headers }) => {
    const key = String(headers['idempotency-key'])
    if (running.has(key)) return { status: 409, body: [{ code: '4008' }] }
    running.add(key)
    await new Promise((resolve) => setImmediate(resolve))
    return undefined
  })
  const both = await Promise.all([1, 2].map(() => shop.placeOrder(guest, aCheckout(idCart), 'de')))
  const [first, second] = both.map(expectValue)
  expect(second).toEqual(first)
  expect(await shop.listOrders(guest)).toHaveLength(1)
})

test('of two shoppers who want the last piece, one gets it', async () => {
  const { shop, db } = opened
  const guests = [someGuest(), someGuest()]
  const carts = await Promise.all(
    guests.map((guest) => aCart(shop, guest, { sku: 'luna', quantity: 1 })),
  )
  const answers = await Promise.all(
    guests.map((guest, at) => shop.placeOrder(guest, aCheckout(carts[at] ?? ''), 'de')),
  )
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  expect(answers.find(({ ok }) => !ok)).toMatchObject({ failure: { kind: 'stock-insufficient' } })
  expect(await stockOf(db, 'luna')).toBe(0)
})

test('when the answer of the app is lost, checking out again continues with the same payment', async () => {
  const { shop, app } = opened
  const guest = someGuest()
  const idCart = await aCart(shop, guest)
  app.follow(() => 'lost')
  expect(await shop.placeOrder(guest, aCheckout(idCart), 'de')).toEqual({
    ok: false,
    failure: { kind: 'outcome-unknown' },
  })
  const [order] = await shop.listOrders(guest)
  expect(order).toMatchObject({ state: 'payment pending', openPayment: null })

  app.follow(() => undefined)
  const again = expectValue(await shop.placeOrder(guest, aCheckout(idCart), 'en'))
  expect(again.orderReference).toBe(order?.orderReference)
  const [lost, repeated] = startsOf(again.orderReference)
  expect(repeated?.body).toEqual(lost?.body)
  expect(again.transactionId).toBe(app.payments.get(again.orderReference))
})

test('a provider that is down keeps the order, for the next attempt', async () => {
  const { shop, app } = opened
  const guest = someGuest()
  const idCart = await aCart(shop, guest)
  app.follow(() => ({ status: 503, body: [{ code: '4108', status: 503, message: 'down' }] }))
  expect(await shop.placeOrder(guest, aCheckout(idCart), 'de')).toEqual({
    ok: false,
    failure: { kind: 'psp-unavailable' },
  })
  app.follow(() => ({ status: 500, body: 'not even JSON' }))
  expect(await shop.placeOrder(guest, aCheckout(idCart), 'de')).toMatchObject({
    failure: { kind: 'outcome-unknown' },
  })
  app.follow(() => undefined)
  expect(
    expectValue(await shop.placeOrder(guest, aCheckout(idCart), 'de')).redirectUrl,
  ).not.toBeNull()
})

test.each([
  ['says no', { status: 200, body: { isSuccessful: false, message: 'no' } }, 'order-not-placed'],
  ['answers 422', { status: 422, body: [{ code: '4107' }] }, 'order-not-placed'],
  ['answers 429', { status: 429, body: [{ code: '4110' }] }, 'too-many-attempts'],
])(
  'when the app %s, the goods are back in stock and the cart is open again',
  async (_, reply, kind) => {
    const { shop, app, db } = opened
    const guest = someGuest()
    const idCart = await aCart(shop, guest, { sku: 'birk', quantity: 3 })
    const before = await stockOf(db, 'birk')
    app.follow(() => reply)
    expect(await shop.placeOrder(guest, aCheckout(idCart), 'de')).toMatchObject({
      ok: false,
      failure: { kind },
    })
    expect(await stockOf(db, 'birk')).toBe(before)
    expect(await shop.listOrders(guest)).toMatchObject([{ state: 'canceled' }])
    expect(expectValue(await shop.findCart(guest, idCart)).items).toMatchObject([
      { sku: 'birk', quantity: 3 },
    ])
  },
)

test('after a lost answer a refusal releases nothing: the app is asked to cancel first', async () => {
  const { shop, app } = opened
  const guest = someGuest()
  const idCart = await aCart(shop, guest)
  app.follow(() => 'lost')
  await shop.placeOrder(guest, aCheckout(idCart), 'de')
  app.follow(({ path }) => (path === '/initialize-payment' ? { status: 422 } : undefined))
  expect(await shop.placeOrder(guest, aCheckout(idCart), 'de')).toMatchObject({
    failure: { kind: 'order-not-placed' },
  })
  const [order] = await shop.listOrders(guest)
  expect(order).toMatchObject({ state: 'payment pending', isCancellationPending: true })
  expect(app.commands().at(-1)?.body).toMatchObject({ orderReference: order?.orderReference })
  expect(await shop.placeOrder(guest, aCheckout(idCart), 'de')).toMatchObject({
    failure: { kind: 'order-not-placed', detail: expect.stringContaining('being canceled') },
  })
})

test('an order that was canceled while its payment started is not paid: the payment is canceled', async () => {
  const { shop, app } = opened
  const guest = someGuest()
  const idCart = await aCart(shop, guest)
  app.follow(async ({ path, headers }) => {
    if (path !== '/initialize-payment') return undefined
    await shop.consume(aMessage('PaymentCanceled', String(headers['idempotency-key'])))
    return undefined
  })
  expect(await shop.placeOrder(guest, aCheckout(idCart), 'de')).toMatchObject({
    failure: { kind: 'order-not-placed' },
  })
  const [order] = await shop.listOrders(guest)
  expect(order).toMatchObject({ state: 'canceled', isCancellationPending: false })
  expect(app.commands().at(-1)).toMatchObject({
    headers: { 'transfer-name': 'CancelPayment' },
    body: { orderReference: order?.orderReference },
  })
})

test('a total that is not the one the shopper saw is refused, before and after the order is placed', async () => {
  const { shop } = opened
  const guest = someGuest()
  const idCart = await aCart(shop, guest)
  const paying = (amount: number) =>
    aCheckout(idCart, {
      payments: [{ paymentProviderName: 'Sandbox', paymentMethodName: 'card', amount }],
    })
  const mismatch = { failure: { kind: 'amount-mismatch' } }
  expect(await shop.placeOrder(guest, paying(14900), 'de')).toMatchObject(mismatch)
  expectValue(await shop.placeOrder(guest, paying(15390), 'de'))
  expect(await shop.placeOrder(guest, paying(14900), 'de')).toMatchObject(mismatch)
})

test('what the shop does not offer is refused, and leaves the cart as it is', async () => {
  const { shop } = opened
  const guest = someGuest()
  const idCart = await aCart(shop, guest)
  const card = { paymentProviderName: 'sandbox', paymentMethodName: 'card' }
  const kindOf = async (changes: Parameters<typeof aCheckout>[1]) => {
    const answer = await shop.placeOrder(guest, aCheckout(idCart, changes), 'de')
    return answer.ok ? null : answer.failure.kind
  }
  expect(await kindOf({ payments: [card, card] })).toBe('payments-several')
  expect(await kindOf({ payments: [{ ...card, paymentMethodName: 'cheque' }] })).toBe(
    'checkout-method-invalid',
  )
  expect(await kindOf({ shipment: { idShipmentMethod: '7' } })).toBe('checkout-data-invalid')
  expect(await kindOf({ idCart: 'nobody’s' })).toBe('cart-not-found')
  await shop.removeItem(guest, idCart, 'fjord')
  expect(await kindOf({})).toBe('cart-empty')
  expect(await shop.listOrders(guest)).toEqual([])
})

test('a cart that becomes ten orders in an hour has to wait', async () => {
  const { shop, app } = opened
  const guest = someGuest()
  const idCart = await aCart(shop, guest)
  app.follow(() => ({ status: 422 }))
  for (let order = 0; order < 10; order += 1) await shop.placeOrder(guest, aCheckout(idCart), 'de')
  const answer = await shop.placeOrder(guest, aCheckout(idCart), 'de')
  expect(answer).toMatchObject({ failure: { kind: 'too-many-attempts' } })
  const seconds = answer.ok ? 0 : (answer.failure.retryAfterSeconds ?? 0)
  expect(seconds).toBeGreaterThan(3_500)
  expect(seconds).toBeLessThanOrEqual(3_600)
})

test("another shopper's order does not exist", async () => {
  const orderReference = await anOrder(opened.shop, someGuest())
  const stranger = someGuest()
  expect(await opened.shop.findOrder(stranger, orderReference)).toEqual({
    ok: false,
    failure: { kind: 'order-not-found' },
  })
  expect(await opened.shop.listOrders(stranger)).toEqual([])
})

test('many shoppers with the same goods in another order neither block each other nor sell too much', async () => {
  const { shop, db } = opened
  const left = await stockOf(db, 'donau')
  const shoppers = Array.from({ length: left + 4 }, someGuest)
  const carts = await Promise.all(
    shoppers.map(async (guest, at) => {
      const skus = at % 2 === 0 ? ['donau', 'eik'] : ['eik', 'donau']
      const idCart = await aCart(shop, guest, { sku: skus[0] ?? '', quantity: 1 })
      await shop.addItem(guest, idCart, { sku: skus[1] ?? '', quantity: 1 })
      return idCart
    }),
  )
  const orders = await Promise.all(
    shoppers.map((guest, at) => shop.placeOrder(guest, aCheckout(carts[at] ?? ''), 'de')),
  )
  expect(await stockOf(db, 'donau')).toBe(0)
  const placed = orders.flatMap((order) => (order.ok ? [order.value.orderReference] : []))
  await Promise.all(
    placed.map((orderReference) => shop.consume(aMessage('PaymentCanceled', orderReference))),
  )
  expect(await stockOf(db, 'donau')).toBe(left)
})
