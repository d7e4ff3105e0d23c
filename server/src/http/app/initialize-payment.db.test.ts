import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { initializePayment as operation } from '../../contract/app/initialize-payment.ts'
import type { FailureKind } from '../../contract/failures.ts'
import { customerOwner } from '../../payments/shopper.ts'
import { badAmounts, badBodies, foreignUrls, sendTooMuch } from '../../testing/bad-requests.ts'
import { type Answer, type Call, call, refusal, told } from '../../testing/call.ts'
import { type Issuer, startIssuer } from '../../testing/issuer.ts'
import { anOrder, appHeaders } from '../../testing/shop-backend.ts'
import { aCart, approveInWallet, calmDown, setChaos, startPayment } from '../../testing/shoppers.ts'
import { spendAttempts } from '../../testing/spend-attempts.ts'
import { countRows, type RunningApp, startApp } from '../../testing/start-app.ts'

let app: RunningApp
let issuer: Issuer
beforeAll(async () => {
  issuer = await startIssuer()
  const { jwksUrl } = issuer
  app = await startApp({ APP_JWKS_URL: jwksUrl, STOREFRONT_JWKS_URL: jwksUrl })
})
afterEach(() => calmDown(app))
afterAll(async () => {
  await app.stop()
  await issuer.close()
})

const initialize = (body: object | string, headers: Call['headers'] = {}): Promise<Answer> =>
  call(app, 'POST', '/initialize-payment', { body, headers: { ...appHeaders(app), ...headers } })

/** Expects the refusal, and that it left nothing behind. */
async function expectRefusal(ask: () => Promise<Answer>, kind: FailureKind): Promise<Answer> {
  const before = await countRows(app)
  const answer = await ask()
  expect(told(answer)).toBe(refusal(kind))
  expect(await countRows(app)).toEqual(before)
  return answer
}

const outputOf = (answer: Answer) => operation.output.parse(answer.json)

test('an order is answered with the page on which it is paid, under both of its paths', async () => {
  const order = anOrder(app)
  const started = await initialize(order)
  expect(told(started)).toBe('200')
  const output = outputOf(started)
  expect(output).toMatchObject({
    isSuccessful: true,
    preOrderPaymentData: { transactionId: output.transactionId },
    redirectUrl: expect.stringContaining(`${app.sandboxUrl}/pay/`),
  })
  const again = await call(app, 'POST', '/private/initialize-payment', {
    body: order,
    headers: appHeaders(app),
  })
  expect(outputOf(again)).toEqual(output)
})

test('what shops leave out or write in their own way is understood', async () => {
  const { grandTotal } = anOrder(app).orderData
  const orders = [
    anOrder(app, {
      grandTotal: String(grandTotal),
      additionalPaymentData: [],
      projectField: { a: 1 },
    }),
    anOrder(app, { localeName: '*', items: [{ quantity: '2' }], expenses: [{ type: 'SHIPMENT' }] }),
    anOrder(app, { paymentMethod: 'Card', paymentMethodName: null, customerReference: null }),
  ]
  for (const order of orders) expect(told(await initialize(order))).toBe('200')
  const olderShop = await call(app, 'POST', '/initialize-payment', {
    body: anOrder(app),
    headers: { authorization: `Bearer ${app.appToken}`, 'x-store-reference': 'demo' },
  })
  expect(told(olderShop)).toBe('200')
})

test.each(badBodies)('%s is refused as a body', async (_title, body, kind) => {
  await expectRefusal(() => initialize(body), kind)
})

test.each([true, false])(
  '10 MB are refused while they are still being sent (announced: %s)',
  async (isDeclared) => {
    const before = await countRows(app)
    const headers = appHeaders(app)
    const answer = await sendTooMuch(app, '/initialize-payment', { headers, isDeclared })
    expect(answer).toMatchObject({ status: 413, text: expect.stringContaining('"4003"') })
    expect(await countRows(app)).toEqual(before)
  },
)

test.each(badAmounts)('%j is no amount', async (grandTotal) => {
  const answer = await expectRefusal(
    () => initialize(anOrder(app, { grandTotal })),
    'validation-failed',
  )
  expect(answer.text).toContain('orderData.grandTotal =>')
})

test.each<[string, Record<string, unknown>, FailureKind]>([
  ['no items', { items: [] }, 'validation-failed'],
  ['a currency that is a word', { currencyCode: 'euro' }, 'validation-failed'],
  ['a currency that nobody uses', { currencyCode: 'QQQ' }, 'currency-unknown'],
  [
    'an unknown method',
    { paymentMethod: 'gold', paymentMethodName: 'gold' },
    'payment-method-not-found',
  ],
])('%s is refused', async (_title, orderData, kind) => {
  await expectRefusal(() => initialize(anOrder(app, orderData)), kind)
})

