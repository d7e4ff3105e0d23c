import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventually } from '../../testing/eventually.ts'
import {
  aCharge,
  clearSandbox,
  openCharge,
  panelToken,
  payByCard,
  type RunningSandbox,
  sendForm,
  setChaos,
  startSandbox,
  webhookSecret,
} from '../testing/start-sandbox.ts'
import { calm } from './chaos.ts'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
beforeEach(() => clearSandbox(sandbox))
afterAll(() => sandbox.close())

const succeeds = '4242424242424242'
const declined = '4000000000000002'

const create = (key: string) => sandbox.api('POST', '/v1/charges', aCharge({ reference: key }), key)
const countCharges = async (reference: string) =>
  (await sandbox.query('select id from sandbox_psp.charges where reference = $1', [reference]))
    .length
const settings = async () => (await fetch(`${sandbox.url}/chaos/settings`)).json()
const panel = async () => (await fetch(`${sandbox.url}/chaos`)).text()

const received = () =>
  sandbox.received.map(({ rawBody, headers }) => ({
    type: JSON.parse(rawBody).type,
    id: headers['webhook-id'],
  }))
const arrived = (types: string[]) =>
  eventually(() => expect(received().map(({ type }) => type)).toEqual(types))
const deliveries = () =>
  sandbox.query('select kind, status from sandbox_psp.deliveries order by id')

test('a setting stays until it is changed, and a reset calms everything', async () => {
  expect(await settings()).toEqual(calm)
  await setChaos(sandbox, { webhook_duplicates: 2 })
  await setChaos(sandbox, { offline: true })
  expect(await settings()).toEqual({ ...calm, webhook_duplicates: 2, offline: true })
  expect(await (await fetch(`${sandbox.url}/chaos/settings`, { method: 'DELETE' })).json()).toEqual(
    calm,
  )
  expect(await settings()).toEqual(calm)
})

test.each([
  { offline: 'yes' },
  { answer_delay_ms: -1 },
  { refund_mode: 'never' },
  { pay_difference: 0.5 },
  { unknown_setting: 1 },
  [],
])('the settings %j are refused', async (body) => {
  const response = await fetch(`${sandbox.url}/chaos/settings`, {
    method: 'PUT',
    body: JSON.stringify(body),
  })
  expect(response.status).toBe(400)
  expect(await settings()).toEqual(calm)
})

test('offline: the API and the payment page answer 503 and do nothing', async () => {
  const charge = await openCharge(sandbox)
  await setChaos(sandbox, { offline: true })
  expect(await create('offline')).toMatchObject({
    status: 503,
    body: { error: { code: 'offline' } },
  })
  expect((await sandbox.api('GET', `/v1/charges/${charge.id}`)).status).toBe(503)
  expect((await payByCard(sandbox, charge, succeeds)).status).toBe(503)
  await setChaos(sandbox, { offline: false })
  expect(await countCharges('offline')).toBe(0)
  expect((await sandbox.api('GET', `/v1/charges/${charge.id}`)).body.status).toBe('open')
})

test('fail before: so many calls answer 500 and do nothing', async () => {
  const charge = await openCharge(sandbox)
  await setChaos(sandbox, { fail_before_next: 2 })
  expect((await create('fail')).status).toBe(500)
  expect(
    (await sandbox.api('POST', `/v1/charges/${charge.id}/cancel`, {}, 'fail-cancel')).status,
  ).toBe(500)
  expect(await countCharges('fail')).toBe(0)
  expect((await sandbox.api('GET', `/v1/charges/${charge.id}`)).body.status).toBe('open')
  expect((await create('fail')).status).toBe(201)
  expect(await settings()).toEqual(calm)
})

test('a lost answer is a connection that ends after the effect', async () => {
  await setChaos(sandbox, { lose_answer_next: 1, lose_answer_kind: 'hang_up' })
  await expect(create('hang-up')).rejects.toThrow('fetch failed')
  expect(await countCharges('hang-up')).toBe(1)
  expect((await create('hang-up')).status).toBe(200)
})

test('a lost answer can be a 500 after the effect, for a cancel too', async () => {
  const charge = await openCharge(sandbox)
  await setChaos(sandbox, { lose_answer_next: 1, lose_answer_kind: '500' })
  expect((await sandbox.api('GET', `/v1/charges/${charge.id}`)).status).toBe(200)
  expect(
    (await sandbox.api('POST', `/v1/charges/${charge.id}/cancel`, {}, 'lost-cancel')).status,
  ).toBe(500)
  expect((await sandbox.api('GET', `/v1/charges/${charge.id}`)).body.status).toBe('canceled')
})

