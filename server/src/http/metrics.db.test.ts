import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, refusal, told } from '../testing/call.ts'
import { eventually } from '../testing/eventually.ts'
import { readMetrics, type Sample, sumOf } from '../testing/read-metrics.ts'
import { anOrder, appHeaders } from '../testing/shop-backend.ts'
import {
  aGuest,
  aShopper,
  openPaymentOf,
  payOnPage,
  readPayment,
  setChaos,
  startPayment,
} from '../testing/shoppers.ts'
import { type RunningApp, startApp } from '../testing/start-app.ts'
import { anEvent, sendWebhook } from '../testing/webhook.ts'

const token = 'm7Qp2Xv9Lk4Tz8Rb1Nw6Yc3J'

let app: RunningApp
let guarded: RunningApp
beforeAll(async () => {
  app = await startApp()
  guarded = await startApp({ METRICS_TOKEN: token, RATE_LIMIT_ADDRESS: '5', TRUSTED_PROXIES: '1' })
})
afterAll(() => Promise.all([app.stop(), guarded.stop()]))

/** What came to a count since an earlier reading. */
const since =
  (before: readonly Sample[], after: readonly Sample[]) =>
  (name: string, labels: Record<string, string>): number =>
    (sumOf(after, name, labels) ?? 0) - (sumOf(before, name, labels) ?? 0)

const requests = 'tillway_http_requests_total'
const pspCalls = 'tillway_psp_call_duration_seconds_count'
const statusChanges = 'tillway_payment_status_changes_total'
const sandbox = { provider: 'sandbox', mode: 'test' }

test('a payment moves the counts of its requests, its provider, its webhook and its status', async () => {
  const before = await readMetrics(app)
  const { guest } = await aShopper(app)
  const payment = openPaymentOf(await startPayment(app, guest))
  await payOnPage(payment)
  const body = await anEvent(app, payment.transactionId)
  expect(told(await sendWebhook(app, body))).toBe('200')
  const paid = { ...sandbox, strategy: 'hosted-payment-page', status: 'authorized' }
  const counted = await eventually(async () => {
    const now = since(before, await readMetrics(app))
    expect(now(statusChanges, paid)).toBe(1)
    return now
  })
  expect(counted(requests, { method: 'POST', route: '/payments', status: '201' })).toBe(1)
  expect(counted('tillway_http_request_duration_seconds_count', { route: '/payments' })).toBe(1)
  const initialised = { ...sandbox, operation: 'initialise', outcome: 'succeeded' }
  expect(counted(pspCalls, initialised)).toBe(1)
  const webhook = { route: '/webhooks/test/{psp}/{tenant}', status: '200' }
  expect(counted(requests, webhook)).toBeGreaterThanOrEqual(1)
})

test('a provider that does not say what it did is counted as such, and so is what the shopper is told', async () => {
  const before = await readMetrics(app)
  const { guest } = await aShopper(app)
  await setChaos(app, { lose_answer_next: 1, lose_answer_kind: '500' })
  expect(told(await startPayment(app, guest))).toBe(refusal('outcome-unknown'))
  const counted = since(before, await readMetrics(app))
  const initialised = { ...sandbox, operation: 'initialise', outcome: 'unknown' }
  expect(counted(pspCalls, initialised)).toBe(1)
  expect(counted('tillway_http_refusals_total', { failure: 'outcome-unknown' })).toBe(1)
})

