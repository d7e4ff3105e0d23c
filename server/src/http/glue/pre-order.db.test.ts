import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import {
  cancelPreOrder as cancelOperation,
  readPaymentCustomer,
} from '../../contract/glue/pre-order.ts'
import type { Operation } from '../../contract/operation.ts'
import { type Answer, call, post, refusal, resourceOf, told } from '../../testing/call.ts'
import {
  addItem,
  aGuest,
  approveInWallet,
  aShopper,
  calmDown,
  cancelPreOrder,
  cardFields,
  kite,
  pebble,
  placePaidOrder,
  preOrderOf,
  readCustomer,
  readPayment,
  setChaos,
  startPayment,
} from '../../testing/shoppers.ts'
import { type RunningApp, startApp } from '../../testing/start-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterEach(() => calmDown(app))
afterAll(() => app.stop())

/** A guest whose cart is being paid in a wallet. */
async function aWalletPayment(payment = pebble) {
  const shopper = await aShopper(app)
  const answer = await startPayment(app, shopper.guest, { payment })
  expect(told(answer)).toBe('201')
  return { ...shopper, payment: preOrderOf(answer) }
}

async function anApproval(address?: string) {
  const started = await aWalletPayment()
  await approveInWallet(app, started.payment, address)
  return started
}

const update = (
  guest: Record<string, string>,
  { transactionId }: { transactionId: string },
  attributes: object = {},
) =>
  startPayment(app, guest, {
    payment: pebble,
    preOrderPaymentData: { transactionId },
    ...attributes,
  })

const statusOf = async (guest: Record<string, string>, transactionId: string) =>
  resourceOf(await readPayment(app, guest, transactionId)).attributes['status']

test('a wallet gets what it needs: client secret, total with shipping, and the options', async () => {
  const { payment, total } = await aWalletPayment()
  expect(payment).toMatchObject({
    amount: total + 490,
    redirectUrl: null,
    idShipmentMethod: '1',
    shippingOptions: [
      { id: '1', name: 'Standard', amount: 490 },
      { id: '2', name: 'Express', amount: 990 },
    ],
    preOrderPaymentData: {
      transactionId: payment.transactionId,
      clientSecret: expect.stringMatching(/^cs_/),
    },
  })
})

test('card fields get a client secret, and a reload gets the same one', async () => {
  const { guest } = await aShopper(app)
  const [first, second] = [
    preOrderOf(await startPayment(app, guest, { payment: cardFields })),
    preOrderOf(await startPayment(app, guest, { payment: cardFields })),
  ]
  expect(first.preOrderPaymentData.clientSecret).toMatch(/^cs_/)
  expect(second).toEqual(first)
})

test('an address and a shipping option reprice the cart, and the payment with it', async () => {
  const { guest, payment } = await aWalletPayment()
  const abroad = await update(guest, payment, {
    quote: { shippingAddress: { iso2Code: 'AT', zipCode: '1010', city: 'Wien' } },
  })
  expect(preOrderOf(abroad)).toMatchObject({
    transactionId: payment.transactionId,
    amount: payment.amount + 500,
  })
  const express = await update(guest, payment, { quote: { shipment: { idShipmentMethod: '2' } } })
  expect(preOrderOf(express)).toMatchObject({
    amount: payment.amount + 1500,
    idShipmentMethod: '2',
  })
})

test.each([
  ['address-not-served', { shippingAddress: { iso2Code: 'US' } }],
  ['shipment-not-offered', { shipment: { idShipmentMethod: 'drone' } }],
] as const)('%s is told, and the payment keeps its amount', async (kind, quote) => {
  const { guest, payment } = await aWalletPayment()
  expect(told(await update(guest, payment, { quote }))).toBe(refusal(kind))
  const { attributes } = resourceOf(await readPayment(app, guest, payment.transactionId))
  expect(attributes).toMatchObject({ amount: payment.amount, outcome: 'open' })
})

test('from the first click to the order: approved, read, placed, and authorized for the shop', async () => {
  const { guest, idCart, payment } = await anApproval()
  const customer = await readCustomer(app, guest, payment.transactionId)
  expect(told(customer)).toBe('201')
  const placed = await placePaidOrder(app, guest, { idCart, payment })
  expect(told(placed)).toBe('201')
  const { id, attributes } = resourceOf(placed)
  expect(attributes).toMatchObject({ redirectUrl: null, transactionId: payment.transactionId })
  const view = resourceOf(await readPayment(app, guest, payment.transactionId))
  expect(view.attributes).toMatchObject({ outcome: 'paid', orderReference: id })
})

