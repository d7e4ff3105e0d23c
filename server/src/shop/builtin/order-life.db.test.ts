import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Shopper } from '../../payments/shopper.ts'
import {
  aCart,
  aCheckout,
  aMessage,
  anOrder,
  expectValue,
  openShop,
  passDeadlines,
  passRetryDelay,
  someGuest,
  stockOf,
} from './testing/open-shop.ts'

let opened: Awaited<ReturnType<typeof openShop>>
beforeAll(async () => {
  opened = await openShop()
})
afterEach(() => opened.app.follow(() => undefined))
afterAll(() => opened.close())

const find = async (shopper: Shopper, orderReference: string) =>
  expectValue(await opened.shop.findOrder(shopper, orderReference))

const commandsAbout = (orderReference: string) =>
  opened.app.commands().filter(({ body }) => body['orderReference'] === orderReference)

test('a paid order is authorized and offers no payment page any more', async () => {
  const { shop } = opened
  const guest = someGuest()
  const orderReference = await anOrder(shop, guest)
  await shop.consume(aMessage('PaymentAuthorizationFailed', orderReference))
  expect(await find(guest, orderReference)).toMatchObject({
    state: 'authorization failed',
    openPayment: {},
  })
  await shop.consume(aMessage('PaymentAuthorized', orderReference))
  const order = await find(guest, orderReference)
  expect(order).toMatchObject({ state: 'authorized', openPayment: null })
  const again = expectValue(await shop.placeOrder(guest, aCheckout(order.idCart), 'de'))
  expect(again).toMatchObject({ orderReference, redirectUrl: null, isExternalRedirect: false })
  expect(await shop.cancelOrder(guest, orderReference)).toEqual({
    ok: false,
    failure: { kind: 'order-not-cancellable' },
  })
})

test('a shopper who cancels gets the cart back when the payment is canceled, not before', async () => {
  const { shop, db } = opened
  const guest = someGuest()
  const before = await stockOf(db, 'tove')
  const orderReference = await anOrder(shop, guest, { sku: 'tove', quantity: 2 })
  expect(expectValue(await shop.cancelOrder(guest, orderReference))).toEqual({
    orderReference,
    state: 'payment pending',
    isCancellationPending: true,
  })
  expect(await stockOf(db, 'tove')).toBe(before - 2)
  const [command] = commandsAbout(orderReference)
  expect(command?.headers).toMatchObject({
    authorization: 'Bearer app-token-of-the-tests',
    'tenant-identifier': 'demo',
    'x-tenant-identifier': 'demo',
    'transfer-name': 'CancelPayment',
    'message-id': `cancel-${orderReference}-1`,
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/),
  })
  expect(command?.body).toEqual({
    orderReference,
    orderItemIds: [1, 2].map(() => expect.stringMatching(/^\d+$/)),
    amount: 0,
    currencyIsoCode: 'EUR',
  })

  await shop.consume(aMessage('PaymentCanceled', orderReference))
  const order = await find(guest, orderReference)
  expect(order).toMatchObject({
    state: 'canceled',
    isCancellationPending: false,
    openPayment: null,
  })
  expect(await stockOf(db, 'tove')).toBe(before)
  expect(expectValue(await shop.findCart(guest, order.idCart)).items).toMatchObject([
    { sku: 'tove', quantity: 2 },
  ])
  expect(expectValue(await shop.cancelOrder(guest, orderReference)).state).toBe('canceled')
})

test('asking twice to cancel sends one command', async () => {
  const { shop } = opened
  const guest = someGuest()
  const orderReference = await anOrder(shop, guest)
  await Promise.all([
    shop.cancelOrder(guest, orderReference),
    shop.cancelOrder(guest, orderReference),
  ])
  expect(commandsAbout(orderReference)).toHaveLength(1)
})

test("another shopper's order cannot be canceled", async () => {
  const orderReference = await anOrder(opened.shop, someGuest())
  expect(await opened.shop.cancelOrder(someGuest(), orderReference)).toEqual({
    ok: false,
    failure: { kind: 'order-not-found' },
  })
})

