import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  type ChargeBody,
  clearSandbox,
  endMovements,
  openCharge,
  payByCard,
  type RunningSandbox,
  setChaos,
  startSandbox,
} from '../testing/start-sandbox.ts'
import { takeStep } from './move-money.ts'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
beforeEach(() => clearSandbox(sandbox))
afterAll(() => sandbox.close())

const laterMs = 100_000

async function paidCharge(changes: Record<string, unknown> = {}): Promise<ChargeBody> {
  const charge = await openCharge(sandbox, changes)
  await payByCard(sandbox, charge, '4242424242424242')
  return charge
}

const ask = ({ id }: { id: string }, action: string, body: object, key: string) =>
  sandbox.api('POST', `/v1/charges/${id}/${action}`, body, key)
const capture = (charge: ChargeBody, amount: number, key: string) =>
  ask(charge, 'capture', { amount }, key)
const refund = (charge: ChargeBody, amount: number, key: string) =>
  ask(charge, 'refunds', { amount }, key)
const giveUpRest = (charge: ChargeBody, key: string) =>
  ask(charge, 'cancel', { expected_status: 'captured' }, key)
const read = async ({ id }: { id: string }) => (await sandbox.api('GET', `/v1/charges/${id}`)).body

const events = () =>
  sandbox.query(`select type, charge from sandbox_psp.events order by (charge ->> 'version')::int`)
const eventTypes = async () => (await events()).map(({ type }) => type)

test('a capture and a refund are told one by one, under the keys that asked for them', async () => {
  const charge = await paidCharge()
  await capture(charge, 6_000, 'op_taken')
  const answer = await refund(charge, 1_000, 'op_given')
  const movement = (key: string, amount: number) => ({
    id: expect.stringMatching(/^(cap|ref)_[\w-]{22}$/),
    key,
    amount,
    status: 'succeeded',
    failure_code: null,
    created: expect.stringMatching(/Z$/),
  })
  expect(answer.body).toMatchObject({
    status: 'partially_refunded',
    captures: [movement('op_taken', 6_000)],
    refunds: [movement('op_given', 1_000)],
  })
  expect(await read(charge)).toEqual(answer.body)
  expect(await eventTypes()).toEqual(['charge.authorized', 'charge.captured', 'refund.succeeded'])
})

test('of movements at once each event tells all that came before it', async () => {
  const charge = await paidCharge()
  const keys = Array.from({ length: 8 }, (_, index) => `op_${index}`)
  const answers = await Promise.all(keys.map((key) => capture(charge, 1_000, key)))
  expect(answers.map(({ status }) => status)).toEqual(keys.map(() => 200))
  const told = (await events()).map((event) => (event.charge as ChargeRow).movements.length)
  expect(told).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
  expect((await read(charge)).amount_captured).toBe(8_000)
})

/** What the tests look at in the snapshot of an event. */
type ChargeRow = { movements: unknown[] }

test('a pending capture reserves its money, keeps the authorisation, and is taken at its time', async () => {
  await setChaos(sandbox, { capture_mode: 'pending', capture_ms: laterMs })
  const charge = await paidCharge()
  const answer = await capture(charge, 6_000, 'op_pending')
  expect(answer).toMatchObject({
    status: 200,
    body: { status: 'authorized', amount_captured: 0, captures: [{ status: 'pending' }] },
  })
  expect((await capture(charge, 4_001, 'op_above')).body.error?.code).toBe('amount_too_high')
  await endMovements(sandbox)
  const ended = { status: 'captured', amount_captured: 6_000, captures: [{ status: 'succeeded' }] }
  expect(await read(charge)).toMatchObject(ended)
  expect(await capture(charge, 6_000, 'op_pending')).toEqual(answer)
  expect(await eventTypes()).toEqual(['charge.authorized', 'capture.pending', 'charge.captured'])
})

test('a short pending time is over by itself', async () => {
  await setChaos(sandbox, { capture_mode: 'pending', capture_ms: 50 })
  const charge = await paidCharge()
  await capture(charge, 6_000, 'op_short')
  await expect.poll(() => read(charge)).toMatchObject({ status: 'captured' })
})

