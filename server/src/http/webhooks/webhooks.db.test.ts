import { sql } from 'kysely'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FailureKind } from '../../contract/failures.ts'
import { sendTooMuch } from '../../testing/bad-requests.ts'
import { call, refusal, resourceOf, told } from '../../testing/call.ts'
import { eventually } from '../../testing/eventually.ts'
import {
  aShopper,
  openPaymentOf,
  payOnPage,
  readPayment,
  setChaos,
  startPayment,
} from '../../testing/shoppers.ts'
import { type RunningApp, readSecret, startApp } from '../../testing/start-app.ts'
import { anEvent, sendWebhook, webhookPath } from '../../testing/webhook.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
  // The provider's own webhooks stay away, so that each test sends what it is about.
  await setChaos(app, { webhook_drop_next: 1000 })
})
afterAll(() => app.stop())

/** A payment that is paid at the provider, of which the server does not know yet. */
async function aPaidPayment() {
  const { guest } = await aShopper(app)
  const payment = openPaymentOf(await startPayment(app, guest))
  await payOnPage(payment)
  const outcome = async () => {
    const answer = await readPayment(app, guest, payment.transactionId)
    return resourceOf(answer).attributes['outcome']
  }
  return { ...payment, guest, outcome }
}

type InboxRow = { event_id: string; state: string; note: string | null }

async function inboxOf(eventId: string): Promise<InboxRow[]> {
  const { rows } = await sql<InboxRow>`
    select event_id, state, note from inbox where event_id = ${eventId}`.execute(app.db)
  return rows
}

/** Waits until an event has been looked at, and says what became of it. */
const endOf = (eventId: string) =>
  eventually(async () => {
    const [row] = await inboxOf(eventId)
    if (!row || (row.state === 'waiting' && row.note === null)) throw new Error('not applied yet')
    return `${row.state} ${row.note ?? ''}`.trim()
  })

const countHistory = async (transactionId: string): Promise<number> => {
  const { rows } = await sql`
    select 1 from payment_history where transaction_id = ${transactionId}
      and event = 'status-changed'`.execute(app.db)
  return rows.length
}

test('a signed webhook is taken and applied at once', async () => {
  const payment = await aPaidPayment()
  expect(await payment.outcome()).toBe('open')
  const body = await anEvent(app, payment.transactionId)
  const taken = await sendWebhook(app, body, { id: 'evt_good' })
  expect([taken.status, taken.json]).toEqual([200, { isSuccessful: true }])
  expect(await endOf('evt_good')).toBe('applied')
  expect(await payment.outcome()).toBe('paid')
})

test('the bare path means the only provider that is configured', async () => {
  const payment = await aPaidPayment()
  const body = await anEvent(app, payment.transactionId)
  const taken = await sendWebhook(app, body, { path: '/webhooks/test', id: 'evt_bare' })
  expect(told(taken)).toBe('200')
  expect(await endOf('evt_bare')).toBe('applied')
  expect(await payment.outcome()).toBe('paid')
})

test('a webhook that comes twice, at once or later, is taken once', async () => {
  const payment = await aPaidPayment()
  const body = await anEvent(app, payment.transactionId)
  const send = () => sendWebhook(app, body, { id: 'evt_twice' })
  const answers = [...(await Promise.all([send(), send()])), await send()]
  expect(answers.map(told)).toEqual(['200', '200', '200'])
  expect(await endOf('evt_twice')).toBe('applied')
  const replayed = await sendWebhook(app, body, { id: 'evt_same_fact' })
  expect(told(replayed)).toBe('200')
  expect(await endOf('evt_same_fact')).toBe('ignored known')
  expect(await inboxOf('evt_twice')).toHaveLength(1)
  expect(await countHistory(payment.transactionId)).toBe(1)
})

test('what is not signed by the provider for this moment is refused and not kept', async () => {
  const payment = await aPaidPayment()
  const body = await anEvent(app, payment.transactionId)
  const minutesAway = (minutes: number) => new Date(Date.now() + minutes * 60_000)
  const otherSecret = `whsec_${Buffer.from('a secret of somebody else').toString('base64')}`
  const sent: [Parameters<typeof sendWebhook>[2], FailureKind][] = [
    [{ headers: { 'webhook-signature': '' } }, 'webhook-signature-invalid'],
    [{ headers: { 'webhook-signature': 'v1,AAAA' } }, 'webhook-signature-invalid'],
    [{ headers: { 'webhook-signature': 'none' } }, 'webhook-signature-invalid'],
    [{ headers: { 'webhook-id': 'evt_another' } }, 'webhook-signature-invalid'],
    [{ headers: { 'webhook-timestamp': '1' } }, 'webhook-signature-invalid'],
    [{ secret: otherSecret }, 'webhook-signature-invalid'],
    [{ sentAt: minutesAway(-6) }, 'webhook-stale'],
    [{ sentAt: minutesAway(6) }, 'webhook-stale'],
  ]
  for (const [how, kind] of sent) {
    expect(told(await sendWebhook(app, body, { ...how, id: 'evt_bad' }))).toBe(refusal(kind))
  }
  const unsigned = await call(app, 'POST', webhookPath, { body })
  expect(told(unsigned)).toBe(refusal('webhook-signature-invalid'))
  expect(await inboxOf('evt_bad')).toEqual([])
  expect(await payment.outcome()).toBe('open')
})