test('when the shopper pays while canceling, the order stands', async () => {
  const { shop } = opened
  const guest = someGuest()
  const orderReference = await anOrder(shop, guest)
  opened.app.follow(({ path }) =>
    path === '/channels/payment-commands' ? { status: 500 } : undefined,
  )
  await shop.cancelOrder(guest, orderReference)
  await shop.consume(aMessage('PaymentAuthorized', orderReference))
  expect(await find(guest, orderReference)).toMatchObject({
    state: 'authorized',
    isCancellationPending: false,
  })

  opened.app.follow(() => undefined)
  await passRetryDelay(opened.db)
  await shop.tick(10)
  expect(commandsAbout(orderReference)).toHaveLength(1)
})

test('a cancellation that failed can be asked for again', async () => {
  const { shop } = opened
  const guest = someGuest()
  const orderReference = await anOrder(shop, guest)
  await shop.cancelOrder(guest, orderReference)
  await shop.consume(aMessage('PaymentCancellationFailed', orderReference))
  expect(await find(guest, orderReference)).toMatchObject({
    state: 'payment pending',
    isCancellationPending: false,
  })
  await shop.cancelOrder(guest, orderReference)
  const ids = commandsAbout(orderReference).map(({ headers }) => headers['message-id'])
  expect(ids).toEqual([`cancel-${orderReference}-1`, `cancel-${orderReference}-2`])
})

test('a lost command is sent again, with the same id, until it is accepted', async () => {
  const { shop, app, db } = opened
  const guest = someGuest()
  const orderReference = await anOrder(shop, guest)
  app.follow(({ path }) => (path === '/channels/payment-commands' ? { status: 500 } : undefined))
  await shop.cancelOrder(guest, orderReference)
  await passRetryDelay(db)
  await shop.tick(10)
  app.follow(() => undefined)
  await passRetryDelay(db)
  await shop.tick(10)
  await passRetryDelay(db)
  expect(await shop.tick(10)).toBe(0)
  const ids = commandsAbout(orderReference).map(({ headers }) => headers['message-id'])
  expect(ids).toHaveLength(3)
  expect(new Set(ids).size).toBe(1)
})

test('a message that comes twice, even at once, counts once', async () => {
  const { shop, db } = opened
  const guest = someGuest()
  const before = await stockOf(db, 'skog')
  const orderReference = await anOrder(shop, guest, { sku: 'skog', quantity: 1 })
  const message = aMessage('PaymentCanceled', orderReference)
  await Promise.all([shop.consume(message), shop.consume(message)])
  await shop.consume(message)
  await shop.consume(aMessage('PaymentCanceled', orderReference))
  expect(await stockOf(db, 'skog')).toBe(before)
})

test('messages about no order of the shop are taken', async () => {
  await opened.shop.consume(aMessage('PaymentAuthorized', 'DE--9'))
  const payload = { paymentReference: 'tx_early', details: '{}' }
  await opened.shop.consume({ ...aMessage('PaymentCreated', ''), payload })
})

test("the payment's id is known from its message when the answer was lost", async () => {
  const { shop, app } = opened
  const guest = someGuest()
  const idCart = await aCart(shop, guest)
  app.follow(() => 'lost')
  await shop.placeOrder(guest, aCheckout(idCart), 'de')
  const [order] = await shop.listOrders(guest)
  const payload = {
    entityReference: order?.orderReference,
    paymentReference: 'tx_known',
    details: '{"a":1}',
  }
  await shop.consume({ ...aMessage('PaymentCreated', ''), payload })
  await shop.consume({ ...aMessage('PaymentUpdated', ''), payload })
  expect((await shop.listOrders(guest))[0]?.payment.transactionId).toBe('tx_known')
})