test('the customer comes in the contract’s shape, normalised, with what is missing as a list', async () => {
  const { guest, payment } = await anApproval('dublin')
  const { attributes } = resourceOf(await readCustomer(app, guest, payment.transactionId))
  expect(attributes).toMatchObject({
    isSuccessful: true,
    customer: {
      firstName: 'Ada',
      lastName: 'Kern',
      email: 'ada.kern@example.com',
      shippingAddress: { zipCode: 'D02 X285', city: 'Dublin', iso2Code: 'IE' },
    },
    missing: [],
  })
  const vienna = await anApproval('vienna')
  const told = resourceOf(await readCustomer(app, vienna.guest, vienna.payment.transactionId))
  expect(told.attributes['missing']).toEqual(['shippingAddress.phone'])
})

test('both names of the customer endpoint are served, each with its own type', async () => {
  const { guest, payment } = await anApproval()
  const answer = await post(app, '/payment-customers', {
    type: 'payment-customers',
    attributes: {
      payment: pebble,
      customerPaymentServiceProviderData: { ...payment.preOrderPaymentData, orderId: 'x' },
      customer: [],
    },
    headers: guest,
  })
  expect([told(answer), resourceOf(answer).type]).toEqual(['201', 'payment-customers'])
})

test('before the approval nobody is told who pays', async () => {
  const { guest, payment } = await aWalletPayment()
  expect(told(await readCustomer(app, guest, payment.transactionId))).toBe(
    refusal('payment-not-approved'),
  )
  const { guest: other } = await aShopper(app)
  const fields = preOrderOf(await startPayment(app, other, { payment: cardFields }))
  expect(told(await readCustomer(app, other, fields.transactionId))).toBe(
    refusal('customer-not-provided'),
  )
})

test('a provider that does not answer leaves the approval as it is', async () => {
  const { guest, payment } = await anApproval()
  await setChaos(app, { offline: true })
  expect(told(await readCustomer(app, guest, payment.transactionId))).toBe(
    refusal('psp-unavailable'),
  )
  await calmDown(app)
  expect(told(await readCustomer(app, guest, payment.transactionId))).toBe('201')
})

const strangersTry: [string, (guest: Record<string, string>, id: string) => Promise<Answer>][] = [
  ['update', (guest, transactionId) => update(guest, { transactionId })],
  ['cancel', (guest, transactionId) => cancelPreOrder(app, guest, transactionId)],
  ['read the customer of', (guest, transactionId) => readCustomer(app, guest, transactionId)],
  ['read', (guest, transactionId) => readPayment(app, guest, transactionId)],
]

test.each(strangersTry)(
  'a stranger cannot %s a payment, and learns nothing',
  async (_verb, attempt) => {
    const { payment, guest } = await anApproval()
    const { guest: stranger } = await aShopper(app)
    const answer = await attempt(stranger, payment.transactionId)
    const unknown = await attempt(stranger, 'tx_does_not_exist')
    expect(told(answer)).toBe(refusal('payment-not-found'))
    expect(answer.text.replaceAll(/"self":"[^"]*"/g, '')).toBe(
      unknown.text.replaceAll(/"self":"[^"]*"/g, ''),
    )
    expect(await statusOf(guest, payment.transactionId)).not.toBe('canceled')
  },
)

test("a stranger cannot place an order with somebody's payment", async () => {
  const { payment, guest } = await anApproval()
  const thief = await aShopper(app)
  await startPayment(app, thief.guest, { payment: kite })
  const stolen = await placePaidOrder(app, thief.guest, { idCart: thief.idCart, payment })
  expect(told(stolen)).toBe(refusal('payment-not-found'))
  const view = resourceOf(await readPayment(app, guest, payment.transactionId))
  expect(view.attributes['orderReference']).toBeNull()
})

test('canceling voids what was approved, twice is harmless, and a key replays the answer', async () => {
  const { guest, payment } = await anApproval()
  const key = { 'idempotency-key': 'cancel-once' }
  const first = await cancelPreOrder(app, guest, payment.transactionId, key)
  expect(resourceOf(first).attributes).toEqual({
    isSuccessful: true,
    error: null,
    status: 'canceled',
    preOrderPaymentData: {},
  })
  const replayed = await cancelPreOrder(app, guest, payment.transactionId, key)
  expect(replayed.headers.get('idempotent-replayed')).toBe('true')
  expect(told(await cancelPreOrder(app, guest, payment.transactionId))).toBe('201')
  expect(told(await readCustomer(app, guest, payment.transactionId))).toBe(
    refusal('payment-canceled'),
  )
  expect(told(await update(guest, payment))).toBe(refusal('payment-canceled'))
})

test('a key belongs to one cancellation', async () => {
  const one = await aWalletPayment()
  const key = { 'idempotency-key': 'cancel-this-one' }
  await cancelPreOrder(app, one.guest, one.payment.transactionId, key)
  const again = await startPayment(app, one.guest, { payment: pebble })
  const other = await cancelPreOrder(app, one.guest, preOrderOf(again).transactionId, key)
  expect(told(other)).toBe(refusal('idempotency-key-reused'))
})

