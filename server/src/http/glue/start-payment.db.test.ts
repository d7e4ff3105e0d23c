import { generateKeyPair } from 'jose'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { FailureKind } from '../../contract/failures.ts'
import { startPayment as operation } from '../../contract/glue/payments.ts'
import { guestOwner } from '../../payments/shopper.ts'
import { badAmounts, badBodies, foreignUrls, sendTooMuch } from '../../testing/bad-requests.ts'
import { type Answer, call, errorsOf, post, refusal, resourceOf, told } from '../../testing/call.ts'
import { appHeaders } from '../../testing/shop-backend.ts'
import {
  aCustomer,
  addItem,
  aGuest,
  approveInWallet,
  aShopper,
  calmDown,
  cancelPreOrder,
  card,
  kite,
  openPaymentOf,
  payOnPage,
  pebble,
  placePaidOrder,
  preOrderOf,
  readPayment,
  setChaos,
  startPayment,
} from '../../testing/shoppers.ts'
import { spendAttempts } from '../../testing/spend-attempts.ts'
import { countRows, type RunningApp, startApp } from '../../testing/start-app.ts'

let app: RunningApp
/** A shopper whose requests are all refused: that their cart can be used again is part of the proof. */
let refused: Awaited<ReturnType<typeof aShopper>>
beforeAll(async () => {
  app = await startApp({ ALLOWED_ORIGINS: 'https://shop.example,myshop://' })
  refused = await aShopper(app)
})
afterEach(() => calmDown(app))
afterAll(() => app.stop())

/** Expects the refusal, and that it left nothing behind. */
async function expectRefusal(ask: () => Promise<Answer>, kind: FailureKind): Promise<Answer> {
  const before = await countRows(app)
  const answer = await ask()
  expect(told(answer)).toBe(refusal(kind))
  expect(await countRows(app)).toEqual(before)
  return answer
}

const raw = (body: string, headers: Record<string, string> = {}) =>
  call(app, 'POST', '/payments', { body, headers: { ...aGuest(), ...headers } })

test('a started payment has the amount of the cart and a page to pay on, and the cart has only this one', async () => {
  const { guest, idCart, total } = await aShopper(app)
  const quote = { currency: { code: 'EUR' }, customer: { email: 'ada@example.org' } }
  const first = await startPayment(app, guest, {
    idCart,
    quote,
    payment: { ...card, amount: total },
  })
  expect(told(first)).toBe('201')
  const { attributes } = resourceOf(first)
  expect(operation.output.parse(attributes)).toMatchObject({
    amount: total,
    currency: 'EUR',
    status: 'new',
  })
  expect(attributes['redirectUrl']).toMatch(`${app.sandboxUrl}/pay/`)
  const again = await startPayment(app, guest)
  expect(resourceOf(again).attributes).toEqual(attributes)
})

test('a payment starts whatever language the client names', async () => {
  for (const language of ['*', 'de-CH,de;q=0.9', 'tlh-Klingon-from-the-east', 'x'.repeat(500)]) {
    const { guest } = await aShopper(app)
    expect(told(await startPayment(app, guest, {}, { 'accept-language': language }))).toBe('201')
  }
})

test.each(badBodies)('%s is refused as a body', async (_title, body, kind) => {
  await expectRefusal(() => raw(body), kind)
})

test.each<[string, object, FailureKind]>([
  ['no data', {}, 'body-missing'],
  ['data that is a list', { data: [] }, 'body-missing'],
  ['no attributes', { data: { type: 'payments' } }, 'body-missing'],
  ['attributes that are a list', { data: { type: 'payments', attributes: [] } }, 'body-missing'],
  ['no type', { data: { attributes: {} } }, 'type-invalid'],
  ['another type', { data: { type: 'payment', attributes: {} } }, 'type-invalid'],
])('%s is refused', async (_title, body, kind) => {
  await expectRefusal(() => raw(JSON.stringify(body)), kind)
})

