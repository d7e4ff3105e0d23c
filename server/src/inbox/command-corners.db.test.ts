import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { InboundName } from '../contract/messages.ts'
import type { Payment } from '../payments/payment.ts'
import { sweepOperations } from '../payments/sweep-operations.ts'
import { eventually } from '../testing/eventually.ts'
import { aPaidOrder } from '../testing/paid-order.ts'
import { createPaymentWorld, type PaymentWorld } from '../testing/payment-world.ts'
import { readPayment } from '../testing/pre-order.ts'
import { applyInbox } from './apply-inbox.ts'
import { receiveCommand } from './receive-command.ts'

let world: PaymentWorld
beforeAll(async () => {
  world = await createPaymentWorld()
})
afterAll(() => world.drop())
afterEach(() => world.psp.acceptOnly(false))

type Said = { amount?: number | string; items?: string[]; messageId?: string }

async function receive(
  payment: Payment,
  name: InboundName,
  { amount, items = [], messageId = randomUUID() }: Said = {},
): Promise<void> {
  const orderItems = items.map((id) => ({ orderItemId: Number(id), sku: 'fjord' }))
  const payload = {
    orderReference: payment.orderReference,
    ...(name === 'RefundPayment' ? { orderItems } : { orderItemIds: items.map(Number) }),
    amount: amount ?? 0,
    currencyIsoCode: 'EUR',
  }
  const command = { tenant: 'demo', channel: 'payment-commands', name, messageId, payload }
  const taken = await receiveCommand(world.deps, command)
  if (!taken.ok) throw new Error(`Not taken: ${JSON.stringify(taken.failure)}`)
}

async function send(payment: Payment, name: InboundName, said: Said = {}): Promise<void> {
  await receive(payment, name, said)
  await world.applyDue()
}

const now = ({ transactionId }: Payment) => readPayment(world, transactionId)
const all = ['1', '2', '3']

async function told({ transactionId }: Payment): Promise<unknown[]> {
  const { rows } = await sql<{ name: string; amount: number; ids: string[]; why: string | null }>`
    select name, (payload->>'amount')::int as amount, payload->'orderItemIds' as ids,
      (payload->>'context')::jsonb->>'reason' as why from messages
    where subject = ${transactionId} and name not in ('PaymentCreated', 'PaymentUpdated', 'PaymentAuthorized')
    order by id`.execute(world.db)
  return rows.map(({ name, amount, ids, why }) => [name, amount, ids, ...(why ? [why] : [])])
}
const namesTold = async (payment: Payment) =>
  (await told(payment)).map((one) => (one as string[])[0])

const openOperations = async ({ transactionId }: Payment): Promise<number> =>
  (
    await sql`select 1 from operations where transaction_id = ${transactionId} and settled_at is null`.execute(
      world.db,
    )
  ).rows.length

/** Puts a command back as if the process had died before it settled the row. */
const dieBeforeSettling = (messageId: string) =>
  sql`update inbox set state = 'waiting', settled_at = null where event_id = ${messageId}`.execute(
    world.db,
  )

/** A capture of which the bank delivered less than was asked. */
async function anUnderpaidOrder(items: string[]): Promise<Payment> {
  const payment = await aPaidOrder(world)
  world.psp.acceptOnly(true)
  await send(payment, 'CapturePayment', { items, amount: 24_890 })
  world.psp.acceptOnly(false)
  const charge = world.psp.charges.get(payment.transactionId)
  if (!charge) throw new Error('No charge.')
  const movements = charge.movements.map((one) => ({
    ...one,
    amountMinor: 20_000,
    status: 'succeeded' as const,
  }))
  const change = { status: 'underpaid', capturedMinor: 20_000, movements } as const
  const moved = world.psp.move(payment.transactionId, change)
  await world.webhook(`evt_under_${payment.transactionId}`, moved)
  return payment
}

test.each([[all], [[]]])(
  'a capture that is repeated on an underpaid payment is not answered as captured (items %j)',
  async (items) => {
    const payment = await anUnderpaidOrder(items)
    expect(await namesTold(payment)).toEqual(['PaymentCaptureFailed', 'PaymentUnderpaid'])
    await send(payment, 'CapturePayment', { items: all, amount: 24_890 })
    expect(await namesTold(payment)).not.toContain('PaymentCaptured')
  },
)

test('part captured and wholly given back: a capture of another item is not answered as captured while nothing was taken', async () => {
  const payment = await aPaidOrder(world)
  await send(payment, 'CapturePayment', { amount: 10_000 })
  await send(payment, 'RefundPayment', { amount: -10_000, items: ['1'] })
  expect(await now(payment)).toMatchObject({ status: 'refunded', capturedMinor: 10_000 })
  await send(payment, 'CapturePayment', { amount: 5_000, items: ['2'] })
  const { capturedMinor } = await now(payment)
  const last = (await told(payment)).at(-1)
  expect({ capturedMinor, last }).not.toEqual({
    capturedMinor: 10_000,
    last: ['PaymentCaptured', 5_000, ['2']],
  })
})

