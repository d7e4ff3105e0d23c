import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  aCharge,
  clearSandbox,
  openCharge,
  payByCard,
  type RunningSandbox,
  startSandbox,
} from '../testing/start-sandbox.ts'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
beforeEach(() => clearSandbox(sandbox))
afterAll(() => sandbox.close())

const succeeds = '4242424242424242'
const post = (path: string, body: unknown, key?: string) =>
  sandbox.api('POST', `/v1/charges${path}`, body, key)
const read = async (id: string) => (await sandbox.api('GET', `/v1/charges/${id}`)).body
const eventTypes = async () =>
  (await sandbox.query('select type from sandbox_psp.events order by created_at')).map(
    (row) => row.type,
  )

async function paidCharge(changes: Record<string, unknown> = {}) {
  const charge = await openCharge(sandbox, changes)
  await payByCard(sandbox, charge, succeeds)
  return charge
}

test('without the secret key nothing is answered', async () => {
  const charge = await openCharge(sandbox)
  for (const headers of [
    {},
    { authorization: 'Bearer wrong' },
    { authorization: 'Basic c2stdGVzdA==' },
  ]) {
    const response = await fetch(`${sandbox.url}/v1/charges/${charge.id}`, { headers })
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ error: { code: 'unauthorized' } })
  }
})

test('a new charge is open, unpaid, and has a page', async () => {
  const answer = await post('', aCharge(), 'key-new')
  expect(answer).toEqual({
    status: 201,
    body: {
      id: expect.stringMatching(/^ch_[\w-]{22}$/),
      object: 'charge',
      reference: 'tx_of_a_charge',
      order_reference: 'DE--1042',
      amount: 10_000,
      currency: 'EUR',
      amount_captured: 0,
      amount_refunded: 0,
      amount_voided: 0,
      status: 'open',
      captures: [],
      refunds: [],
      last_attempt: null,
      flow: 'hosted',
      wallet: null,
      hosted_url: `${sandbox.url}/pay/${answer.body.id}`,
      client_secret: null,
      livemode: false,
      created: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      version: 1,
    },
  })
})

test('opening a charge costs two statements: whose key it is, and the charge', async () => {
  await sandbox.psp.stop()
  sandbox.statements.length = 0
  await post('', aCharge(), 'key-cheap')
  expect(sandbox.statements).toHaveLength(2)
  await sandbox.psp.start()
})

test('the same key with the same body repeats the first answer, whatever happened since', async () => {
  const first = await post('', aCharge(), 'key-again')
  await payByCard(sandbox, first.body, succeeds)
  const second = await post('', aCharge(), 'key-again')
  expect(second).toEqual({ status: 200, body: first.body })
})

test('ten requests at once under one key open one charge', async () => {
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => post('', aCharge(), 'key-at-once')),
  )
  expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1)
  expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1)
})

test('the same key with another body is refused', async () => {
  await post('', aCharge(), 'key-reused')
  const answer = await post('', aCharge({ amount: 1 }), 'key-reused')
  expect(answer).toMatchObject({ status: 422, body: { error: { code: 'idempotency_key_reused' } } })
})

test('an effect needs a key', async () => {
  const answer = await post('', aCharge())
  expect(answer).toMatchObject({
    status: 400,
    body: { error: { code: 'idempotency_key_required' } },
  })
})

test.each([
  ['amount', 0],
  ['amount', 10.5],
  ['amount', '100'],
  ['currency', 'EURO'],
  ['currency', 'eur'],
  ['reference', ''],
  ['return_url', 'javascript:alert(1)'],
  ['return_url', '/return'],
  ['lines', [{ name: 'Lamp' }]],
])('a charge whose %s is %j is refused, and the message names the field', async (field, value) => {
  const answer = await post('', aCharge({ [field]: value }), 'key-wrong')
  expect(answer).toMatchObject({
    status: 400,
    body: { error: { code: 'invalid_request', message: expect.stringContaining(field) } },
  })
})

test('charges are found by id and by reference, the newest first', async () => {
  const [first, second] = [
    await openCharge(sandbox, { reference: 'tx_same' }),
    await openCharge(sandbox, { reference: 'tx_same' }),
  ]
  expect(await read(first.id)).toEqual(first)
  const list = await sandbox.api('GET', '/v1/charges?reference=tx_same')
  expect(list.body.data?.map((charge) => charge.id)).toEqual([second.id, first.id])
  expect((await sandbox.api('GET', '/v1/charges/ch_nobody')).status).toBe(404)
})

