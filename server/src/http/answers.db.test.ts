import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { glueContract } from '../contract/glue/contract.ts'
import type { Operation } from '../contract/operation.ts'
import { checkout } from '../contract/shop/checkout.ts'
import { shopContract } from '../contract/shop/contract.ts'
import { type Answer, call, post, resourceOf } from '../testing/call.ts'
import {
  aGuest,
  approveInWallet,
  aShopper,
  cancelPreOrder,
  card,
  openPaymentOf,
  pebble,
  preOrderOf,
  readCustomer,
  signIn,
  startPayment,
} from '../testing/shoppers.ts'
import { type RunningApp, startApp } from '../testing/start-app.ts'

let app: RunningApp
let customer: Record<string, string>
beforeAll(async () => {
  app = await startApp()
  customer = await signIn(app)
})
afterAll(() => app.stop())

type Headers = Record<string, string>

const get = (path: string, headers: Headers = {}) => call(app, 'GET', path, { headers })
const patch = (path: string, type: string, headers: Headers) =>
  call(app, 'PATCH', path, { body: { data: { type, attributes: { quantity: 2 } } }, headers })
const remove = (path: string, headers: Headers) => call(app, 'DELETE', path, { headers })
const add = (path: string, type: string, headers: Headers) =>
  post(app, path, { type, attributes: { sku: 'fjord', quantity: 1 }, headers })

const guestCart = async () => {
  const { guest, idCart } = await aShopper(app)
  return { guest, idCart, items: `/guest-carts/${idCart}/guest-cart-items` }
}

const customerCart = async () => {
  const cart = await post(app, '/carts', { type: 'carts', attributes: {}, headers: customer })
  const path = `/carts/${resourceOf(cart).id}`
  await add(`${path}/items`, 'items', customer)
  return path
}

const checkoutAttributes = (idCart: string) => ({
  ...checkout.examples.input,
  idCart,
  payments: [card],
})

const placeOrder = async () => {
  const { guest, idCart } = await guestCart()
  const attributes = checkoutAttributes(idCart)
  const answer = await post(app, '/checkout', { type: 'checkout', attributes, headers: guest })
  return { guest, answer, orderReference: resourceOf(answer).id ?? '' }
}

const openPayment = async () => {
  const { guest } = await guestCart()
  const answer = await startPayment(app, guest)
  return { guest, answer, path: `/payments/${openPaymentOf(answer).transactionId}` }
}

type ServedId = Exclude<
  (typeof glueContract)[number]['id'] | (typeof shopContract)[number]['id'],
  'streamPayment' | 'startOnboarding'
>

/**
 * One good request per operation; an operation without a line here does not compile. The stream and the
 * onboarding, which needs a provider with merchants, have tests of their own.
 */
const requests: Record<ServedId, () => Promise<Answer>> = {
  startPayment: async () => (await openPayment()).answer,
  cancelPreOrder: async () => {
    const { guest } = await guestCart()
    const { transactionId } = preOrderOf(await startPayment(app, guest, { payment: pebble }))
    return cancelPreOrder(app, guest, transactionId)
  },
  readPaymentCustomer: async () => {
    const { guest } = await guestCart()
    const payment = preOrderOf(await startPayment(app, guest, { payment: pebble }))
    await approveInWallet(app, payment)
    return readCustomer(app, guest, payment.transactionId)
  },
  getPayment: async () => {
    const { path, guest } = await openPayment()
    return get(path, guest)
  },
  listPaymentMethods: () => get('/payment-methods'),
  searchCatalogue: () => get('/catalog-search?q=lamp'),
  getProduct: () => get('/concrete-products/fjord'),
  createAccessToken: () =>
    post(app, '/access-tokens', {
      type: 'access-tokens',
      attributes: { username: 'ada@example.org', password: 'change123' },
    }),
  listGuestCarts: async () => get('/guest-carts', (await guestCart()).guest),
  getGuestCart: async () => {
    const { guest, idCart } = await guestCart()
    return get(`/guest-carts/${idCart}`, guest)
  },
  addFirstGuestItem: () => add('/guest-cart-items', 'guest-cart-items', aGuest()),
  addGuestItem: async () => {
    const { guest, items } = await guestCart()
    return add(items, 'guest-cart-items', guest)
  },
  changeGuestItem: async () => {
    const { guest, items } = await guestCart()
    return patch(`${items}/fjord`, 'guest-cart-items', guest)
  },
  removeGuestItem: async () => {
    const { guest, items } = await guestCart()
    return remove(`${items}/fjord`, guest)
  },
  listCarts: async () => {
    await customerCart()
    return get('/carts', customer)
  },
  createCart: () => post(app, '/carts', { type: 'carts', attributes: {}, headers: customer }),
  getCart: async () => get(await customerCart(), customer),
  addItem: async () => add(`${await customerCart()}/items`, 'items', customer),
  changeItem: async () => patch(`${await customerCart()}/items/fjord`, 'items', customer),
  removeItem: async () => remove(`${await customerCart()}/items/fjord`, customer),
  readCheckoutData: async () => {
    const { guest, idCart } = await guestCart()
    return post(app, '/checkout-data?include=payment-methods,carts', {
      type: 'checkout-data',
      attributes: { idCart, shipment: { idShipmentMethod: 1 } },
      headers: guest,
    })
  },
  checkout: async () => (await placeOrder()).answer,
  listOrders: async () => get('/orders', (await placeOrder()).guest),
  getOrder: async () => {
    const { guest, orderReference } = await placeOrder()
    return get(`/orders/${orderReference}`, guest)
  },
  listMerchants: () => get('/merchants', { 'x-tenant-identifier': 'market' }),
  cancelOrder: async () => {
    const { guest, orderReference } = await placeOrder()
    return post(app, '/order-cancellations', {
      type: 'order-cancellations',
      attributes: { orderReference },
      headers: guest,
    })
  },
}

const Resource = z.object({
  type: z.string().min(1),
  id: z.string().nullable(),
  attributes: z.unknown(),
  links: z.object({ self: z.url() }),
})

const operations: readonly Operation[] = [...glueContract, ...shopContract]

test.each(Object.entries(requests))('%s answers as its contract says', async (id, ask) => {
  const operation = operations.find((one) => one.id === id)
  const answer = await ask()
  expect([answer.status, answer.text && answer.status]).toEqual([
    operation?.status,
    operation?.status === 204 ? '' : operation?.status,
  ])
  if (operation?.status === 204) return
  expect(answer.headers.get('content-type')).toBe('application/vnd.api+json')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const { data } = z.object({ data: z.unknown() }).parse(answer.json)
  const resources = z
    .array(Resource)
    .min(1)
    .parse(operation?.many ? data : [data])
  for (const { attributes } of resources) {
    expect(operation?.output.safeParse(attributes).error).toBeUndefined()
  }
})