test('requests are told by their routes: of every edge, and never by what is in an address', async () => {
  const before = await readMetrics(app)
  const { guest } = await aShopper(app)
  const { transactionId } = openPaymentOf(await startPayment(app, guest))
  const order = anOrder(app)
  const operator = { authorization: `Bearer ${app.operatorToken}` }
  await readPayment(app, guest, transactionId)
  await call(app, 'POST', '/initialize-payment', { body: order, headers: appHeaders(app) })
  await call(app, 'GET', '/channels/payment-events', { headers: appHeaders(app) })
  await call(app, 'GET', `/back-office/api/payments/${transactionId}`, { headers: operator })
  await call(app, 'GET', '/secret-place/4111111111111111')
  await call(app, 'PATCH', '/payments/secret-place')
  await call(app, 'GET', '/secret-place%00')
  const after = await readMetrics(app)
  const counted = since(before, after)
  for (const [method, route, status] of [
    ['GET', '/payments/{transactionId}', '200'],
    ['POST', '/initialize-payment', '200'],
    ['GET', '/channels/{channel}', '200'],
    ['GET', '/back-office/api/payments/{transactionId}', '200'],
    ['GET', 'unmatched', '404'],
    ['PATCH', 'unmatched', '405'],
    ['GET', '/metrics', '200'],
  ] as const)
    expect([route, counted(requests, { method, route, status })]).toEqual([
      route,
      expect.toSatisfy((count: number) => count >= 1),
    ])
  const known = new Set(['method', 'route', 'status', 'status_class', 'failure', 'le'])
  const ofRequests = after.filter(({ name }) => name.startsWith('tillway_http'))
  expect(
    ofRequests.flatMap(({ labels }) => Object.keys(labels).filter((label) => !known.has(label))),
  ).toEqual([])
})

test('what is told is of nobody: no tenant, payment, cart, order, guest, token or amount', async () => {
  const { guest, idCart, total } = await aShopper(app)
  const { transactionId } = openPaymentOf(await startPayment(app, guest))
  const order = anOrder(app)
  await call(app, 'POST', '/initialize-payment', { body: order, headers: appHeaders(app) })
  await readPayment(app, guest, transactionId)
  const samples = await readMetrics(app)
  const texts = samples.flatMap(({ labels }) => Object.values(labels))
  const [guestId = ''] = Object.values(guest)
  const orderReference = order.orderData.orderReference
  for (const hidden of [transactionId, idCart, guestId, app.appToken, orderReference, total])
    expect(texts.filter((text) => text.includes(String(hidden)))).toEqual([])
  const { text } = await call(app, 'GET', '/metrics')
  expect(text).not.toMatch(/\bdemo\b|\bmarket\b|tx_|127\.0\.0\.1/)
  const names = new Set(
    samples
      .filter(({ name }) => name.startsWith('tillway_'))
      .flatMap(({ labels }) => Object.keys(labels)),
  )
  expect([...names].toSorted()).toEqual(
    [
      ...['failure', 'kind', 'le', 'method', 'mode', 'operation', 'outcome', 'provider', 'queue'],
      ...['route', 'status', 'status_class', 'strategy', 'version'],
      ...(sumOf(samples, 'tillway_database_pool_waiting') === null ? [] : ['state']),
    ].toSorted(),
  )
})

test('with a token set, whoever does not show it is refused', async () => {
  const ask = (authorization?: string) =>
    call(
      guarded,
      'GET',
      '/metrics',
      authorization === undefined ? {} : { headers: { authorization } },
    )
  expect(told(await ask())).toBe(refusal('access-token-missing'))
  for (const wrong of ['Bearer wrong', `Bearer ${token}x`, 'Bearer ', `Bearer ${guarded.appToken}`])
    expect(told(await ask(wrong))).toBe(refusal('access-token-invalid'))
  expect((await ask(`Bearer ${token}`)).status).toBe(200)
})

test('whoever shows the token is never limited, and whoever guesses it is', async () => {
  const from = { 'x-forwarded-for': '8.8.8.8' }
  const right = { ...from, authorization: `Bearer ${token}` }
  const wrong = { ...from, authorization: 'Bearer guess' }
  for (let scrape = 0; scrape < 10; scrape += 1) await readMetrics(guarded, right)
  const guesses = await Promise.all(
    Array.from({ length: 140 }, () => call(guarded, 'GET', '/metrics', { headers: wrong })),
  )
  expect(guesses.map(told)).toContain(refusal('rate-limited'))
  expect(sumOf(await readMetrics(guarded, right), 'tillway_database_up')).toBe(1)
})

test('scrapes take nothing of what shoppers at the same address may ask', async () => {
  const from = { 'x-forwarded-for': '9.9.9.9' }
  const right = { ...from, authorization: `Bearer ${token}` }
  for (let scrape = 0; scrape < 10; scrape += 1) await readMetrics(guarded, right)
  const shopper = { ...aGuest(), ...from }
  expect(told(await call(guarded, 'GET', '/guest-carts', { headers: shopper }))).toBe('200')
})