test('an open charge is canceled once, and told once', async () => {
  const charge = await openCharge(sandbox)
  const answers = await Promise.all([
    post(`/${charge.id}/cancel`, { expected_status: 'open' }, 'cancel-1'),
    post(`/${charge.id}/cancel`, { expected_status: 'open' }, 'cancel-1'),
    post(`/${charge.id}/cancel`, { expected_status: 'open' }, 'cancel-2'),
  ])
  for (const answer of answers)
    expect(answer).toMatchObject({ status: 200, body: { status: 'canceled' } })
  expect(await eventTypes()).toEqual(['charge.canceled'])
})

test('a declined charge is still open to a cancel', async () => {
  const charge = await openCharge(sandbox)
  await payByCard(sandbox, charge, '4000000000000002')
  const answer = await post(`/${charge.id}/cancel`, { expected_status: 'open' }, 'cancel-declined')
  expect(answer).toMatchObject({ status: 200, body: { status: 'canceled' } })
})

test('a cancel that expects another status is a conflict that shows the charge', async () => {
  const charge = await paidCharge()
  const answer = await post(`/${charge.id}/cancel`, { expected_status: 'open' }, 'cancel-late')
  expect(answer).toMatchObject({
    status: 409,
    body: { error: { code: 'status_conflict' }, charge: { id: charge.id, status: 'authorized' } },
  })
  expect((await read(charge.id)).status).toBe('authorized')
})

test('of a cancel and a payment at once exactly one happens', async () => {
  const charge = await openCharge(sandbox)
  const [canceled] = await Promise.all([
    post(`/${charge.id}/cancel`, { expected_status: 'open' }, 'cancel-race'),
    payByCard(sandbox, charge, succeeds),
  ])
  expect((await read(charge.id)).status).toBe(canceled.status === 200 ? 'canceled' : 'authorized')
  expect(await eventTypes()).toEqual([
    canceled.status === 200 ? 'charge.canceled' : 'charge.authorized',
  ])
})

test('captures add up to the amount and never beyond', async () => {
  const charge = await paidCharge()
  const first = await post(`/${charge.id}/capture`, { amount: 4_000 }, 'capture-1')
  expect(first.body).toMatchObject({ status: 'captured', amount_captured: 4_000 })
  expect(await post(`/${charge.id}/capture`, { amount: 4_000 }, 'capture-1')).toEqual(first)
  const tooMuch = await post(`/${charge.id}/capture`, { amount: 6_001 }, 'capture-2')
  expect(tooMuch).toMatchObject({ status: 422, body: { error: { code: 'amount_too_high' } } })
  expect((await post(`/${charge.id}/capture`, {}, 'capture-3')).body.amount_captured).toBe(10_000)
  expect((await post(`/${charge.id}/capture`, {}, 'capture-4')).status).toBe(422)
})

test('captures at once never exceed the amount', async () => {
  const charge = await paidCharge()
  const answers = await Promise.all(
    Array.from({ length: 5 }, (_, index) =>
      post(`/${charge.id}/capture`, { amount: 4_000 }, `at-once-${index}`),
    ),
  )
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(2)
  expect((await read(charge.id)).amount_captured).toBe(8_000)
})

test('an unpaid charge is not captured, and an uncaptured one is not refunded', async () => {
  const open = await openCharge(sandbox)
  expect((await post(`/${open.id}/capture`, {}, 'capture-open')).status).toBe(409)
  const paid = await paidCharge()
  expect((await post(`/${paid.id}/refunds`, {}, 'refund-uncaptured')).status).toBe(409)
})

const purchase = (amount: number) => ({
  amount,
  currency: 'CHF',
  lines: [{ name: 'Desk lamp', quantity: 1, amount }],
})

test('a charge in the fields or a wallet has a secret and no page, and a hosted one has a page', async () => {
  const fields = await openCharge(sandbox, { flow: 'fields' })
  const wallet = await openCharge(sandbox, { flow: 'wallet', wallet: 'kite' })
  const secret = expect.stringMatching(/^cs_[\w-]{22}$/)
  expect(fields).toMatchObject({ flow: 'fields', hosted_url: null, client_secret: secret })
  expect(wallet).toMatchObject({ flow: 'wallet', hosted_url: null, client_secret: secret })
  expect(wallet.client_secret).not.toBe(fields.client_secret)
  expect(await read(wallet.id)).toEqual(wallet)
})