test('slow answers come late, after the effect', async () => {
  await setChaos(sandbox, { answer_delay_ms: 60_000 })
  const late = sandbox
    .api('POST', '/v1/charges', aCharge({ reference: 'late' }), 'late')
    .catch(() => 'cut off')
  await eventually(async () => expect(await countCharges('late')).toBe(1))
  expect(await Promise.race([late, Promise.resolve('waiting')])).toBe('waiting')
  await sandbox.psp.stop()
  expect(await late).toMatchObject({ status: 201 })
  await sandbox.psp.start()
})

/** The answer of a call that hangs; it is cut off by a stop of the sandbox. */
async function hangingCall(key: string, until: () => Promise<unknown>): Promise<unknown> {
  const answer = create(key).then(({ status }) => status)
  await until()
  expect(await Promise.race([answer, Promise.resolve('no answer')])).toBe('no answer')
  await sandbox.psp.stop()
  await sandbox.psp.start()
  return answer
}

test('time out before: so many calls are never answered, and do nothing', async () => {
  await setChaos(sandbox, { time_out_before_next: 1 })
  const isUsedUp = () => eventually(async () => expect(await settings()).toEqual(calm))
  expect(await hangingCall('swallowed', isUsedUp)).toBe(500)
  expect(await countCharges('swallowed')).toBe(0)
  expect((await create('swallowed')).status).toBe(201)
})

test('a lost answer can be one that never comes, after the effect', async () => {
  await setChaos(sandbox, { lose_answer_next: 1, lose_answer_kind: 'time_out' })
  const isMade = () => eventually(async () => expect(await countCharges('silent')).toBe(1))
  expect(await hangingCall('silent', isMade)).toBe(500)
  expect((await create('silent')).status).toBe(200)
})

test('webhook delay: the webhook waits', async () => {
  await setChaos(sandbox, { webhook_delay_ms: 60_000 })
  await payByCard(sandbox, await openCharge(sandbox), succeeds)
  const [row] = await sandbox.query(
    'select status, extract(epoch from due_at - now()) as pause from sandbox_psp.deliveries',
  )
  expect(row?.status).toBe('due')
  expect(Number(row?.pause)).toBeGreaterThan(55)
  expect(sandbox.received).toEqual([])
})

test('a short webhook delay is over on time, not at the next look', async () => {
  await setChaos(sandbox, { webhook_delay_ms: 150 })
  await payByCard(sandbox, await openCharge(sandbox), succeeds)
  await arrived(['charge.authorized'])
})

test('webhook duplicates: copies with the same event id', async () => {
  await setChaos(sandbox, { webhook_duplicates: 2 })
  await payByCard(sandbox, await openCharge(sandbox), succeeds)
  await arrived(['charge.authorized', 'charge.authorized', 'charge.authorized'])
  expect(new Set(received().map(({ id }) => id)).size).toBe(1)
})

test('webhook reorder: an event waits behind the next one of its charge', async () => {
  await setChaos(sandbox, { webhook_reorder: true })
  const charge = await openCharge(sandbox)
  await payByCard(sandbox, charge, declined)
  await payByCard(sandbox, charge, succeeds)
  await arrived(['charge.authorized', 'charge.declined'])
})

test('webhook reorder: an event without a successor waits five seconds at most', async () => {
  await setChaos(sandbox, { webhook_reorder: true })
  await payByCard(sandbox, await openCharge(sandbox), succeeds)
  const [row] = await sandbox.query(
    'select is_held, extract(epoch from due_at - now()) as pause from sandbox_psp.deliveries',
  )
  expect(row?.is_held).toBe(true)
  expect(Number(row?.pause)).toBeLessThanOrEqual(5)
  await sandbox.query('update sandbox_psp.deliveries set due_at = now()')
  sandbox.psp.wake()
  await arrived(['charge.authorized'])
})

test('webhook drop: so many events are never sent, until somebody sends them again', async () => {
  await setChaos(sandbox, { webhook_drop_next: 1 })
  const charge = await openCharge(sandbox)
  await payByCard(sandbox, charge, declined)
  await payByCard(sandbox, charge, succeeds)
  await arrived(['charge.authorized'])
  expect((await deliveries()).map((row) => row.status)).toContain('dropped')
  expect(await panel()).toContain('Dropped on purpose')
  const [dropped] = await sandbox.query(
    "select id from sandbox_psp.deliveries where status = 'dropped'",
  )
  await sendForm(`${sandbox.url}/chaos`, { intent: 'send-again', delivery: String(dropped?.id) })
  await arrived(['charge.authorized', 'charge.declined'])
})