test('the raw bytes are what is signed, whatever type they are said to have', async () => {
  const payment = await aPaidPayment()
  const body = await anEvent(app, payment.transactionId)
  const headers = { 'content-type': 'text/plain' }
  expect(told(await sendWebhook(app, `${body}\n`, { headers }))).toBe('200')
  const sentAt = new Date()
  const signature = new Webhook(await readSecret(app, 'sandbox-webhook')).sign(
    'evt_raw',
    sentAt,
    body,
  )
  const changed = await sendWebhook(app, `${body}\n`, {
    id: 'evt_raw',
    sentAt,
    headers: { 'webhook-signature': signature },
  })
  expect(told(changed)).toBe(refusal('webhook-signature-invalid'))
})

test('a signed body that is no event is refused', async () => {
  for (const body of ['{}', '[]', 'not json', '{"type":"charge.updated","data":{}}']) {
    expect(told(await sendWebhook(app, body))).toBe(refusal('webhook-malformed'))
  }
  expect(told(await sendWebhook(app, ''))).toBe(refusal('webhook-body-missing'))
})

test('a webhook for a provider or tenant that is not here has no address', async () => {
  const payment = await aPaidPayment()
  const body = await anEvent(app, payment.transactionId)
  for (const path of ['/webhooks/test/sandbox/other', '/webhooks/test/stripe/demo']) {
    expect(told(await sendWebhook(app, body, { path }))).toBe(refusal('webhook-endpoint-unknown'))
  }
})

test('an event is taken by the path of its mode only, and the wrong path does not hide it', async () => {
  const payment = await aPaidPayment()
  const body = await anEvent(app, payment.transactionId)
  const byLivePath = await sendWebhook(app, body, {
    path: '/webhooks/sandbox/demo',
    id: 'evt_modes',
  })
  expect(told(byLivePath)).toBe(refusal('webhook-endpoint-unknown'))
  const live = await anEvent(app, payment.transactionId, { livemode: true })
  const byTestPath = await sendWebhook(app, live, { id: 'evt_live' })
  expect(told(byTestPath)).toBe(refusal('webhook-endpoint-unknown'))
  expect(await payment.outcome()).toBe('open')
  expect(told(await sendWebhook(app, body, { id: 'evt_modes' }))).toBe('200')
  expect(await endOf('evt_modes')).toBe('applied')
})

test('an event of another amount is not believed: what the provider says when asked counts', async () => {
  const payment = await aPaidPayment()
  const body = await anEvent(app, payment.transactionId, { charge: { amount: 1 } })
  expect(told(await sendWebhook(app, body, { id: 'evt_cheaper' }))).toBe('200')
  expect(await endOf('evt_cheaper')).toBe('ignored amount-differs')
  expect(await payment.outcome()).toBe('paid')
  const { rows } = await sql<{ source: string }>`
    select source from payment_history where transaction_id = ${payment.transactionId}
      and to_status = 'authorized'`.execute(app.db)
  expect(rows).toEqual([{ source: 'sweep' }])
})

test('an event of a payment that is not known yet waits for it, and holds up no other', async () => {
  const payment = await aPaidPayment()
  const early = await anEvent(app, payment.transactionId, {
    charge: { reference: 'tx_of_tomorrow' },
  })
  await sendWebhook(app, early, { id: 'evt_early' })
  await sendWebhook(app, await anEvent(app, payment.transactionId), { id: 'evt_after_early' })
  expect(await endOf('evt_after_early')).toBe('applied')
  expect(await endOf('evt_early')).toBe('waiting waits-for-payment')
})

test.each([true, false])(
  '10 MB are refused while they are still being sent (announced: %s)',
  async (isDeclared) => {
    const answer = await sendTooMuch(app, webhookPath, { headers: {}, isDeclared })
    expect(answer).toMatchObject({ status: 413, text: expect.stringContaining('"4003"') })
  },
)