test.each([
  { flow: 'wallet' },
  { flow: 'wallet', wallet: 'purse' },
  { flow: 'hosted', wallet: 'kite' },
  { flow: 'paper' },
])('a charge with %j is refused', async (flow) => {
  expect((await post('', aCharge(flow), 'key-flow')).status).toBe(400)
})

test('an open charge takes another amount, once per key, and tells so', async () => {
  const charge = await openCharge(sandbox, { flow: 'wallet', wallet: 'pebble' })
  const answers = await Promise.all([
    post(`/${charge.id}/update`, purchase(12_000), 'update-1'),
    post(`/${charge.id}/update`, purchase(12_000), 'update-1'),
  ])
  const updated = { ...charge, amount: 12_000, currency: 'CHF', version: 2 }
  for (const answer of answers) expect(answer).toEqual({ status: 200, body: updated })
  expect(await read(charge.id)).toEqual(updated)
  expect(await eventTypes()).toEqual(['charge.updated'])
  const other = await post(`/${charge.id}/update`, purchase(13_000), 'update-1')
  expect(other.body.error?.code).toBe('idempotency_key_reused')
})

test('a repeated creation is answered as it was created, whatever the charge costs by now', async () => {
  const input = aCharge({ flow: 'fields', reference: 'tx_updated' })
  const first = await post('', input, 'key-updated')
  await post(`/${first.body.id}/update`, purchase(12_000), 'update-of-created')
  await post(`/${first.body.id}/update`, purchase(14_000), 'update-of-created-again')
  expect(await post('', input, 'key-updated')).toEqual({ status: 200, body: first.body })
})

test('a charge that is paid or canceled keeps its amount', async () => {
  const [paid, canceled] = [await paidCharge(), await openCharge(sandbox)]
  await post(`/${canceled.id}/cancel`, {}, 'cancel-before-update')
  for (const charge of [paid, canceled]) {
    const answer = await post(`/${charge.id}/update`, purchase(1), `update-${charge.id}`)
    expect(answer).toMatchObject({
      status: 409,
      body: { error: { code: 'status_conflict' }, charge: { id: charge.id, amount: 10_000 } },
    })
  }
})

test.each([
  ['amount', 0],
  ['currency', 'EURO'],
  ['lines', null],
])('an update whose %s is %j is refused', async (field, value) => {
  const charge = await openCharge(sandbox)
  const body = { ...purchase(1), [field]: value }
  expect((await post(`/${charge.id}/update`, body, `wrong-${charge.id}`)).status).toBe(400)
})

test('refunds add up to what was captured and never beyond', async () => {
  const charge = await paidCharge({ capture: 'automatic' })
  expect(await read(charge.id)).toMatchObject({ status: 'captured', amount_captured: 10_000 })
  const first = await post(`/${charge.id}/refunds`, { amount: 4_000 }, 'refund-1')
  expect(first.body).toMatchObject({ status: 'partially_refunded', amount_refunded: 4_000 })
  expect((await post(`/${charge.id}/refunds`, { amount: 6_001 }, 'refund-2')).status).toBe(422)
  const last = await post(`/${charge.id}/refunds`, { amount: 6_000 }, 'refund-3')
  expect(last.body).toMatchObject({ status: 'refunded', amount_refunded: 10_000 })
  expect((await post(`/${charge.id}/refunds`, {}, 'refund-4')).status).toBe(422)
  expect(await eventTypes()).toEqual(['charge.captured', 'refund.succeeded', 'refund.succeeded'])
})

test('one key belongs to one operation on one charge', async () => {
  const [first, second] = [await paidCharge(), await paidCharge()]
  expect((await post(`/${first.id}/capture`, { amount: 1 }, 'key-of-one')).status).toBe(200)
  for (const [path, body] of [
    [`/${second.id}/capture`, { amount: 1 }],
    [`/${first.id}/capture`, { amount: 2 }],
    [`/${first.id}/cancel`, {}],
  ] as const) {
    expect((await post(path, body, 'key-of-one')).body.error?.code).toBe('idempotency_key_reused')
  }
})

test('a body beyond the limit is refused', async () => {
  const lines = [{ name: 'x'.repeat(600_000), quantity: 1, amount: 1 }]
  expect((await post('', aCharge({ lines }), 'key-large')).status).toBe(413)
})