test('each unknown, missing or mistyped field is named with a pointer to it', async () => {
  const attributes = {
    extra: 1,
    idCart: 7,
    payment: { paymentProviderName: 'sandbox', isFree: true },
  }
  const answer = await expectRefusal(
    () => post(app, '/payments', { type: 'payments', attributes, headers: aGuest() }),
    'validation-failed',
  )
  expect(errorsOf(answer).map(({ source }) => source?.pointer)).toEqual(
    expect.arrayContaining([
      '/data/attributes/extra',
      '/data/attributes/idCart',
      '/data/attributes/payment/paymentMethodName',
      '/data/attributes/payment/isFree',
    ]),
  )
})

test.each([true, false])(
  '10 MB are refused while they are still being sent (announced: %s)',
  async (isDeclared) => {
    const before = await countRows(app)
    const answer = await sendTooMuch(app, '/payments', { headers: aGuest(), isDeclared })
    expect(answer).toMatchObject({ status: 413, text: expect.stringContaining('"body-too-large"') })
    expect(await countRows(app)).toEqual(before)
  },
)

test('only JSON is read, and only JSON is answered', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', '']) {
    await expectRefusal(() => raw('{}', { 'content-type': type }), 'media-type-unsupported')
  }
  await expectRefusal(() => raw('{}', { accept: 'text/html' }), 'not-acceptable')
  const { guest } = await aShopper(app)
  const answer = await startPayment(
    app,
    guest,
    {},
    {
      'content-type': 'application/vnd.api+json; version=1.0',
      accept: 'application/vnd.api+json; version=1.0',
    },
  )
  expect(told(answer)).toBe('201')
  expect(answer.headers.get('content-type')).toBe('application/vnd.api+json')
})

test.each(badAmounts)('%j is no amount', async (amount) => {
  const answer = await expectRefusal(
    () => startPayment(app, refused.guest, { payment: { ...card, amount } }),
    'validation-failed',
  )
  expect(errorsOf(answer)[0]?.source?.pointer).toBe('/data/attributes/payment/amount')
})

test.each<[string, object, FailureKind]>([
  ['an amount below the cart’s', { payment: { ...card, amount: 1 } }, 'amount-mismatch'],
  ['an amount of nothing', { payment: { ...card, amount: 0 } }, 'amount-mismatch'],
  ['another currency', { quote: { currency: { code: 'USD' } } }, 'currency-mismatch'],
  ['a currency that nobody uses', { quote: { currency: { code: 'QQQ' } } }, 'currency-unknown'],
  ['a currency that is a word', { quote: { currency: { code: 'euro' } } }, 'validation-failed'],
  [
    'an unknown method',
    { payment: { ...card, paymentMethodName: 'gold' } },
    'payment-method-not-found',
  ],
  [
    'an unknown provider',
    { payment: { ...card, paymentProviderName: 'x' } },
    'payment-method-not-found',
  ],
  ['a cart that does not exist', { idCart: 'none' }, 'cart-not-found'],
  ['a return address that is none', { returnUrl: 'return' }, 'validation-failed'],
])('%s is refused', async (_title, attributes, kind) => {
  await expectRefusal(() => startPayment(app, refused.guest, attributes), kind)
})

test('shoppers are never sent to a foreign address', async () => {
  const before = await countRows(app)
  for (const returnUrl of foreignUrls(app.url)) {
    const { failure } = await startPayment(app, refused.guest, { returnUrl })
    expect([returnUrl, failure]).toEqual([
      returnUrl,
      expect.stringMatching(/return-url-not-allowed|validation-failed/),
    ])
  }
  expect(await countRows(app)).toEqual(before)
  for (const returnUrl of ['https://shop.example/return?a=b', 'myshop://return']) {
    const { guest: other } = await aShopper(app)
    expect(told(await startPayment(app, other, { returnUrl }))).toBe('201')
  }
})

