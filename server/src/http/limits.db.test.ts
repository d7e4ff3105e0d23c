import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answer, call, post, refusal, told } from '../testing/call.ts'
import { anOrder, appHeaders } from '../testing/shop-backend.ts'
import {
  aCart,
  aGuest,
  openPaymentOf,
  payOnPage,
  readPayment,
  startPayment,
} from '../testing/shoppers.ts'
import { countRows, type RunningApp, startApp } from '../testing/start-app.ts'
import { anEvent, sendWebhook } from '../testing/webhook.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp({ TRUSTED_PROXIES: '1', RATE_LIMIT_SHOPPER: '20', RATE_LIMIT_TENANT: '0' })
})
afterAll(() => app.stop())

type Headers = Record<string, string>

/** As the proxy in front of us passes it on: what stands before its own entry is whatever the client liked to write. */
const from = (address: string): Headers => ({
  'x-forwarded-for': `${randomBytes(4).join('.')}, ${address}`,
})

/** Somebody who was never here before, at this address. */
const somebodyAt = (address: string): Headers => ({ ...aGuest(), ...from(address) })

async function startAt(address: string): Promise<Answer> {
  const guest = somebodyAt(address)
  await aCart(app, guest)
  return startPayment(app, guest)
}

/** The browser comes back from the PSP, which is asked and tells of the refusal. */
async function comeBack(transactionId: string): Promise<Response> {
  const { rows } = await sql<{ url: string }>`
    select request -> 'charge' ->> 'returnUrl' as url from operations
    where transaction_id = ${transactionId} and kind = 'initialise'`.execute(app.db)
  return fetch(rows[0]?.url ?? '', { redirect: 'manual' })
}

/** Tries so many cards on the page of a new payment. */
async function tryCards(address: string, count: number): Promise<void> {
  const payment = openPaymentOf(await startAt(address))
  for (let card = 0; card < count; card += 1) await payOnPage(payment, 'declined')
  await comeBack(payment.transactionId)
}

const secondsToWait = (answer: { headers: globalThis.Headers }): number =>
  Number(answer.headers.get('retry-after'))

test('a card tester is stopped before a charge exists, however new guest and cart are, and nobody else is', async () => {
  for (const cards of [10, 10, 9]) await tryCards('8.8.8.8', cards)
  // Twenty-nine have failed: one more may be tried.
  await tryCards('8.8.8.8', 1)
  const before = await countRows(app)
  for (let card = 0; card < 5; card += 1) {
    const stopped = await startAt('8.8.8.8')
    expect(told(stopped)).toBe(refusal('attempts-spent'))
    expect(secondsToWait(stopped)).toBeGreaterThan(3_000)
    expect(secondsToWait(stopped)).toBeLessThanOrEqual(3_600)
  }
  expect(await countRows(app)).toEqual(before)
  const honest = openPaymentOf(await startAt('9.9.9.9'))
  expect(await payOnPage(honest)).toContain('/app-payment/redirect')
})

test('no address is written down', async () => {
  await tryCards('4.4.4.4', 1)
  const { rows } = await sql<{ text: string }>`
    select to_jsonb(p)::text as text from payments p union all
    select to_jsonb(f)::text from failed_attempts f`.execute(app.db)
  expect(rows.length).toBeGreaterThan(1)
  expect(rows.filter(({ text }) => text.includes('4.4.4.4'))).toEqual([])
})

/** Several times every rate, since what was counted wears off while somebody asks. */
const asksMax = 500

/** Asks until refused; answers how often it was served before. */
async function askUntilRefused(
  ask: () => Promise<Answer>,
): Promise<{ served: number; refused: Answer }> {
  for (let served = 0; served < asksMax; served += 1) {
    const answer = await ask()
    if (answer.status === 429) return { served, refused: answer }
  }
  throw new Error('Nothing was refused.')
}

test('a shopper who asks too often is put off with the time to wait, and another one is served', async () => {
  const guest = somebodyAt('1.1.1.1')
  const ask = () => call(app, 'GET', '/guest-carts', { headers: guest })
  const { served, refused } = await askUntilRefused(ask)
  expect(served).toBeGreaterThanOrEqual(20)
  expect(told(refused)).toBe(refusal('rate-limited'))
  expect(refused.headers.get('content-type')).toBe('application/vnd.api+json')
  expect(secondsToWait(refused)).toBeGreaterThan(0)
  expect(secondsToWait(refused)).toBeLessThanOrEqual(120)
  const stream = await fetch(`${app.url}/payments/tx_1/events`, { headers: guest })
  expect(stream.status).toBe(429)
  expect(secondsToWait(stream)).toBeGreaterThan(0)
  const other = await call(app, 'GET', '/guest-carts', { headers: somebodyAt('1.1.1.1') })
  expect(told(other)).toBe('200')
})