test('the cart that opens again takes in what the shopper has begun since', async () => {
  const { shop } = opened
  const guest = someGuest()
  const orderReference = await anOrder(shop, guest, { sku: 'fjord', quantity: 1 })
  const newer = await aCart(shop, guest, { sku: 'fjord', quantity: 2 })
  await shop.addItem(guest, newer, { sku: 'eik', quantity: 1 })
  await shop.consume(aMessage('PaymentCanceled', orderReference))
  const { idCart } = await find(guest, orderReference)
  expect(newer).not.toBe(idCart)
  const carts = await shop.listCarts(guest)
  expect(carts.map(({ id }) => id)).toEqual([idCart])
  expect(carts[0]?.items.map(({ sku, quantity }) => [sku, quantity])).toEqual([
    ['fjord', 3],
    ['eik', 1],
  ])
})

test('orders that give their goods back one after the other end in one cart', async () => {
  const { shop } = opened
  const guest = someGuest()
  const first = await anOrder(shop, guest, { sku: 'fjord', quantity: 1 })
  const second = await anOrder(shop, guest, { sku: 'eik', quantity: 1 })
  await shop.consume(aMessage('PaymentCanceled', first))
  await shop.consume(aMessage('PaymentCanceled', second))
  const carts = await shop.listCarts(guest)
  expect(carts).toHaveLength(1)
  expect(carts[0]?.items.map(({ sku }) => sku).sort()).toEqual(['eik', 'fjord'])
})

test('money that comes for a released order is sent back', async () => {
  const { shop } = opened
  const guest = someGuest()
  const orderReference = await anOrder(shop, guest)
  await shop.consume(aMessage('PaymentCanceled', orderReference))
  await shop.consume(aMessage('PaymentAuthorized', orderReference))
  await shop.tick(10)
  expect((await find(guest, orderReference)).state).toBe('canceled')
  expect(commandsAbout(orderReference).map(({ headers }) => headers['transfer-name'])).toEqual([
    'CancelPayment',
  ])
})

test('an order that nobody paid in time is canceled at the app first, then released', async () => {
  const { shop, db } = opened
  const guest = someGuest()
  const orderReference = await anOrder(shop, guest)
  await passDeadlines(db)
  expect(await shop.fireTimeouts(100)).toBeGreaterThan(0)
  expect(commandsAbout(orderReference)).toHaveLength(1)
  expect(await find(guest, orderReference)).toMatchObject({
    state: 'payment pending',
    isCancellationPending: true,
  })
  expect(await shop.tick(100)).toBe(0)
  await shop.consume(aMessage('PaymentCanceled', orderReference))
  expect((await find(guest, orderReference)).state).toBe('canceled')
})

test('two workers ask once about one order', async () => {
  const { shop, db } = opened
  const orderReference = await anOrder(shop, someGuest())
  await passDeadlines(db)
  await Promise.all([shop.tick(100), shop.tick(100)])
  expect(commandsAbout(orderReference)).toHaveLength(1)
})

test('an order that the app has never heard of is released by the deadline', async () => {
  const { shop, app, db } = opened
  const guest = someGuest()
  const idCart = await aCart(shop, guest)
  app.follow(({ path }) => (path === '/initialize-payment' ? { status: 500 } : undefined))
  await shop.placeOrder(guest, aCheckout(idCart), 'de')
  await passDeadlines(db)
  await shop.tick(100)
  expect(await shop.listOrders(guest)).toMatchObject([{ state: 'canceled' }])
  expect(expectValue(await shop.findCart(guest, idCart)).items).toHaveLength(1)
})

test('an order whose payment was started is not released because the app says it does not know it', async () => {
  const { shop, app } = opened
  const guest = someGuest()
  const orderReference = await anOrder(shop, guest)
  app.follow(({ path }) => (path === '/channels/payment-commands' ? { status: 404 } : undefined))
  expect(expectValue(await shop.cancelOrder(guest, orderReference))).toMatchObject({
    state: 'payment pending',
    isCancellationPending: true,
  })
})