test('webhook forge: a copy with a wrong signature comes as well, and is tried once', async () => {
  const isAuthentic = ({ rawBody, headers }: (typeof sandbox.received)[number]): boolean => {
    try {
      new Webhook(webhookSecret).verify(rawBody, {
        'webhook-id': headers['webhook-id'] ?? '',
        'webhook-timestamp': headers['webhook-timestamp'] ?? '',
        'webhook-signature': headers['webhook-signature'] ?? '',
      })
      return true
    } catch {
      return false
    }
  }
  sandbox.answerWebhooks((webhook) => (isAuthentic(webhook) ? 200 : 401))
  await setChaos(sandbox, { webhook_forge: true })
  await payByCard(sandbox, await openCharge(sandbox), succeeds)
  await eventually(async () =>
    expect(await deliveries()).toEqual([
      { kind: 'event', status: 'delivered' },
      { kind: 'forged', status: 'refused' },
    ]),
  )
  expect(sandbox.received.map(isAuthentic).sort()).toEqual([false, true])
})

test('the panel shows every setting', async () => {
  const html = await panel()
  for (const name of Object.keys(calm)) expect(html).toContain(`<label for="${name}">`)
  expect(html).toContain('href="/dashboard"')
})

test('the panel says what the wallets do and leads to both', async () => {
  const html = await panel()
  for (const path of ['/sheet/pebble', '/sheet/kite', '/sdk/pebble.js', '/sdk/kite.js']) {
    expect(html).toContain(`href="${path}"`)
    expect((await fetch(`${sandbox.url}${path}`)).status).toBe(200)
  }
})

test('the panel saves its form and goes back to calm without any script', async () => {
  const fields = Object.fromEntries(
    Object.entries(calm)
      .filter(([, value]) => typeof value !== 'boolean')
      .map(([name, value]) => [name, String(value)]),
  )
  const saved = await sendForm(`${sandbox.url}/chaos`, {
    ...fields,
    intent: 'save',
    webhook_duplicates: '3',
    offline: 'on',
    pay_difference: '-250',
    refund_mode: 'succeed_then_fail',
  })
  expect(saved.headers.get('location')).toBe('/chaos?done=saved')
  expect(await settings()).toEqual({
    ...calm,
    webhook_duplicates: 3,
    offline: true,
    pay_difference: -250,
    refund_mode: 'succeed_then_fail',
  })
  expect(await panel()).not.toContain('<script')
  const wrong = await sendForm(`${sandbox.url}/chaos`, {
    ...fields,
    intent: 'save',
    webhook_duplicates: '-3',
  })
  expect(wrong.headers.get('location')).toBe('/chaos?done=invalid')
  await sendForm(`${sandbox.url}/chaos`, { intent: 'calm' })
  expect(await settings()).toEqual(calm)
})

test('another site can neither change the settings nor send webhooks again', async () => {
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
  ]) {
    expect((await sendForm(`${sandbox.url}/chaos`, { intent: 'save' }, headers)).status).toBe(403)
  }
})

test.each([
  ['a proxy passed on', { 'x-forwarded-for': '203.0.113.7' }],
  ['another host name was asked for', { host: 'rebound.example' }],
])('a request that %s needs the token', async (_, headers) => {
  const { request } = await import('node:http')
  const status = (path: string, more: Record<string, string> = {}) =>
    new Promise<number | undefined>((resolve, reject) => {
      const call = request(
        `${sandbox.url}${path}`,
        { headers: { ...headers, ...more } },
        (response) => {
          response.resume()
          resolve(response.statusCode)
        },
      )
      call.on('error', reject).end()
    })
  expect(await status('/chaos/settings')).toBe(401)
  expect(await status('/chaos/settings?token=wrong')).toBe(401)
  expect(await status(`/chaos/settings?token=${panelToken}`)).toBe(200)
  expect(await status('/chaos', { authorization: `Bearer ${panelToken}` })).toBe(200)
})

test('a request whose origin is unknown needs the token', async () => {
  expect((await sandbox.psp.fetch(new Request('http://localhost/chaos'))).status).toBe(401)
  expect((await sandbox.psp.fetch(new Request('http://localhost/health'))).status).toBe(200)
})