test('a cart that is empty, absent, another shopper’s or one of several is not paid', async () => {
  const emptied = await aShopper(app)
  for (const sku of ['fjord', 'amber']) {
    await call(app, 'DELETE', `/guest-carts/${emptied.idCart}/guest-cart-items/${sku}`, {
      headers: emptied.guest,
    })
  }
  await expectRefusal(() => startPayment(app, emptied.guest), 'cart-empty')
  await expectRefusal(() => startPayment(app, aGuest()), 'cart-not-found')

  const { idCart } = refused
  await expectRefusal(() => startPayment(app, aGuest(), { idCart }), 'cart-not-found')

  const customer = await aCustomer(app)
  for (const name of ['Lamps', 'Tables']) {
    const cart = await post(app, '/carts', {
      type: 'carts',
      attributes: { name },
      headers: customer,
    })
    await addItem(app, customer, `/carts/${resourceOf(cart).id}/items`)
  }
  await expectRefusal(() => startPayment(app, customer), 'cart-ambiguous')
})

test('only a known shopper may start a payment', async () => {
  const { idCart } = refused
  const minuteAgo = Math.floor(Date.now() / 1000) - 60
  const stranger = await generateKeyPair('ES256')
  const unsigned = `${btoa('{"alg":"none"}')}.${btoa('{"sub":"DE--1","aud":"storefront","exp":9999999999}')}.`
  const identities: [Record<string, string>, FailureKind][] = [
    [{}, 'shopper-missing'],
    [{ 'x-anonymous-customer-unique-id': 'guest-1' }, 'guest-id-invalid'],
    [{ 'x-anonymous-customer-unique-id': 'x'.repeat(201) }, 'guest-id-invalid'],
    [{ authorization: 'Bearer' }, 'access-token-invalid'],
    [{ authorization: 'Bearer none' }, 'access-token-invalid'],
    [{ authorization: `Bearer ${unsigned}` }, 'access-token-invalid'],
    [{ authorization: `Bearer ${app.appToken}` }, 'access-token-invalid'],
    [await aCustomer(app, { key: stranger.privateKey }), 'access-token-invalid'],
    [await aCustomer(app, { expiresAt: minuteAgo }), 'access-token-invalid'],
    [await aCustomer(app, { audience: 'app' }), 'access-token-invalid'],
    [await aCustomer(app, { tenant: 'other' }), 'tenant-mismatch'],
    [{ ...aGuest(), 'x-tenant-identifier': 'other' }, 'tenant-unknown'],
  ]
  for (const [identity, kind] of identities) {
    await expectRefusal(() => startPayment(app, identity, { idCart }), kind)
  }
})

test('while the provider is down nothing is kept open, and the same key succeeds once it is back', async () => {
  const { guest } = await aShopper(app)
  const key = { 'idempotency-key': 'psp-down' }
  await setChaos(app, { offline: true })
  const down = await startPayment(app, guest, {}, key)
  expect(told(down)).toBe(refusal('psp-unavailable'))
  expect(Number(down.headers.get('retry-after'))).toBeGreaterThan(0)
  await setChaos(app, { offline: false })
  const retried = await startPayment(app, guest, {}, key)
  expect(told(retried)).toBe('201')
  expect(retried.headers.get('idempotent-replayed')).toBeNull()
})

test.each(['hang_up', '500'])(
  'after an answer lost by %s the same key goes on, and one charge exists',
  async (kind) => {
    const { guest } = await aShopper(app)
    const key = { 'idempotency-key': `lost-${kind}` }
    const { charges = 0 } = await countRows(app)
    await setChaos(app, { lose_answer_next: 1, lose_answer_kind: kind })
    const lost = await startPayment(app, guest, {}, key)
    expect(told(lost)).toBe(refusal('outcome-unknown'))
    expect(lost.headers.get('retry-after')).not.toBeNull()
    const retried = await startPayment(app, guest, {}, key)
    expect(told(retried)).toBe('201')
    expect(await countRows(app)).toMatchObject({ charges: charges + 1 })
  },
)

