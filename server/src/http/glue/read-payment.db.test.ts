import { decodeJwt, SignJWT } from 'jose'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { FailureKind } from '../../contract/failures.ts'
import {
  getPayment,
  listPaymentMethods,
  PaymentView,
  streamPayment,
} from '../../contract/glue/payments.ts'
import { call, refusal, resourceOf, told } from '../../testing/call.ts'
import { openStream } from '../../testing/open-stream.ts'
import { appHeaders } from '../../testing/shop-backend.ts'
import {
  aCustomer,
  aGuest,
  aShopper,
  calmDown,
  openPaymentOf,
  payOnPage,
  readPayment,
  setChaos,
  startPayment,
} from '../../testing/shoppers.ts'
import { countRows, type RunningApp, readSecret, startApp } from '../../testing/start-app.ts'
import { createOwnTokens } from '../../tokens/own-tokens.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterEach(() => calmDown(app))
afterAll(() => app.stop())

async function aPayment() {
  const { guest } = await aShopper(app)
  return { guest, ...openPaymentOf(await startPayment(app, guest)) }
}

const viewOf = async (
  identity: Record<string, string>,
  transactionId: string,
): Promise<PaymentView> =>
  PaymentView.parse(resourceOf(await readPayment(app, identity, transactionId)).attributes)

const withToken = (token: string) => ({ authorization: `Bearer ${token}` })

/** Comes back from the payment page: the address that the browser is sent to, and the read token that it carries. */
async function comeBack(returnUrl: string) {
  const response = await fetch(returnUrl, { redirect: 'manual' })
  const target = new URL(response.headers.get('location') ?? 'none:')
  const token = new URLSearchParams(target.hash.slice(1)).get('tillway_token') ?? ''
  return { status: response.status, target, token, headers: response.headers }
}

test('a shopper reads the own payment; to anybody else it is as if it did not exist', async () => {
  const { guest, transactionId, redirectUrl } = await aPayment()
  expect(await viewOf(guest, transactionId)).toMatchObject({ outcome: 'open', redirectUrl })
  const unknown = await readPayment(app, guest, 'tx_of_nobody')
  expect(told(unknown)).toBe(refusal('payment-not-found'))
  for (const stranger of [aGuest(), await aCustomer(app)]) {
    const foreign = await readPayment(app, stranger, transactionId)
    expect([foreign.status, foreign.text]).toEqual([unknown.status, unknown.text])
  }
})

test('nobody reads a payment without an identity that holds', async () => {
  const { transactionId } = await aPayment()
  const identities: [Record<string, string>, FailureKind][] = [
    [{}, 'shopper-missing'],
    [{ 'x-anonymous-customer-unique-id': 'short' }, 'guest-id-invalid'],
    [withToken('forged'), 'access-token-invalid'],
    [withToken(app.appToken), 'access-token-invalid'],
    [{ ...aGuest(), 'x-tenant-identifier': 'other' }, 'tenant-unknown'],
  ]
  for (const path of [`/payments/${transactionId}`, `/payments/${transactionId}/events`]) {
    for (const [headers, kind] of identities) {
      expect(told(await call(app, 'GET', path, { headers }))).toBe(refusal(kind))
    }
  }
})

test('coming back makes the payment true even when no webhook arrives, and coming back again changes nothing', async () => {
  await setChaos(app, { webhook_drop_next: 1 })
  const payment = await aPayment()
  const returnUrl = await payOnPage(payment)
  const first = await comeBack(returnUrl)
  expect(first).toMatchObject({ status: 303 })
  expect(first.headers.get('cache-control')).toBe('no-store')
  expect(first.headers.get('referrer-policy')).toBe('no-referrer')
  expect(first.target.origin + first.target.pathname).toBe(`${app.url}/return`)
  expect(first.target.searchParams.get('transactionId')).toBe(payment.transactionId)
  expect(await viewOf(payment.guest, payment.transactionId)).toMatchObject({ outcome: 'paid' })
  const before = await countRows(app)
  const again = await comeBack(returnUrl)
  expect(again.target.search).toBe(first.target.search)
  expect(await countRows(app)).toEqual(before)
})