test('shoppers are never sent to a foreign address', async () => {
  const before = await countRows(app)
  for (const url of foreignUrls(app.url)) {
    for (const name of ['redirectSuccessUrl', 'redirectCancelUrl', 'checkoutSummaryPageUrl']) {
      const { failure } = await initialize({ ...anOrder(app), [name]: url })
      expect([name, url, failure]).toEqual([
        name,
        url,
        expect.stringMatching(/return-url-not-allowed|validation-failed/),
      ])
    }
  }
  expect(await countRows(app)).toEqual(before)
})

test('only the backend of the named tenant is served', async () => {
  const hourAgo = Math.floor(Date.now() / 1000) - 3600
  const bearer = async (claims: Parameters<Issuer['sign']>[0]) => ({
    authorization: `Bearer ${await issuer.sign(claims)}`,
  })
  const demo = { 'x-tenant-identifier': 'demo' }
  const identities: [Record<string, string>, FailureKind][] = [
    [demo, 'access-token-missing'],
    [{ authorization: 'Bearer wrong', ...demo }, 'access-token-invalid'],
    [{ authorization: `Bearer ${app.appToken.slice(0, -1)}`, ...demo }, 'access-token-invalid'],
    [{ authorization: `Bearer ${app.appToken}` }, 'tenant-missing'],
    [
      { authorization: `Bearer ${app.appToken}`, 'x-tenant-identifier': 'other' },
      'tenant-mismatch',
    ],
    [{ ...(await bearer({ audience: 'storefront' })), ...demo }, 'access-token-invalid'],
    [
      { ...(await bearer({ audience: 'app', expiresAt: hourAgo })), ...demo },
      'access-token-invalid',
    ],
    [{ ...(await bearer({ audience: 'app', tenant: 'other' })), ...demo }, 'tenant-mismatch'],
    [
      { ...(await bearer({ audience: 'app', tenant: 'other' })), 'x-tenant-identifier': 'other' },
      'tenant-unknown',
    ],
  ]
  for (const [headers, kind] of identities) {
    const ask = () => call(app, 'POST', '/initialize-payment', { body: anOrder(app), headers })
    await expectRefusal(ask, kind)
  }
  const good = { ...(await bearer({ audience: 'app' })), ...demo }
  expect(told(await initialize(anOrder(app), good))).toBe('200')
})

test('a token of one edge is worthless at the other', async () => {
  const ofApp = { authorization: `Bearer ${await issuer.sign({ audience: 'app' })}` }
  const ofShopper = { authorization: `Bearer ${await issuer.sign({ audience: 'storefront' })}` }
  expect(told(await startPayment(app, ofApp))).toBe(refusal('access-token-invalid'))
  expect(told(await startPayment(app, ofShopper))).toBe(refusal('cart-not-found'))
  await expectRefusal(() => initialize(anOrder(app), ofShopper), 'access-token-invalid')
})

test('one order has one payment: of another amount it is refused, by its transaction id it is found', async () => {
  const order = anOrder(app)
  const output = outputOf(await initialize(order))
  const changed = { ...order, orderData: { ...order.orderData, grandTotal: 1 } }
  await expectRefusal(() => initialize(changed), 'payment-differs')
  const { transactionId } = output
  const continued = await initialize({ ...order, preOrderPaymentData: { transactionId } })
  expect(outputOf(continued)).toEqual(output)
  const other = { ...anOrder(app), preOrderPaymentData: { transactionId } }
  await expectRefusal(() => initialize(other), 'payment-differs')
  const unknown = { ...order, preOrderPaymentData: { transactionId: 'tx_of_nobody' } }
  await expectRefusal(() => initialize(unknown), 'transaction-unknown')
})

test('a refusal of the provider is a definite answer, and is replayed', async () => {
  const order = anOrder(app, { grandTotal: 999_999_999_999 })
  const key = { 'idempotency-key': 'too-much' }
  const refused = await initialize(order, key)
  expect(told(refused)).toBe(refusal('payment-refused'))
  const before = await countRows(app)
  const again = await initialize(order, key)
  expect([again.text, again.headers.get('idempotent-replayed')]).toEqual([refused.text, 'true'])
  expect(await countRows(app)).toEqual(before)
})

