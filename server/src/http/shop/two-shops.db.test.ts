import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureTenant } from '../../tenants/tenant-store.ts'
import { call, errorsOf, post, refusal, resourceOf, told } from '../../testing/call.ts'
import { type RunningApp, startApp } from '../../testing/start-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

const market = { 'x-tenant-identifier': 'market' }
const aGuest = () => ({ 'x-anonymous-customer-unique-id': `guest-${randomUUID()}` })

async function addItem(headers: Record<string, string>, sku: string) {
  const attributes = { sku, quantity: 1 }
  return post(app, '/guest-cart-items', { type: 'guest-cart-items', attributes, headers })
}

const anAddress = {
  ...{ firstName: 'Ada', lastName: 'Kern', address1: 'Torstr.', address2: '1' },
  ...{ zipCode: '10119', city: 'Berlin', iso2Code: 'DE' },
}

const placeOrder = (headers: Record<string, string>, idCart: string) =>
  post(app, '/checkout', {
    type: 'checkout',
    headers,
    attributes: {
      idCart,
      customer: { firstName: 'Ada', lastName: 'Kern', email: 'ada@example.org' },
      billingAddress: anAddress,
      shippingAddress: anAddress,
      payments: [{ paymentProviderName: 'sandbox', paymentMethodName: 'card' }],
      shipment: { idShipmentMethod: '1' },
    },
  })

async function signIn(headers: Record<string, string>): Promise<string> {
  const attributes = { username: 'ada@example.org', password: 'change123' }
  const answer = await post(app, '/access-tokens', { type: 'access-tokens', attributes, headers })
  return String(resourceOf(answer).attributes['accessToken'])
}

test('each shop shows and sells its own goods only', async () => {
  const listed = await call(app, 'GET', '/catalog-search?q=harbour%20lamps', { headers: market })
  expect(resourceOf(listed).attributes).toMatchObject({ pagination: { numFound: 3 } })
  const elsewhere = await call(app, 'GET', '/catalog-search?q=pharos')
  expect(resourceOf(elsewhere).attributes).toMatchObject({ pagination: { numFound: 0 } })
  expect(told(await call(app, 'GET', '/concrete-products/pharos'))).toBe(
    refusal('product-not-found'),
  )
  expect(told(await addItem(aGuest(), 'pharos'))).toBe(refusal('product-not-found'))
  expect(told(await addItem({ ...aGuest(), ...market }, 'fjord'))).toBe(
    refusal('product-not-found'),
  )
})

test('a cart is in its shop only, even for the same guest who knows its id', async () => {
  const guest = aGuest()
  const { id } = resourceOf(await addItem({ ...guest, ...market }, 'pharos'))
  const listed = await call(app, 'GET', '/guest-carts', { headers: guest })
  expect(listed.json).toMatchObject({ data: [] })
  const path = `/guest-carts/${id}`
  expect(told(await call(app, 'GET', path, { headers: guest }))).toBe(refusal('cart-not-found'))
  const attributes = { sku: 'fjord', quantity: 1 }
  const into = { type: 'guest-cart-items', attributes, headers: guest }
  expect(told(await post(app, `${path}/guest-cart-items`, into))).toBe(refusal('cart-not-found'))
  const checkout = { type: 'checkout-data', attributes: { idCart: id }, headers: guest }
  expect(told(await post(app, '/checkout-data', checkout))).toBe(refusal('cart-not-found'))
  expect(told(await placeOrder(guest, String(id)))).toBe(refusal('cart-not-found'))
  expect(told(await call(app, 'GET', path, { headers: { ...guest, ...market } }))).toBe('200')
})

test('an order is in its shop only, and leads back to its shop', async () => {
  const guest = aGuest()
  const inMarket = { ...guest, ...market }
  const { id } = resourceOf(await addItem(inMarket, 'pharos'))
  const placed = resourceOf(await placeOrder(inMarket, String(id)))
  const path = `/orders/${placed.id}`
  expect(told(await call(app, 'GET', path, { headers: guest }))).toBe(refusal('order-not-found'))
  const attributes = { orderReference: placed.id }
  const cancel = { type: 'order-cancellations', attributes, headers: guest }
  expect(told(await post(app, '/order-cancellations', cancel))).toBe(refusal('order-not-found'))
  const read = await call(app, 'GET', path, { headers: inMarket })
  expect(resourceOf(read).attributes).toMatchObject({
    items: [{ sku: 'pharos', merchant: { merchantReference: 'MER000002' } }],
  })
  const page = await fetch(String(placed.attributes['redirectUrl']))
  expect(await page.text()).toContain('Harbour Market')
})

test('the customer of one shop is nobody in the other', async () => {
  const tokenOfMarket = await signIn(market)
  const headers = { authorization: `Bearer ${tokenOfMarket}` }
  expect(told(await call(app, 'GET', '/carts', { headers }))).toBe(refusal('tenant-mismatch'))
  const there = await call(app, 'GET', '/carts', { headers: { ...headers, ...market } })
  expect(told(there)).toBe('200')
  const own = { authorization: `Bearer ${await signIn({})}`, ...market }
  expect(told(await call(app, 'GET', '/orders', { headers: own }))).toBe(refusal('tenant-mismatch'))
})

test('the app token of one shop opens nothing of the other', async () => {
  const headers = { authorization: `Bearer ${app.appToken}`, 'consumer-id': 'market' }
  expect((await call(app, 'GET', '/channels/payment-events', { headers })).status).toBe(403)
})

test('a tenant without a shop here is unknown to the shop', async () => {
  await ensureTenant(app.db, 'shopless', 'Shopless')
  const headers = { 'x-tenant-identifier': 'shopless' }
  expect((await call(app, 'GET', '/payment-methods', { headers })).status).toBe(200)
  const answer = await call(app, 'GET', '/catalog-search', { headers })
  expect(errorsOf(answer)[0]?.meta.kind).toBe('tenant-unknown')
})