test('the read token of a return reads that payment, and can do nothing else', async () => {
  const payment = await aPayment()
  const other = await aPayment()
  const { token } = await comeBack(await payOnPage(payment))
  expect(await viewOf(withToken(token), payment.transactionId)).toMatchObject({ outcome: 'paid' })
  const foreign = await readPayment(app, withToken(token), other.transactionId)
  expect(told(foreign)).toBe(refusal('payment-not-found'))
  expect(told(await startPayment(app, withToken(token)))).toBe(refusal('access-token-invalid'))
  const asState = await fetch(`${app.url}/app-payment/redirect?state=${token}`, {
    redirect: 'manual',
  })
  expect(asState.status).toBe(400)
})

test('a missing, tampered, foreign or expired return state leads nowhere', async () => {
  const { transactionId } = await aPayment()
  const before = await countRows(app)
  const secret = await readSecret(app, 'signing')
  const tokens = createOwnTokens(secret)
  const good = await tokens.signReturnState({ tenant: 'demo', transactionId })
  const expired = (token: string) =>
    new SignJWT({ ...decodeJwt(token), exp: Math.floor(Date.now() / 1000) - 60 })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(secret))
  const [head = '', , signature = ''] = good.split('.')
  const otherClaims = btoa(JSON.stringify({ sub: 'tx_of_another', tenant: 'demo' }))
  const states = [
    '',
    good.slice(0, -2),
    `${head}.${otherClaims}.${signature}`,
    await createOwnTokens('another-secret-of-32-characters!').signReturnState({
      tenant: 'demo',
      transactionId,
    }),
    await tokens.signReturnState({ tenant: 'other', transactionId }),
    await tokens.signReadToken({ tenant: 'demo', transactionId }),
    await expired(good),
  ]
  for (const state of states) {
    const response = await fetch(`${app.url}/app-payment/redirect?state=${state}`, {
      redirect: 'manual',
    })
    expect([state, response.status, response.headers.get('location')]).toEqual([state, 400, null])
    expect(await response.text()).toContain('4111')
  }
  expect(await countRows(app)).toEqual(before)
})

test('the stream tells the state at once, then each change, and ends when it is paid', async () => {
  const payment = await aPayment()
  const stream = await openStream(app, payment.transactionId, payment.guest)
  expect(await stream.next()).toMatchObject({
    outcome: 'open',
    transactionId: payment.transactionId,
  })
  await payOnPage(payment, 'declined')
  expect(await stream.next()).toMatchObject({ outcome: 'failed', failureReason: 'declined' })
  await payOnPage(payment)
  expect(await stream.next()).toMatchObject({ outcome: 'paid', redirectUrl: null })
  expect(await stream.next()).toBeNull()
})

test('who opens one payment again and again takes no streams of others', async () => {
  const [greedy, other] = [await aPayment(), await aPayment()]
  const open = () => openStream(app, greedy.transactionId, greedy.guest)
  const streams = await Promise.all(Array.from({ length: 10 }, open))
  const path = `/payments/${greedy.transactionId}/events`
  const refused = await call(app, 'GET', path, { headers: greedy.guest })
  expect(told(refused)).toBe(refusal('rate-limited'))
  expect(refused.headers.get('retry-after')).toBe('5')
  await openStream(app, other.transactionId, other.guest)
  await payOnPage(greedy)
  for (const stream of streams) while (await stream.next());
  const again = await openStream(app, greedy.transactionId, greedy.guest)
  expect(await again.next()).toMatchObject({ outcome: 'paid' })
})

test('the stream of a payment is for its readers only', async () => {
  const payment = await aPayment()
  const path = `/payments/${payment.transactionId}/events`
  const foreign = await call(app, 'GET', path, { headers: aGuest() })
  expect(told(foreign)).toBe(refusal('payment-not-found'))
  const { token } = await comeBack(await payOnPage(payment))
  const stream = await openStream(app, payment.transactionId, withToken(token))
  expect(await stream.next()).toMatchObject({ outcome: 'paid' })
  expect(await stream.next()).toBeNull()
})