test('while the provider is down nothing stays open, and after a lost answer one charge exists', async () => {
  const order = anOrder(app)
  const key = { 'idempotency-key': 'order-1' }
  const { charges = 0 } = await countRows(app)
  await setChaos(app, { offline: true })
  const down = await initialize(order, key)
  expect(told(down)).toBe(refusal('psp-unavailable'))
  expect(down.headers.get('retry-after')).not.toBeNull()
  await setChaos(app, { offline: false, lose_answer_next: 1 })
  expect(told(await initialize(order, key))).toBe(refusal('outcome-unknown'))
  const started = await initialize(order, key)
  expect([told(started), started.headers.get('idempotent-replayed')]).toEqual(['200', null])
  expect(await countRows(app)).toMatchObject({ charges: charges + 1 })
})

test('a key is replayed for its request, refused for another, and says when to come back', async () => {
  const order = anOrder(app)
  const key = { 'idempotency-key': 'checkout-7' }
  await setChaos(app, { answer_delay_ms: 500 })
  const answers = await Promise.all([initialize(order, key), initialize(order, key)])
  expect(answers.map(told).sort()).toEqual(['200', refusal('request-in-flight')])
  const waiting = answers.find(({ status }) => status === 409)
  expect(waiting?.headers.get('retry-after')).toBe('1')
  await calmDown(app)
  const replayed = await initialize(order, key)
  expect(replayed.headers.get('idempotent-replayed')).toBe('true')
  expect(replayed.text).toBe(answers.find(({ status }) => status === 200)?.text)
  await expectRefusal(() => initialize(anOrder(app), key), 'idempotency-key-reused')
  await expectRefusal(
    () => initialize(anOrder(app), { 'idempotency-key': ' ' }),
    'idempotency-key-invalid',
  )
})

test('a failure has the shape that shops read', async () => {
  const { json } = await initialize(anOrder(app, { currencyCode: 'QQQ' }))
  expect(json).toEqual([{ code: '4104', status: 422, message: expect.any(String), confirm: null }])
})

test('a guest reads the payment of the own order', async () => {
  const guest = { 'x-anonymous-customer-unique-id': 'a-guest-id-of-at-least-20' }
  await aCart(app, guest)
  const reference = `anonymous:${guest['x-anonymous-customer-unique-id']}`
  const { transactionId } = outputOf(
    await initialize(anOrder(app, { customerReference: reference })),
  )
  expect(told(await call(app, 'GET', `/payments/${transactionId}`, { headers: guest }))).toBe('200')
})

test('without an order, the payment that is named must be open to the amount that is asked', async () => {
  const { orderReference: _none, ...orderData } = anOrder(app, {
    paymentMethod: 'pebble-express',
  }).orderData
  const started = outputOf(await initialize({ orderData, preOrderPaymentData: {} }))
  const { preOrderPaymentData } = started
  const transactionId = started.transactionId ?? ''
  await approveInWallet(app, {
    transactionId,
    amount: 24890,
    idShipmentMethod: null,
    shippingOptions: [],
    preOrderPaymentData: {
      transactionId,
      clientSecret: String(preOrderPaymentData['clientSecret']),
    },
  })
  const grown = { orderData: { ...orderData, grandTotal: 25000 }, preOrderPaymentData }
  expect(told(await initialize(grown))).toBe(refusal('approval-needed'))
  await call(app, 'POST', '/cancel-pre-order-payment', {
    body: { preOrderPaymentData },
    headers: appHeaders(app),
  })
  expect(told(await initialize(grown))).toBe(refusal('payment-canceled'))
  const large = anOrder(app, { paymentMethod: 'kite-express', grandTotal: 100_001 })
  await expectRefusal(() => initialize(large), 'payment-method-not-allowed')
})

test('an order of a customer to whom too many cards were refused is not paid for now', async () => {
  await spendAttempts(app, customerOwner('DE--tester'))
  const order = anOrder(app, { customerReference: 'DE--tester' })
  const stopped = await expectRefusal(() => initialize(order), 'attempts-spent')
  expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(3_500)
})

test('a shop that has disconnected its provider starts no payment', async () => {
  const disconnected = await call(app, 'POST', '/disconnect', {
    headers: { ...appHeaders(app), 'x-confirmation-status': 'true,true' },
  })
  expect(disconnected.status).toBe(204)
  expect(told(await initialize(anOrder(app)))).toBe(refusal('tenant-disconnected'))
})

/** Takes ten failed attempts for one order: start-order-payment.db.test.ts has it. */
const notProducedHere: FailureKind[] = ['too-many-attempts']

test('every failure of the contract has been produced', () => {
  const declared = operation.failures.filter((kind) => !notProducedHere.includes(kind))
  expect([...(app.seen.get(operation.id) ?? [])]).toEqual(expect.arrayContaining(declared))
})