test('part captured and wholly given back: the rest of the authorisation can still be taken', async () => {
  const payment = await aPaidOrder(world)
  await send(payment, 'CapturePayment', { amount: 10_000, items: ['1'] })
  await send(payment, 'RefundPayment', { amount: -10_000, items: ['1'] })
  await send(payment, 'CapturePayment', { amount: 14_890, items: ['2', '3'] })
  expect((await told(payment)).at(-1)).toEqual(['PaymentCaptured', 14_890, ['2', '3']])
})

test('part captured and wholly given back: the rest of the authorisation can still be given up', async () => {
  const payment = await aPaidOrder(world)
  await send(payment, 'CapturePayment', { amount: 10_000, items: ['1'] })
  await send(payment, 'RefundPayment', { amount: -10_000, items: ['1'] })
  await send(payment, 'CancelPayment', { items: ['2', '3'] })
  expect(await now(payment)).toMatchObject({ voidedMinor: 14_890 })
  expect((await told(payment)).at(-1)).toEqual(['PaymentCanceled', 14_890, ['2', '3']])
})

test('a cancel that was refused because somebody had paid voids nothing when its process dies before it settles the row', async () => {
  const payment = await aPaidOrder(world, { status: 'new' })
  world.psp.move(payment.transactionId, { status: 'authorized' })
  const messageId = randomUUID()
  await send(payment, 'CancelPayment', { messageId })
  expect((await now(payment)).status).toBe('authorized')
  expect(await namesTold(payment)).toEqual(['PaymentCancellationFailed'])
  await dieBeforeSettling(messageId)
  await world.applyDue()
  expect((await now(payment)).status).toBe('authorized')
})

test('a cancel is answered once, also when its process dies before it settles the row', async () => {
  const payment = await aPaidOrder(world)
  const messageId = randomUUID()
  await send(payment, 'CancelPayment', { messageId })
  await dieBeforeSettling(messageId)
  await world.applyDue()
  expect(await namesTold(payment)).toEqual(['PaymentCanceled'])
})

test('a command that was answered as failed moves no money afterwards, when a slow batch outlives its claim', async () => {
  const slow = await aPaidOrder(world)
  const payment = await aPaidOrder(world)
  let letGo = () => {}
  const gate = new Promise<void>((resolve) => {
    letGo = resolve
  })
  let isHanging = () => {}
  const hanging = new Promise<void>((resolve) => {
    isHanging = resolve
  })
  const psp = {
    ...world.psp,
    capture: async (...asked: Parameters<typeof world.psp.capture>) => {
      isHanging()
      await gate
      return world.psp.capture(...asked)
    },
  }
  const refundId = randomUUID()
  const captureId = randomUUID()
  await receive(slow, 'CapturePayment', { messageId: captureId })
  await receive(payment, 'RefundPayment', { amount: -5_000, items: ['1'], messageId: refundId })
  // Process A has claimed both and waits for the PSP about the first, longer than 16 seconds.
  const processA = applyInbox({ ...world.deps, findPsp: async () => psp })
  await hanging
  await sql`update inbox set due_at = now() where event_id = ${refundId}`.execute(world.db)
  await applyInbox(world.deps)
  expect(await told(payment)).toEqual([['PaymentRefundFailed', 5_000, ['1'], 'nothing-left']])
  await receive(payment, 'CapturePayment')
  await sql`update inbox set due_at = now() where settled_at is null and event_id <> ${captureId}`.execute(
    world.db,
  )
  await applyInbox(world.deps)
  letGo()
  await processA
  expect(await now(payment)).toMatchObject({ capturedMinor: 24_890, refundedMinor: 0 })
})

test('news of one payment does not wait until the PSP has answered about another', async () => {
  const slow = await aPaidOrder(world)
  const payment = await aPaidOrder(world, { status: 'new' })
  let letGo = () => {}
  const gate = new Promise<void>((resolve) => {
    letGo = resolve
  })
  let calls = 0
  const psp = {
    ...world.psp,
    capture: async (...asked: Parameters<typeof world.psp.capture>) => {
      calls += 1
      await gate
      return world.psp.capture(...asked)
    },
  }
  await receive(slow, 'CapturePayment')
  const charge = world.psp.move(payment.transactionId, { status: 'authorized' })
  await sql`insert into inbox (tenant, source, event_id, mode, name, raw_body, due_at)
    values ('demo', 'psp:sandbox', ${`evt_hol_${payment.transactionId}`}, 'test', 'charge.changed',
      ${JSON.stringify({ type: 'charge.changed', charge })}, now())`.execute(world.db)
  const batch = applyInbox({ ...world.deps, findPsp: async () => psp })
  try {
    await eventually(async () => {
      expect(calls).toBe(1)
      expect(await now(payment)).toMatchObject({ status: 'authorized' })
    })
  } finally {
    letGo()
    await batch
  }
})

