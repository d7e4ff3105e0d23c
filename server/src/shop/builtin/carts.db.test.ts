import { afterAll, beforeAll, expect, test } from 'vitest'
import { aCustomer, aGuest } from '../../payments/shopper.ts'
import { aCart, expectValue, openShop, someGuest, tenant } from './testing/open-shop.ts'

let opened: Awaited<ReturnType<typeof openShop>>
beforeAll(async () => {
  opened = await openShop()
})
afterAll(() => opened.close())

const ada = aCustomer(tenant, 'DE--1')

test("a guest's first item makes the cart, the second goes into the same one", async () => {
  const guest = someGuest()
  const first = expectValue(await opened.shop.addItem(guest, null, { sku: 'fjord', quantity: 1 }))
  const second = expectValue(await opened.shop.addItem(guest, null, { sku: 'fjord', quantity: 2 }))
  expect(second.id).toBe(first.id)
  expect(second.items).toMatchObject([
    { sku: 'fjord', quantity: 3, calculations: { sumPrice: 44700 } },
  ])
  expect(second.cart.totals.grandTotal).toBe(44700)
})

test('two first items at the same moment share one cart, and neither is lost', async () => {
  const guest = someGuest()
  const item = { sku: 'amber', quantity: 1 }
  await Promise.all([
    opened.shop.addItem(guest, null, item),
    opened.shop.addItem(guest, null, item),
  ])
  const carts = await opened.shop.listCarts(guest)
  expect(carts).toMatchObject([{ items: [{ sku: 'amber', quantity: 2 }] }])
})

test('a cart takes no more than there is in stock', async () => {
  const guest = someGuest()
  const { shop } = opened
  expect(await shop.addItem(guest, null, { sku: 'ask', quantity: 1 })).toMatchObject({
    ok: false,
    failure: { kind: 'stock-insufficient' },
  })
  expect(await shop.listCarts(guest)).toEqual([])

  const idCart = await aCart(shop, guest, { sku: 'luna', quantity: 1 })
  const tooMany = { ok: false, failure: { kind: 'stock-insufficient', detail: 'Only 1 left.' } }
  expect(await shop.addItem(guest, idCart, { sku: 'luna', quantity: 1 })).toMatchObject(tooMany)
  expect(await shop.changeItem(guest, idCart, { sku: 'luna', quantity: 2 })).toMatchObject(tooMany)
})

test('an item can be changed and removed, and quantity 0 removes it', async () => {
  const guest = someGuest()
  const { shop } = opened
  const idCart = await aCart(shop, guest)
  await shop.addItem(guest, idCart, { sku: 'eik', quantity: 2 })
  expectValue(await shop.changeItem(guest, idCart, { sku: 'eik', quantity: 5 }))
  const changed = expectValue(await shop.findCart(guest, idCart))
  expect(changed.items.map(({ sku, quantity }) => [sku, quantity])).toEqual([
    ['fjord', 1],
    ['eik', 5],
  ])
  expectValue(await shop.removeItem(guest, idCart, 'fjord'))
  expect(
    expectValue(await shop.changeItem(guest, idCart, { sku: 'eik', quantity: 0 })).items,
  ).toEqual([])
  expect(await shop.removeItem(guest, idCart, 'eik')).toMatchObject({
    failure: { kind: 'item-not-found' },
  })
  expect(await shop.changeItem(guest, idCart, { sku: 'eik', quantity: 1 })).toMatchObject({
    failure: { kind: 'item-not-found' },
  })
})

test("another shopper's cart does not exist, nor does an unknown product", async () => {
  const { shop } = opened
  const idCart = await aCart(shop, someGuest())
  const stranger = someGuest()
  const item = { sku: 'eik', quantity: 1 }
  const notFound = { ok: false, failure: { kind: 'cart-not-found' } }
  expect(await shop.findCart(stranger, idCart)).toEqual(notFound)
  expect(await shop.addItem(stranger, idCart, item)).toEqual(notFound)
  expect(await shop.changeItem(stranger, idCart, item)).toEqual(notFound)
  expect(await shop.removeItem(stranger, idCart, 'fjord')).toEqual(notFound)
  expect(await shop.addItem(stranger, null, { sku: 'sofa', quantity: 1 })).toEqual({
    ok: false,
    failure: { kind: 'product-not-found' },
  })
})