test('a provider that does not answer makes a cancellation pending, and it ends by itself', async () => {
  const { guest, payment } = await aWalletPayment()
  await setChaos(app, { lose_answer_next: 1 })
  const pending = await cancelPreOrder(app, guest, payment.transactionId)
  expect(told(pending)).toBe(refusal('cancellation-pending'))
  expect(Number(pending.headers.get('retry-after'))).toBeGreaterThan(0)
  const again = await cancelPreOrder(app, guest, payment.transactionId)
  expect(told(again)).toBe('201')
})

test('once there is an order the payment is not the shopper’s to cancel or to change', async () => {
  const { guest, idCart, payment } = await anApproval()
  await placePaidOrder(app, guest, { idCart, payment })
  expect(told(await cancelPreOrder(app, guest, payment.transactionId))).toBe(
    refusal('payment-has-order'),
  )
})

test('a cart that grew after the approval places no order and takes no other amount', async () => {
  const { guest, idCart, payment } = await anApproval()
  await addItem(app, guest, `/guest-carts/${idCart}/guest-cart-items`)
  expect(told(await update(guest, payment))).toBe(refusal('approval-needed'))
  const { total } = { total: payment.amount }
  const same = await placePaidOrder(app, guest, { idCart, payment })
  expect(told(same)).toBe(refusal('amount-mismatch'))
  const grown = await placePaidOrder(app, guest, {
    idCart,
    payment,
    changes: { payments: [pebble] },
  })
  expect(told(grown)).toBe(refusal('approval-needed'))
  const view = resourceOf(await readPayment(app, guest, payment.transactionId))
  expect(view.attributes).toMatchObject({ amount: total, orderReference: null, outcome: 'paid' })
  expect(told(await call(app, 'GET', `/guest-carts/${idCart}`, { headers: guest }))).toBe('200')
})

test('an order is not placed with a payment that nobody approved', async () => {
  const { guest, idCart, payment } = await aWalletPayment()
  expect(told(await placePaidOrder(app, guest, { idCart, payment }))).toBe(
    refusal('payment-not-approved'),
  )
})

test('an order is not placed with a canceled payment', async () => {
  const { guest, idCart, payment } = await anApproval()
  await cancelPreOrder(app, guest, payment.transactionId)
  expect(told(await placePaidOrder(app, guest, { idCart, payment }))).toBe(
    refusal('payment-canceled'),
  )
})

test('methods are listed for a placement, with what a browser may know of them', async () => {
  const answer = await call(app, 'GET', '/payment-methods?placement=product')
  const { data } = answer.json as { data: { attributes: Record<string, unknown> }[] }
  expect(data.map(({ attributes }) => attributes['paymentMethodName'])).toEqual([
    'pebble-express',
    'kite-express',
  ])
  expect(data[1]?.attributes).toMatchObject({
    maximumAmount: 100_000,
    checkoutConfiguration: {
      strategy: 'express-checkout',
      appPaymentMethodKey: 'kite-express',
      scripts: [{ url: `${app.sandboxUrl}/sdk/kite.js` }],
    },
  })
  expect(answer.text).not.toMatch(/private|secret|baseUrl/i)
  expect((await call(app, 'GET', '/payment-methods?placement=moon')).status).toBe(422)
})

test('a request that was answered already does not price the cart again', async () => {
  const { guest, payment } = await aWalletPayment()
  const to = (iso2Code: string) => ({
    payment: pebble,
    preOrderPaymentData: { transactionId: payment.transactionId },
    quote: { shippingAddress: { iso2Code } },
  })
  const first = await startPayment(app, guest, to('DE'), { 'idempotency-key': 'to-germany' })
  const second = await startPayment(app, guest, to('AT'), { 'idempotency-key': 'to-austria' })
  const late = await startPayment(app, guest, to('DE'), { 'idempotency-key': 'to-germany' })
  expect(late.headers.get('idempotent-replayed')).toBe('true')
  expect(preOrderOf(late)).toEqual(preOrderOf(first))
  expect(preOrderOf(await update(guest, payment)).amount).toBe(preOrderOf(second).amount)
})

/** What only races or a broken provider bring; the verbs' own tests produce them. */
const notProducedHere = ['payment-not-cancelable', 'request-in-flight']

test('every failure of the contract has been produced', () => {
  const operations: Operation[] = [cancelOperation, readPaymentCustomer]
  for (const { id, failures } of operations) {
    const declared = failures.filter((kind) => !notProducedHere.includes(kind))
    expect([...(app.seen.get(id) ?? [])]).toEqual(expect.arrayContaining(declared))
  }
})

test('a guest without a cart cannot be told apart from one with an unknown payment', async () => {
  expect(told(await cancelPreOrder(app, aGuest(), 'tx_does_not_exist'))).toBe(
    refusal('payment-not-found'),
  )
})