test('so many captures are refused by the bank: told, kept under their key, and nothing is taken', async () => {
  await setChaos(sandbox, { capture_fail_next: 3 })
  const charge = await paidCharge()
  const keys = Array.from({ length: 6 }, (_, index) => `op_${index}`)
  const answers = await Promise.all(keys.map((key) => capture(charge, 1_000, key)))
  const refused = answers.filter(({ status }) => status === 402)
  expect(refused).toHaveLength(3)
  for (const { body } of refused) {
    expect(body.error?.code).toBe('authorization_expired')
    expect(body.charge?.captures.at(-1)).toMatchObject({
      status: 'failed',
      failure_code: 'authorization_expired',
    })
  }
  const again = await Promise.all(keys.map((key) => capture(charge, 1_000, key)))
  expect(again).toEqual(answers)
  expect((await read(charge)).amount_captured).toBe(3_000)
  expect((await eventTypes()).filter((type) => type === 'capture.failed')).toHaveLength(3)
  const reused = await capture(charge, 2_000, keys[0] ?? '')
  expect(reused.body.error?.code).toBe('idempotency_key_reused')
})

test('a first capture that fails leaves the authorisation, at once or after it was pending', async () => {
  const [atOnce, later] = [await paidCharge(), await paidCharge()]
  await setChaos(sandbox, { capture_fail_next: 1 })
  await capture(atOnce, 10_000, 'op_at_once')
  expect(await read(atOnce)).toMatchObject({ status: 'authorized', amount_captured: 0 })
  await setChaos(sandbox, { capture_fail_next: 1, capture_mode: 'pending', capture_ms: laterMs })
  expect((await capture(later, 10_000, 'op_later')).status).toBe(200)
  await endMovements(sandbox)
  expect(await read(later)).toMatchObject({
    status: 'authorized',
    amount_captured: 0,
    captures: [{ status: 'failed', failure_code: 'authorization_expired' }],
  })
  const canceled = await ask(later, 'cancel', { expected_status: 'authorized' }, 'op_cancel')
  expect(canceled.body).toMatchObject({ status: 'canceled', amount_voided: 10_000 })
})

test.each([
  ['pending', ['refund.pending', 'refund.processing', 'refund.succeeded'], 'refunded', 10_000],
  ['pending_then_fail', ['refund.pending', 'refund.processing', 'refund.failed'], 'captured', 0],
  ['succeed_then_fail', ['refund.succeeded', 'refund.failed'], 'captured', 0],
])('a refund that goes %s is told step by step', async (refund_mode, types, status, refunded) => {
  await setChaos(sandbox, { refund_mode, refund_ms: laterMs })
  const charge = await paidCharge({ capture: 'automatic' })
  const before = await read(charge)
  const answer = await refund(charge, 10_000, 'op_refund')
  const isSucceeded = types[0] === 'refund.succeeded'
  expect(answer.body).toMatchObject({
    status: isSucceeded ? 'refunded' : 'captured',
    amount_refunded: isSucceeded ? 10_000 : 0,
  })
  expect((await refund(charge, 1, 'op_more')).body.error?.code).toBe('amount_too_high')
  await endMovements(sandbox)
  const ended = await read(charge)
  expect(ended).toMatchObject({ status, amount_refunded: refunded })
  expect(ended.version).toBe(before.version + types.length)
  expect((await eventTypes()).slice(1)).toEqual(types)
})

test('a refund is half of its time pending and half of it processing', async () => {
  await setChaos(sandbox, { refund_mode: 'pending', refund_ms: laterMs })
  await refund(await paidCharge({ capture: 'automatic' }), 1, 'op_half')
  const steps = await sandbox.query(
    'select status, round(extract(epoch from due_at - now()))::int as seconds from sandbox_psp.steps order by id',
  )
  expect(steps).toEqual([
    { status: 'processing', seconds: expect.closeTo(50, -1) },
    { status: 'succeeded', seconds: expect.closeTo(100, -1) },
  ])
})

test('so many refunds are refused at once, and give nothing back', async () => {
  await setChaos(sandbox, { refund_refuse_next: 1, refund_mode: 'pending' })
  const charge = await paidCharge({ capture: 'automatic' })
  const refused = await refund(charge, 4_000, 'op_refused')
  expect(refused).toMatchObject({
    status: 402,
    body: { error: { code: 'refund_refused' }, charge: { status: 'captured', amount_refunded: 0 } },
  })
  expect(await refund(charge, 4_000, 'op_refused')).toEqual(refused)
  await setChaos(sandbox, { refund_mode: 'instant' })
  expect((await refund(charge, 10_000, 'op_all')).body).toMatchObject({ status: 'refunded' })
})