test('a repeated request is answered with the first answer, whatever has changed since', async () => {
  const { guest, idCart } = await aShopper(app)
  const key = { 'idempotency-key': 'replayed-1' }
  const first = await startPayment(app, guest, {}, key)
  await addItem(app, guest, `/guest-carts/${idCart}/guest-cart-items`)
  const before = await countRows(app)
  const again = await startPayment(app, guest, {}, key)
  expect(again.text).toBe(first.text)
  expect(again.status).toBe(first.status)
  expect(again.headers.get('idempotent-replayed')).toBe('true')
  expect(first.headers.get('idempotent-replayed')).toBeNull()
  const quoted = await startPayment(app, guest, {}, { 'idempotency-key': '"replayed-1"' })
  expect(quoted.text).toBe(first.text)
  expect(await countRows(app)).toEqual(before)
})

test('a key is good for one request of one shopper', async () => {
  const { guest, total } = await aShopper(app)
  const key = { 'idempotency-key': 'order-of-the-day' }
  await startPayment(app, guest, {}, key)
  const other = { payment: { ...card, amount: total } }
  await expectRefusal(() => startPayment(app, guest, other, key), 'idempotency-key-reused')
  const neighbour = await aShopper(app)
  const theirs = await startPayment(app, neighbour.guest, {}, key)
  expect(told(theirs)).toBe('201')
  expect(theirs.headers.get('idempotent-replayed')).toBeNull()
})

test.each([' ', 'two words', 'x'.repeat(256), '""'])('%j is no idempotency key', async (key) => {
  const ask = () => startPayment(app, refused.guest, {}, { 'idempotency-key': key })
  await expectRefusal(ask, 'idempotency-key-invalid')
})

test('two at once with one key: one starts the payment, the other is told to come back', async () => {
  const { guest } = await aShopper(app)
  const key = { 'idempotency-key': 'double-click' }
  await setChaos(app, { answer_delay_ms: 500 })
  const answers = await Promise.all([
    startPayment(app, guest, {}, key),
    startPayment(app, guest, {}, key),
  ])
  expect(answers.map(told).sort()).toEqual(['201', refusal('request-in-flight')])
  const waiting = answers.find(({ status }) => status === 409)
  expect(waiting?.headers.get('retry-after')).toBe('1')
  const started = answers.find(({ status }) => status === 201)
  expect((await startPayment(app, guest, {}, key)).text).toBe(started?.text)
})

test('two at once without a key never make two payments', async () => {
  const { guest } = await aShopper(app)
  const { payments = 0, charges = 0 } = await countRows(app)
  await setChaos(app, { answer_delay_ms: 300 })
  const answers = await Promise.all([1, 2, 3].map(() => startPayment(app, guest)))
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
  expect(await countRows(app)).toMatchObject({ payments: payments + 1, charges: charges + 1 })
})

test('a cart is given ten attempts an hour, and other carts are not affected', async () => {
  const { guest } = await aShopper(app)
  await setChaos(app, { offline: true })
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    expect(told(await startPayment(app, guest))).toBe(refusal('psp-unavailable'))
  }
  await calmDown(app)
  const stopped = await expectRefusal(() => startPayment(app, guest), 'too-many-attempts')
  expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(60)
  const neighbour = await aShopper(app)
  expect(told(await startPayment(app, neighbour.guest))).toBe('201')
})

test('a shopper to whom too many cards were refused gets no further payment for now', async () => {
  const { guest } = await aShopper(app)
  await spendAttempts(app, guestOwner(guest['x-anonymous-customer-unique-id'] ?? ''))
  const stopped = await expectRefusal(() => startPayment(app, guest), 'attempts-spent')
  expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(3_500)
})