test('payment methods are listed for anyone, in the language that is asked for', async () => {
  const german = await call(app, 'GET', '/payment-methods', {
    headers: { 'accept-language': 'de-DE' },
  })
  const { data } = german.json as { data: { type: string; attributes: unknown }[] }
  expect(new Set(data.map(({ type }) => type))).toEqual(new Set(['payment-methods']))
  expect(listPaymentMethods.output.parse(data[0]?.attributes)).toMatchObject({
    paymentProviderName: 'sandbox',
    name: expect.stringContaining('Karte'),
  })
  const unknown = await call(app, 'GET', '/payment-methods', {
    headers: { 'x-tenant-identifier': 'other' },
  })
  expect(told(unknown)).toBe(refusal('tenant-unknown'))
})

type Listed = { paymentMethodName: string; isOffered?: boolean; reasons?: string[] }

const listMethods = async (query: string, headers = aGuest()): Promise<Listed[]> => {
  const answer = await call(app, 'GET', `/payment-methods?${query}`, { headers })
  expect(told(answer)).toBe('200')
  const { data } = answer.json as { data: { attributes: Listed }[] }
  return data.map(({ attributes }) => attributes)
}

const namesOf = (methods: Listed[]) => methods.map(({ paymentMethodName }) => paymentMethodName)

/** Kite takes up to 1,000.00, and here euros in Germany and Austria only. */
const configured = [
  { method: 'card' },
  { method: 'kite-express', currencies: ['EUR'], countries: ['DE', 'AT'] },
  { method: 'pebble-express', isEnabled: false },
]

test('methods are offered for an amount, a currency and a country', async () => {
  await setMethods(configured)
  expect(namesOf(await listMethods(''))).toEqual(['card', 'kite-express'])
  expect(namesOf(await listMethods('amount=100000&currency=EUR&country=AT'))).toContain(
    'kite-express',
  )
  for (const other of ['amount=100001', 'currency=CHF', 'country=FR'])
    expect(namesOf(await listMethods(other)), other).toEqual(['card'])
  expect(namesOf(await listMethods('placement=product'))).toEqual(['kite-express'])
})

test('methods are offered for the cart of the shopper, whatever else is said of it', async () => {
  await setMethods([{ method: 'card', maximumAmount: 100 }, { method: 'card-fields' }])
  const { guest, idCart } = await aShopper(app)
  expect(namesOf(await listMethods(`idCart=${idCart}&amount=1`, guest))).toEqual(['card-fields'])
  // Somebody else's cart says nothing, and neither does one that is an order by now.
  expect(namesOf(await listMethods(`idCart=${idCart}`))).toEqual(['card', 'card-fields'])
})

test('an operator is told why a method is not offered, and nobody else is', async () => {
  await setMethods(configured)
  const asOperator = { authorization: `Bearer ${app.operatorToken}` }
  const query = 'explain=true&amount=200000&currency=CHF&country=FR&placement=checkout'
  const explained = await listMethods(query, asOperator)
  expect(
    explained.map(({ paymentMethodName, isOffered, reasons }) => [
      paymentMethodName,
      isOffered,
      reasons,
    ]),
  ).toEqual([
    ['card', true, []],
    ['kite-express', false, ['currency', 'country', 'amount-too-high']],
    ['pebble-express', false, ['disabled']],
    ['card-fields', false, ['disabled']],
  ])
  const guest = await call(app, 'GET', '/payment-methods?explain=true', { headers: aGuest() })
  expect(told(guest)).toBe(refusal('access-token-missing'))
  await setMethods(null)
})

async function setMethods(methods: object[] | null): Promise<void> {
  const attributes = { configuration: JSON.stringify({ methods }) }
  const body = { data: { type: 'configuration', attributes } }
  const answer = await call(app, 'POST', '/configure', { headers: appHeaders(app), body })
  expect(told(answer)).toBe('200')
}

test.each([getPayment, streamPayment, listPaymentMethods])(
  'every failure of $id has been produced',
  ({ id, failures }) => {
    expect([...(app.seen.get(id) ?? [])]).toEqual(expect.arrayContaining([...failures]))
  },
)
