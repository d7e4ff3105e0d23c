import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getProduct } from '../../contract/shop/catalogue.ts'
import { checkout, OrderView, readCheckoutData } from '../../contract/shop/checkout.ts'
import {
  aCart,
  aCheckout,
  expectValue,
  openShop,
  someGuest,
} from '../../shop/builtin/testing/open-shop.ts'
import { noLimits } from '../../testing/builders.ts'
import { createShopHandlers } from './routes.ts'

let opened: Awaited<ReturnType<typeof openShop>>
beforeAll(async () => {
  opened = await openShop()
})
afterAll(() => opened.close())

const context = {
  headers: {},
  requestId: 'r1',
  locale: 'de-DE',
  idempotency: null,
  asker: null,
  log: pino({ level: 'silent' }),
}

test('a cart is answered with its items beside it, under the names of its kind', async () => {
  const handlers = createShopHandlers(() => opened.shop, opened.db, noLimits)
  const identity = someGuest()
  const input = { sku: 'fjord', quantity: 1 }
  const added = expectValue(
    await handlers.addFirstGuestItem({ ...context, identity, input, params: {}, query: {} }),
  )
  expect(added).toMatchObject({
    type: 'guest-carts',
    related: [{ type: 'guest-cart-items', id: 'fjord' }],
  })
  const [listed] = expectValue(
    await handlers.listCarts({ ...context, identity, input: undefined, params: {}, query: {} }),
  )
  expect(listed).toMatchObject({
    id: added.id,
    type: 'carts',
    related: [{ type: 'items', id: 'fjord' }],
  })
})

test('checkout data includes what was asked for, and nothing else', async () => {
  const handlers = createShopHandlers(() => opened.shop, opened.db, noLimits)
  const identity = someGuest()
  const idCart = await aCart(opened.shop, identity)
  const ask = async (query: { include?: string }) =>
    expectValue(
      await handlers.readCheckoutData({
        ...context,
        identity,
        input: { idCart },
        params: {},
        query,
      }),
    ).related
  expect(await ask({})).toEqual([])
  expect(await ask({ include: 'payment-methods, carts' })).toMatchObject([
    { type: 'payment-methods', id: 'sandbox-card' },
    { type: 'guest-carts', id: idCart },
  ])
})

test('the catalogue is answered in the shape of a search', async () => {
  const handlers = createShopHandlers(() => opened.shop, opened.db, noLimits)
  const identity = { tenant: 'demo', shopper: null, isOperator: false }
  const found = await handlers.searchCatalogue({
    ...context,
    identity,
    input: undefined,
    params: {},
    query: { q: 'fjord' },
  })
  expect(expectValue(found).attributes).toMatchObject({
    abstractProducts: [
      { abstractSku: 'fjord', images: [{ externalUrlSmall: '/catalogue/fjord.svg' }] },
    ],
    pagination: { numFound: 1 },
  })
})

test('carts, checkout data, orders and products are what the contract promises', async () => {
  const { shop } = opened
  const handlers = createShopHandlers(() => shop, opened.db, noLimits)
  const request = { ...context, identity: someGuest(), params: {}, query: {} }
  const idCart = await aCart(shop, request.identity)
  const asked = { ...request, input: { idCart, shipment: { idShipmentMethod: '1' } } }
  const data = expectValue(await handlers.readCheckoutData(asked))
  expect(readCheckoutData.output.safeParse(data.attributes).success).toBe(true)

  const placed = expectValue(await handlers.checkout({ ...request, input: aCheckout(idCart) }))
  expect(checkout.output.safeParse(placed.attributes).success).toBe(true)
  const [order] = expectValue(await handlers.listOrders({ ...request, input: undefined }))
  expect(order?.id).toBe(placed.id)
  expect(OrderView.safeParse(order?.attributes).success).toBe(true)

  const params = { sku: 'fjord' }
  const identity = { tenant: 'demo', shopper: null, isOperator: false }
  const product = await handlers.getProduct({ ...request, identity, params, input: undefined })
  expect(getProduct.output.safeParse(expectValue(product).attributes).success).toBe(true)
})

test('a checkout is answered once per key, and another order under the same key is refused', async () => {
  const handlers = createShopHandlers(() => opened.shop, opened.db, noLimits)
  const identity = someGuest()
  const input = aCheckout(await aCart(opened.shop, identity))
  const place = (requestHash: string) =>
    handlers.checkout({
      ...context,
      identity,
      input,
      params: {},
      query: {},
      idempotency: { key: 'checkout-1', requestHash },
    })
  const first = await place('same')
  expect(first.replayed).toBeUndefined()
  expect(await place('same')).toEqual({ ...first, replayed: true })
  expect(await place('changed')).toMatchObject({ failure: { kind: 'idempotency-key-reused' } })
})