test('a changed cart gets a new payment while the old one is unpaid, and none once it is paid', async () => {
  const { guest, idCart } = await aShopper(app)
  const first = openPaymentOf(await startPayment(app, guest))
  await addItem(app, guest, `/guest-carts/${idCart}/guest-cart-items`)
  const second = openPaymentOf(await startPayment(app, guest))
  expect(second.transactionId).not.toBe(first.transactionId)
  const old = await readPayment(app, guest, first.transactionId)
  expect(resourceOf(old).attributes).toMatchObject({ outcome: 'canceled' })

  await payOnPage(second)
  await addItem(app, guest, `/guest-carts/${idCart}/guest-cart-items`)
  expect(told(await startPayment(app, guest))).toBe(refusal('payment-differs'))
  const paid = await readPayment(app, guest, second.transactionId)
  expect(resourceOf(paid).attributes).toMatchObject({ outcome: 'paid' })
})

test('a payment that is named must be the shopper’s own, unpaid and without an order', async () => {
  const { guest, idCart } = await aShopper(app)
  const started = preOrderOf(await startPayment(app, guest, { payment: pebble }))
  const { transactionId } = started
  const named = { payment: pebble, preOrderPaymentData: { transactionId } }
  const { guest: stranger } = await aShopper(app)
  expect(told(await startPayment(app, stranger, named))).toBe(refusal('payment-not-found'))
  const far = { ...named, quote: { shippingAddress: { iso2Code: 'US' } } }
  expect(told(await startPayment(app, guest, far))).toBe(refusal('address-not-served'))
  const odd = { ...named, quote: { shipment: { idShipmentMethod: 'drone' } } }
  expect(told(await startPayment(app, guest, odd))).toBe(refusal('shipment-not-offered'))

  await approveInWallet(app, started)
  await addItem(app, guest, `/guest-carts/${idCart}/guest-cart-items`)
  expect(told(await startPayment(app, guest, named))).toBe(refusal('approval-needed'))
  await cancelPreOrder(app, guest, transactionId)
  expect(told(await startPayment(app, guest, named))).toBe(refusal('payment-canceled'))
})

test('a payment that has its order is not started again', async () => {
  const { guest, idCart } = await aShopper(app)
  const payment = preOrderOf(await startPayment(app, guest, { payment: pebble }))
  await approveInWallet(app, payment)
  expect(told(await placePaidOrder(app, guest, { idCart, payment }))).toBe('201')
  const { transactionId } = payment
  const named = { idCart, payment: pebble, preOrderPaymentData: { transactionId } }
  expect(told(await startPayment(app, guest, named))).toBe(refusal('payment-has-order'))
})

test('a method is offered up to its limit', async () => {
  const { guest, idCart } = await aShopper(app)
  // Ten lamps more cost above the 1,000 euros that this method takes.
  for (let lamps = 0; lamps < 10; lamps += 1) {
    await addItem(app, guest, `/guest-carts/${idCart}/guest-cart-items`)
  }
  expect(told(await startPayment(app, guest, { payment: kite }))).toBe(
    refusal('payment-method-not-allowed'),
  )
})

test('a cart that was refused many times can still be paid', async () => {
  const { guest, total } = refused
  const started = await startPayment(app, guest, { payment: { ...card, amount: total } })
  expect(told(started)).toBe('201')
})

test('a shop that has disconnected its provider takes no payments, and the cart stays', async () => {
  const { guest } = refused
  const disconnected = await call(app, 'POST', '/disconnect', {
    headers: { ...appHeaders(app), 'x-confirmation-status': 'true,true' },
  })
  expect(disconnected.status).toBe(204)
  expect(told(await startPayment(app, guest))).toBe(refusal('tenant-disconnected'))
})

/** The sandbox refuses nothing that a cart of the built-in shop can ask for; `initializePayment` meets the same refusal. */
const notProducedHere: FailureKind[] = ['payment-refused']

test('every failure of the contract has been produced', () => {
  const declared = operation.failures.filter((kind) => !notProducedHere.includes(kind))
  expect([...(app.seen.get(operation.id) ?? [])]).toEqual(expect.arrayContaining(declared))
})