test('starting payments has a rate of its own for each address', async () => {
  const ask = () => startPayment(app, somebodyAt('1.0.0.1'))
  const { served, refused } = await askUntilRefused(ask)
  expect(served).toBeGreaterThanOrEqual(120)
  expect(told(refused)).toBe(refusal('rate-limited'))
  expect(told(await startPayment(app, somebodyAt('1.0.0.2')))).not.toContain('429')
})

const signIn = (username: string, password: string, address: string) =>
  post(app, '/access-tokens', {
    type: 'access-tokens',
    attributes: { username, password },
    headers: from(address),
  })

test('passwords cannot be guessed: neither those of one person nor those of many', async () => {
  const ask = () => signIn('Ada@example.org', 'guess', `5.5.5.${randomBytes(1)[0]}`)
  const one = await askUntilRefused(ask)
  expect(one.served).toBeGreaterThanOrEqual(10)
  expect(told(await signIn('ada@example.org', 'change123', '6.6.6.6'))).toBe(
    refusal('rate-limited'),
  )
  const somebody = () => signIn(`${randomBytes(6).toString('hex')}@example.org`, 'guess', '6.6.6.7')
  const many = await askUntilRefused(somebody)
  expect(many.served).toBeGreaterThanOrEqual(20)
  expect(secondsToWait(many.refused)).toBeGreaterThan(0)
})

test('forged webhooks are put off, and what the PSP signs is taken from the same address', async () => {
  const { transactionId } = openPaymentOf(await startAt('7.7.7.7'))
  const body = await anEvent(app, transactionId)
  const secret = `whsec_${randomBytes(32).toString('base64')}`
  const ask = () => sendWebhook(app, body, { secret, headers: from('7.7.7.7') })
  const { refused } = await askUntilRefused(ask)
  expect(refused.json).toMatchObject([{ code: '4018', status: 429 }])
  expect(secondsToWait(refused)).toBeGreaterThan(0)
  expect(told(await sendWebhook(app, body, { headers: from('7.7.7.7') }))).toBe('200')
})

test('tokens cannot be guessed', async () => {
  const headers = {
    authorization: 'Bearer guess',
    'x-tenant-identifier': 'demo',
    ...from('3.3.3.3'),
  }
  const ask = () => call(app, 'POST', '/initialize-payment', { headers, body: anOrder(app) })
  const { refused } = await askUntilRefused(ask)
  expect(refused.json).toMatchObject([{ code: '4018', status: 429 }])
  const right = { ...appHeaders(app), ...from('3.3.3.3') }
  const started = await call(app, 'POST', '/initialize-payment', {
    headers: right,
    body: anOrder(app),
  })
  expect(told(started)).toBe('200')
})

test('a return link that is opened over and over does not ask the PSP each time', async () => {
  const guest = somebodyAt('2.2.2.2')
  await aCart(app, guest)
  const { transactionId } = openPaymentOf(await startPayment(app, guest))
  let last = await comeBack(transactionId)
  for (let opened = 1; opened < asksMax && last.status === 303; opened += 1)
    last = await comeBack(transactionId)
  expect(last.status).toBe(429)
  expect(secondsToWait(last)).toBeGreaterThan(0)
  expect(await last.text()).toContain('Please wait a moment')
  expect(told(await readPayment(app, guest, transactionId))).toBe('200')
})

test('pages, documents and health are not limited', async () => {
  const paths = ['/health/live', '/health/ready', '/docs', '/openapi.json', '/catalogue/fjord.svg']
  for (const path of paths) {
    const answers = await Promise.all(
      Array.from({ length: 25 }, () => fetch(`${app.url}${path}`, { headers: from('1.1.1.1') })),
    )
    expect([path, ...new Set(answers.map(({ status }) => status))]).toEqual([path, 200])
    await Promise.all(answers.map((answer) => answer.arrayBuffer()))
  }
})