test('an answer that repeats an older refund tells the amount that went back, not the one that was asked', async () => {
  const payment = await aPaidOrder(world)
  await send(payment, 'CapturePayment')
  await send(payment, 'RefundPayment', { amount: -5_000, items: ['1'] })
  await send(payment, 'RefundPayment', { amount: -9_000, items: ['1'] })
  expect((await now(payment)).refundedMinor).toBe(5_000)
  expect((await told(payment)).at(-1)).not.toEqual(['PaymentRefunded', 9_000, ['1']])
})

test('a cancel of what was captured elsewhere meanwhile is answered', async () => {
  const payment = await aPaidOrder(world)
  await send(payment, 'CapturePayment', { amount: 10_000, items: ['1'] })
  await world.psp.capture(
    { reference: payment.transactionId, pspReference: null, amountMinor: 14_890 },
    'made-by-hand',
  )
  await send(payment, 'CancelPayment', { items: ['2', '3'] })
  const names = await namesTold(payment)
  expect(names.filter((name) => name?.startsWith('PaymentCancel'))).toHaveLength(1)
})

test('a command for other items than those on their way is answered', async () => {
  const payment = await aPaidOrder(world)
  world.psp.acceptOnly(true)
  await send(payment, 'CapturePayment', { amount: 24_890, items: ['1', '2'] })
  await send(payment, 'CapturePayment', { items: ['3'] })
  const operation = world.psp.charges.get(payment.transactionId)?.movements[0]?.operationId ?? ''
  const charge = world.psp.endMove(payment.transactionId, operation, 'succeeded')
  await world.webhook(`evt_f9_${payment.transactionId}`, charge)
  const items = (await told(payment)).flatMap((one) => (one as unknown[])[2] as string[])
  expect(items).toContain('3')
})

test('a command for a payment whose PSP is gone reserves nothing for ever and is answered', async () => {
  const payment = await aPaidOrder(world)
  await receive(payment, 'CapturePayment')
  const gone = { ...world.deps, findPsp: async () => null, onDefect: () => {} }
  for (let turn = 0; turn < 3; turn += 1) {
    await sql`update inbox set due_at = now() where settled_at is null`.execute(world.db)
    await applyInbox(gone)
  }
  await sql`update operations set due_at = now() where settled_at is null`.execute(world.db)
  await sweepOperations(gone)
  expect({ told: (await told(payment)).length, open: await openOperations(payment) }).toEqual({
    told: 1,
    open: 0,
  })
})

test('another command under a known message id is not answered as taken', async () => {
  const payment = await aPaidOrder(world)
  const other = await aPaidOrder(world)
  const messageId = randomUUID()
  await send(payment, 'CapturePayment', { messageId })
  await receive(other, 'CapturePayment', { messageId }).catch(() => {})
  await world.applyDue()
  // Either it is refused at the door, or it has its effect: here it is taken (202) and vanishes.
  const taken = await receiveCommand(world.deps, {
    tenant: 'demo',
    channel: 'payment-commands',
    name: 'CapturePayment',
    messageId,
    payload: { orderReference: other.orderReference, orderItemIds: [], amount: 0 },
  })
  expect(taken.ok && (await now(other)).capturedMinor === 0).toBe(false)
})

test('of two commands that are due together the older is applied first', async () => {
  const payment = await aPaidOrder(world)
  const captureId = randomUUID()
  await receive(payment, 'CapturePayment', { messageId: captureId })
  await receive(payment, 'RefundPayment', { amount: -5_000, items: ['1'] })
  // As after a first attempt at the older one that met a database or a process that went away.
  await sql`update inbox set attempts = 1, due_at = now() - interval '1 minute' where event_id = ${captureId}`.execute(
    world.db,
  )
  await applyInbox(world.deps)
  expect(await namesTold(payment)).toEqual(['PaymentCaptured', 'PaymentRefunded'])
})

test('a capture of some items without an amount does not take the money of the others', async () => {
  const payment = await aPaidOrder(world)
  await send(payment, 'CapturePayment', { items: ['3'], amount: 0 })
  expect((await now(payment)).capturedMinor).toBeLessThan(24_890)
})

test('a capture of an item while all is on its way is not called failed', async () => {
  const payment = await aPaidOrder(world)
  world.psp.acceptOnly(true)
  await send(payment, 'CapturePayment')
  await send(payment, 'CapturePayment', { items: ['1'], amount: 10_000 })
  expect(await namesTold(payment)).not.toContain('PaymentCaptureFailed')
})