test('a movement takes each step once and in order, whoever takes it and whenever it was due', async () => {
  await sandbox.psp.stop()
  await setChaos(sandbox, { refund_mode: 'pending', refund_ms: 0 })
  await refund(await paidCharge({ capture: 'automatic' }), 1, 'op_steps')
  await sandbox.query(
    "update sandbox_psp.steps set due_at = due_at - interval '1 hour' where status = 'succeeded'",
  )
  const taken = await Promise.all([takeStep(sandbox), takeStep(sandbox), takeStep(sandbox)])
  while (await takeStep(sandbox)) taken.push(true)
  expect(taken.filter(Boolean)).toHaveLength(2)
  const types = ['refund.pending', 'refund.processing', 'refund.succeeded']
  expect((await eventTypes()).slice(1)).toEqual(types)
  await sandbox.psp.start()
})

test('the rest of a partial capture is given up once, and nothing more is captured', async () => {
  const charge = await paidCharge()
  await capture(charge, 6_000, 'op_part')
  const [first, same, other] = [
    await giveUpRest(charge, 'op_rest'),
    await giveUpRest(charge, 'op_rest'),
    await giveUpRest(charge, 'op_other'),
  ]
  expect(first.body).toMatchObject({ status: 'captured', amount_voided: 4_000 })
  expect([same, other]).toEqual([first, first])
  expect((await capture(charge, 1, 'op_after')).body.error?.code).toBe('amount_too_high')
  expect((await eventTypes()).slice(1)).toEqual(['charge.captured', 'charge.voided'])
})

test('the rest stays given up when a capture that was under way then fails', async () => {
  const charge = await paidCharge()
  await capture(charge, 1_000, 'op_taken')
  await setChaos(sandbox, { capture_mode: 'pending', capture_ms: laterMs, capture_fail_next: 1 })
  await capture(charge, 6_000, 'op_under_way')
  expect((await giveUpRest(charge, 'op_rest')).body.amount_voided).toBe(3_000)
  await endMovements(sandbox)
  expect(await read(charge)).toMatchObject({ amount_captured: 1_000, amount_voided: 9_000 })
  expect((await capture(charge, 1, 'op_after')).body.error?.code).toBe('amount_too_high')
})

test.each([
  [250, 'overpaid', 10_250],
  [-250, 'underpaid', 9_750],
  [-99_999, 'underpaid', 1],
])(
  'a payment that differs by %i is %s, and goes back up to what arrived',
  async (pay_difference, status, arrived) => {
    await setChaos(sandbox, { pay_difference })
    const charge = await paidCharge()
    expect(await read(charge)).toMatchObject({
      status,
      amount: 10_000,
      amount_captured: arrived,
      captures: [{ key: null, amount: arrived, status: 'succeeded' }],
    })
    expect((await capture(charge, 1, 'op_take')).status).toBe(409)
    expect((await refund(charge, arrived + 1, 'op_above')).status).toBe(422)
    await setChaos(sandbox, { refund_mode: 'succeed_then_fail', refund_ms: laterMs })
    expect((await refund(charge, arrived, 'op_back')).body.status).toBe('refunded')
    await endMovements(sandbox)
    expect((await read(charge)).status).toBe(status)
    expect((await eventTypes())[0]).toBe(`charge.${status}`)
  },
)

test('one payment uses up the difference, also one that the bank thinks about', async () => {
  await setChaos(sandbox, { pay_difference: 5, processing_ms: 0 })
  const charge = await openCharge(sandbox)
  await payByCard(sandbox, charge, '4000000000000259')
  await expect.poll(() => read(charge)).toMatchObject({ status: 'overpaid' })
  expect((await read(await paidCharge())).status).toBe('authorized')
})

test('a declined payment leaves the difference to the next one', async () => {
  await setChaos(sandbox, { pay_difference: 5 })
  const charge = await openCharge(sandbox)
  await payByCard(sandbox, charge, '4000000000000002')
  await payByCard(sandbox, charge, '4242424242424242')
  expect((await read(charge)).status).toBe('overpaid')
})