test('payments read the cart with its total, and only when it is clear which', async () => {
  const { shop } = opened
  const guest = someGuest()
  expect(await shop.port.readCart(guest, null)).toEqual({ ok: false, failure: 'cart-not-found' })
  const idCart = await aCart(shop, guest)
  const checkoutData = await shop.readCheckoutData(
    guest,
    { idCart, shipment: { idShipmentMethod: '2' } },
    'de',
  )
  expect(expectValue(checkoutData).attributes).toMatchObject({
    selectedShipmentMethod: '2',
    totals: { grandTotal: 15890 },
  })
  const payable = {
    id: idCart,
    currency: 'EUR',
    grandTotalMinor: 15890,
    lines: [{ sku: 'fjord', name: 'Desk lamp “Fjord”', quantity: 1, amountMinor: 14900 }],
    customer: { email: null, name: null },
    shippingOptions: [],
    idShipmentMethod: '2',
    countryCode: null,
  }
  expect(expectValue(await shop.port.readCart(guest, null))).toEqual(payable)
  expect(expectValue(await shop.port.readCart(guest, idCart))).toEqual(payable)
  expect(await shop.port.readCart(someGuest(), idCart)).toEqual({
    ok: false,
    failure: 'cart-not-found',
  })
  await shop.removeItem(guest, idCart, 'fjord')
  expect(await shop.port.readCart(guest, idCart)).toEqual({ ok: false, failure: 'cart-empty' })
})

test('a customer may have several carts, and then has to name one', async () => {
  const { shop } = opened
  const grace = aCustomer('elsewhere', 'DE--1')
  const one = expectValue(await shop.createCart(grace, 'One'))
  await shop.createCart(grace, 'Two')
  expect(await shop.port.readCart(grace, null)).toEqual({ ok: false, failure: 'cart-ambiguous' })
  expect(await shop.port.readCart(grace, one.id)).toEqual({ ok: false, failure: 'cart-empty' })
  expect(await shop.createCart(someGuest(), 'Cart')).toMatchObject({
    failure: { kind: 'access-token-missing' },
  })
})

test('an unknown shipment method is refused and not kept', async () => {
  const guest = someGuest()
  const idCart = await aCart(opened.shop, guest)
  const input = { idCart, shipment: { idShipmentMethod: '99' } }
  expect(await opened.shop.readCheckoutData(guest, input, 'de')).toMatchObject({
    failure: { kind: 'checkout-data-invalid' },
  })
  expect(expectValue(await opened.shop.findCart(guest, idCart)).cart.idShipmentMethod).toBeNull()
})

test("signing in moves the guest's items into the customer's cart", async () => {
  const { shop } = opened
  const guest = aGuest(tenant, 'guest-who-turns-out-to-be-ada')
  await aCart(shop, guest, { sku: 'fjord', quantity: 2 })
  const own = expectValue(await shop.createCart(ada, 'Cart'))
  await shop.addItem(ada, own.id, { sku: 'fjord', quantity: 1 })
  const credentials = { username: ' Ada@Example.org', password: 'change123' }
  const token = expectValue(await shop.signIn({ tenant, shopper: guest }, credentials))
  expect(token).toEqual({ tokenType: 'Bearer', accessToken: 'token for DE--1', expiresIn: 28_800 })
  expect(await shop.listCarts(guest)).toEqual([])
  expect(await shop.listCarts(ada)).toMatchObject([
    { id: own.id, items: [{ sku: 'fjord', quantity: 3 }] },
  ])
  expect(expectValue(await shop.port.readCart(ada, null)).customer).toEqual({
    email: 'ada@example.org',
    name: 'Ada Kern',
  })
})

test.each([
  ['ada@example.org', 'change124'],
  ['nobody@example.org', 'change123'],
])('%s with the password %s is not signed in', async (username, password) => {
  const answer = await opened.shop.signIn({ tenant, shopper: null }, { username, password })
  expect(answer).toEqual({ ok: false, failure: { kind: 'credentials-invalid' } })
})

test('seeding again changes neither stock nor customer', async () => {
  await opened.shop.seed()
  expect(expectValue(await opened.shop.findProduct(tenant, 'fjord'))).toMatchObject({
    quantityLeft: 40,
    isAvailable: true,
  })
  expect(expectValue(await opened.shop.findProduct(tenant, 'ask')).isAvailable).toBe(false)
  expect(await opened.shop.searchCatalogue(tenant, '')).toHaveLength(12)
})
