import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { failures } from '../../contract/failures.ts'
import {
  aCart,
  aCheckout,
  aMessage,
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

let payments = 0
const newTransactionId = () => {
  payments += 1
  return `tx_paid_${payments}`
}

/** A cart that was paid before its order, and the checkout that names the payment. */
async function paidCart(changes: Parameters<typeof aCheckout>[1] = {}) {
  const guest = someGuest()
  const idCart = await aCart(opened.shop, guest)
  const transactionId = newTransactionId()
  const checkout = aCheckout(idCart, { preOrderPaymentData: { transactionId }, ...changes })
  return { guest, idCart, transactionId, checkout }
}

const refuseWith = (kind: keyof typeof failures) =>
  opened.app.follow(({ path }) =>
    path === '/confirm-pre-order-payment'
      ? { status: failures[kind].status, body: [{ code: failures[kind].code }] }
      : undefined,
  )

test('an order that was paid before is confirmed with its payment, and nothing is started', async () => {
  const { guest, transactionId, checkout } = await paidCart()
  const starts = opened.app.starts().length
  const placed = expectValue(await opened.shop.placeOrder(guest, checkout, 'de-DE'))
  expect(placed).toMatchObject({ transactionId, redirectUrl: null, isExternalRedirect: false })
  expect(opened.app.starts()).toHaveLength(starts)
  expect(opened.app.confirms().at(-1)).toMatchObject({
    headers: { 'x-tenant-identifier': tenant },
    body: {
      orderReference: placed.orderReference,
      preOrderPaymentData: { transactionId },
      orderData: {
        orderReference: placed.orderReference,
        grandTotal: 15390,
        customerReference: expect.stringMatching(/^anonymous:/),
      },
    },
  })
  await opened.shop.consume(aMessage('PaymentAuthorized', placed.orderReference))
  const order = expectValue(await opened.shop.findOrder(guest, placed.orderReference))
  expect(order).toMatchObject({ state: 'authorized', payment: { transactionId } })
})

test('an empty transaction id is none: the payment is started with the order', async () => {
  const guest = someGuest()
  const idCart = await aCart(opened.shop, guest)
  const checkout = aCheckout(idCart, { preOrderPaymentData: { transactionId: '' } })
  const placed = expectValue(await opened.shop.placeOrder(guest, checkout, 'de-DE'))
  expect(placed.redirectUrl).not.toBeNull()
})

test('placing it twice answers the same order', async () => {
  const { guest, checkout } = await paidCart()
  const [one, two] = await Promise.all([
    opened.shop.placeOrder(guest, checkout, 'de-DE'),
    opened.shop.placeOrder(guest, checkout, 'de-DE'),
  ])
  expect(expectValue(one).orderReference).toBe(expectValue(two).orderReference)
})

test('one cart becomes the order of one payment', async () => {
  const { guest, checkout } = await paidCart()
  expectValue(await opened.shop.placeOrder(guest, checkout, 'de-DE'))
  const other = { ...checkout, preOrderPaymentData: { transactionId: newTransactionId() } }
  expect(await opened.shop.placeOrder(guest, other, 'de-DE')).toMatchObject({
    failure: { kind: 'order-differs' },
  })
})

test.each([
  ['approval-needed', 'approval-needed'],
  ['payment-canceled', 'payment-canceled'],
  ['payment-not-approved', 'payment-not-approved'],
  ['transaction-unknown', 'payment-not-found'],
] as const)('an order whose payment is refused as %s is released at once', async (kind, told) => {
  const { guest, idCart, checkout } = await paidCart()
  const before = await stockOf(opened.db, 'fjord')
  refuseWith(kind)
  expect(await opened.shop.placeOrder(guest, checkout, 'de-DE')).toMatchObject({
    failure: { kind: told },
  })
  expect(await stockOf(opened.db, 'fjord')).toBe(before)
  expect(expectValue(await opened.shop.findCart(guest, idCart)).items).toHaveLength(1)
})

test('a confirmation whose answer is lost leaves the order, and repeating it goes on', async () => {
  const { guest, checkout } = await paidCart()
  opened.app.follow(({ path }) => (path === '/confirm-pre-order-payment' ? 'lost' : undefined))
  expect(await opened.shop.placeOrder(guest, checkout, 'de-DE')).toMatchObject({
    failure: { kind: 'outcome-unknown' },
  })
  opened.app.follow(() => undefined)
  const placed = expectValue(await opened.shop.placeOrder(guest, checkout, 'de-DE'))
  expect(await opened.shop.listOrders(guest)).toHaveLength(1)
  expect(placed.orderReference).toMatch(/^DE--/)
})

test('whoever holds the payment finds the order that was placed with it', async () => {
  const { guest, transactionId, checkout } = await paidCart()
  const { owner } = guest
  expect(await opened.shop.port.findOrder({ tenant, transactionId, owner })).toBeNull()
  const placed = expectValue(await opened.shop.placeOrder(guest, checkout, 'de-DE'))
  expect(await opened.shop.port.findOrder({ tenant, transactionId, owner })).toMatchObject({
    orderReference: placed.orderReference,
    amountMinor: 15390,
    currency: 'EUR',
    owner: guest.owner,
    orderItemIds: [expect.any(String)],
  })
  expect(await opened.shop.port.findOrder({ tenant: 'other', transactionId, owner })).toBeNull()
  const other = { tenant, transactionId, owner: someGuest().owner }
  expect(await opened.shop.port.findOrder(other)).toBeNull()
})

test('a total that the shopper has not approved places no order', async () => {
  const { guest, idCart, checkout } = await paidCart({
    payments: [{ paymentProviderName: 'sandbox', paymentMethodName: 'card', amount: 15390 }],
  })
  await opened.shop.addItem(guest, idCart, { sku: 'fjord', quantity: 1 })
  expect(await opened.shop.placeOrder(guest, checkout, 'de-DE')).toMatchObject({
    failure: { kind: 'amount-mismatch' },
  })
  expect(await opened.shop.listOrders(guest)).toEqual([])
})

const inAustria = { iso2Code: 'AT', zipCode: '1010', city: 'Wien' }

test('a wallet pays before anybody has chosen shipping: the default counts, and its price is in the total', async () => {
  const { guest, idCart } = await paidCart()
  const reprice = { method: 'pebble-express', shippingAddress: null, idShipmentMethod: null }
  expect(expectValue(await opened.shop.port.repriceCart(guest, idCart, reprice))).toMatchObject({
    grandTotalMinor: 15390,
    idShipmentMethod: '1',
    shippingOptions: [
      { id: '1', name: 'Standard', amountMinor: 490 },
      { id: '2', name: 'Express', amountMinor: 990 },
    ],
  })
  expect(expectValue(await opened.shop.port.readCart(guest, idCart)).grandTotalMinor).toBe(15390)
})

test('an address in another country costs what shipping there costs, and stays with the cart', async () => {
  const { guest, idCart } = await paidCart()
  const abroad = { method: 'kite-express', shippingAddress: inAustria, idShipmentMethod: null }
  expect(expectValue(await opened.shop.port.repriceCart(guest, idCart, abroad))).toMatchObject({
    grandTotalMinor: 15890,
  })
  const express = { ...abroad, shippingAddress: null, idShipmentMethod: '2' }
  expect(expectValue(await opened.shop.port.repriceCart(guest, idCart, express))).toMatchObject({
    grandTotalMinor: 16890,
    idShipmentMethod: '2',
  })
})

test('an address that the shop does not ship to, or an option that it does not offer, changes nothing', async () => {
  const { guest, idCart } = await paidCart()
  const { port } = opened.shop
  const method = 'pebble-express'
  const far = { method, shippingAddress: { iso2Code: 'US' }, idShipmentMethod: null }
  expect(await port.repriceCart(guest, idCart, far)).toMatchObject({
    failure: 'address-not-served',
  })
  const odd = { method, shippingAddress: inAustria, idShipmentMethod: 'drone' }
  expect(await port.repriceCart(guest, idCart, odd)).toMatchObject({
    failure: 'shipment-not-offered',
  })
  expect(expectValue(await port.readCart(guest, idCart)).grandTotalMinor).toBe(14900)
})

test("another shopper's cart is not priced", async () => {
  const { idCart } = await paidCart()
  const reprice = { method: 'pebble-express', shippingAddress: inAustria, idShipmentMethod: null }
  expect(await opened.shop.port.repriceCart(someGuest(), idCart, reprice)).toMatchObject({
    failure: 'cart-not-found',
  })
})

test('the checkout shows what shipping costs to where the cart goes', async () => {
  const { guest, idCart } = await paidCart()
  const shipment = { idShipmentMethod: '1' }
  const shippingAddress = { iso2Code: 'AT' }
  const answer = await opened.shop.readCheckoutData(
    guest,
    { idCart, shipment, shippingAddress },
    'de',
  )
  expect(expectValue(answer).attributes).toMatchObject({
    shipmentMethods: [{ price: 990 }, { price: 1990 }],
    totals: { grandTotal: 15890 },
  })
  const nowhere = { idCart, shippingAddress: { iso2Code: 'JP' } }
  expect(await opened.shop.readCheckoutData(guest, nowhere, 'de')).toMatchObject({
    failure: { kind: 'address-not-served' },
  })
})

test('an order to another country costs what its address says, whatever the cart showed before', async () => {
  const { guest, checkout } = await paidCart()
  const shippingAddress = { ...checkout.shippingAddress, iso2Code: 'AT' }
  const placed = expectValue(
    await opened.shop.placeOrder(guest, { ...checkout, shippingAddress }, 'de-DE'),
  )
  const order = expectValue(await opened.shop.findOrder(guest, placed.orderReference))
  expect(order.totals.grandTotal).toBe(15890)
})
