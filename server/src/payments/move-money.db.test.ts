import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { aPaidOrder } from '../testing/paid-order.ts'
import { createPaymentWorld, type PaymentWorld } from '../testing/payment-world.ts'
import { readPayment } from '../testing/pre-order.ts'
import { capturePayment } from './capture-payment.ts'
import { newOperationId } from './new-id.ts'
import type { Payment } from './payment.ts'
import { refundPayment } from './refund-payment.ts'
import { sweepOperations } from './sweep-operations.ts'

let world: PaymentWorld
beforeAll(async () => {
  world = await createPaymentWorld()
})
afterAll(() => world.drop())
afterEach(() => world.psp.acceptOnly(false))

const wanted = (amountMinor: number | null = null, orderItemIds: string[] = []) => ({
  operationId: newOperationId(),
  amountMinor,
  orderItemIds,
})

const capture = (payment: Payment, asked = wanted()) =>
  capturePayment(world.deps, payment, asked, 'command')

const refund = (payment: Payment, asked = wanted()) =>
  refundPayment(world.deps, payment, asked, 'command')

async function aCapturedOrder(): Promise<Payment> {
  const payment = await aPaidOrder(world)
  await capture(payment)
  return now(payment)
}

const now = ({ transactionId }: Payment) => readPayment(world, transactionId)

async function told({ transactionId }: Payment): Promise<unknown[]> {
  const { rows } = await sql<{ name: string; amount: number; ids: string[] }>`
    select name, (payload->>'amount')::int as amount, payload->'orderItemIds' as ids from messages
    where subject = ${transactionId} and name not in ('PaymentCreated', 'PaymentUpdated', 'PaymentAuthorized')
    order by id`.execute(world.db)
  return rows.map(({ name, amount, ids }) => [name, amount, ids])
}

async function sweep(): Promise<void> {
  await sql`update operations set due_at = now() where settled_at is null`.execute(world.db)
  await sweepOperations(world.deps)
}

const openOperations = async ({ transactionId }: Payment): Promise<number> =>
  (
    await sql`select 1 from operations where transaction_id = ${transactionId} and settled_at is null`.execute(
      world.db,
    )
  ).rows.length

test('a capture without an amount takes all that is authorised, once per operation', async () => {
  const payment = await aPaidOrder(world)
  const asked = wanted()
  expect((await capture(payment, asked)).kind).toBe('begun')
  expect((await capture(payment, asked)).kind).toBe('known')
  expect(await now(payment)).toMatchObject({ status: 'captured', capturedMinor: 24_890 })
  expect(await told(payment)).toEqual([['PaymentCaptured', 24_890, ['1', '2', '3']]])
  expect(await openOperations(payment)).toBe(0)
})

test('captures in parts take what is left and no more', async () => {
  const payment = await aPaidOrder(world)
  await capture(payment, wanted(10_000, ['1']))
  await capture(payment, wanted(4_890, ['2']))
  expect(await capture(payment, wanted(10_001, ['3']))).toMatchObject({
    kind: 'refused',
    because: 'amount-too-high',
  })
  await capture(payment, wanted(null, ['3']))
  expect(await now(payment)).toMatchObject({ status: 'captured', capturedMinor: 24_890 })
  expect(await told(payment)).toEqual([
    ['PaymentCaptured', 10_000, ['1']],
    ['PaymentCaptured', 4_890, ['2']],
    ['PaymentCaptured', 10_000, ['3']],
  ])
})

test('captures that race never take more than was authorised', async () => {
  const payment = await aPaidOrder(world)
  const begun = await Promise.all(
    [1, 2, 3, 4, 5].map((item) => capture(payment, wanted(10_000, [String(item)]))),
  )
  expect(begun.filter(({ kind }) => kind === 'begun')).toHaveLength(2)
  expect((await now(payment)).capturedMinor).toBe(20_000)
})

test('a capture that the provider refuses can be tried again', async () => {
  const payment = await aPaidOrder(world)
  world.psp.troubleNext('refused')
  await capture(payment)
  expect(await now(payment)).toMatchObject({ status: 'capture_failed', capturedMinor: 0 })
  await capture(payment)
  expect(await now(payment)).toMatchObject({ status: 'captured', capturedMinor: 24_890 })
  expect(await told(payment)).toEqual([
    ['PaymentCaptureFailed', 24_890, ['1', '2', '3']],
    ['PaymentCaptured', 24_890, ['1', '2', '3']],
  ])
})

test.each(['lost-after', 'lost-before', 'not-sent'] as const)(
  'a capture whose answer is %s is settled from the truth, and takes the money once',
  async (trouble) => {
    const payment = await aPaidOrder(world)
    world.psp.troubleNext(trouble)
    await capture(payment)
    expect((await now(payment)).status).toBe('capture_requested')
    expect(await told(payment)).toEqual([])
    await sweep()
    expect(await now(payment)).toMatchObject({ status: 'captured', capturedMinor: 24_890 })
    expect(world.psp.charges.get(payment.transactionId)?.movements).toHaveLength(1)
    expect(await told(payment)).toEqual([['PaymentCaptured', 24_890, ['1', '2', '3']]])
    expect(await openOperations(payment)).toBe(0)
  },
)

test('a capture that is only accepted is told when it is true, by webhook, and its operation ends', async () => {
  const payment = await aPaidOrder(world)
  world.psp.acceptOnly(true)
  const { operationId, ...rest } = wanted()
  await capture(payment, { operationId, ...rest })
  expect((await now(payment)).status).toBe('capture_requested')
  await sweep()
  expect(await told(payment)).toEqual([])
  const charge = world.psp.endMove(payment.transactionId, operationId, 'succeeded')
  await world.webhook(`evt_cap_${operationId}`, charge)
  expect((await now(payment)).status).toBe('captured')
  expect(await told(payment)).toEqual([['PaymentCaptured', 24_890, ['1', '2', '3']]])
  expect(await openOperations(payment)).toBe(0)
})

test('refunds by item go up to the sum, and one too many is refused', async () => {
  const payment = await aCapturedOrder()
  await refund(payment, wanted(10_000, ['1']))
  await refund(payment, wanted(10_000, ['2']))
  expect((await now(payment)).status).toBe('partially refunded')
  expect(await refund(payment, wanted(4_891, ['3']))).toMatchObject({ because: 'amount-too-high' })
  expect(await refund(payment, wanted(100, ['1']))).toMatchObject({
    because: 'items-moved-already',
  })
  await refund(payment, wanted(4_890, ['3']))
  expect(await now(payment)).toMatchObject({ status: 'refunded', refundedMinor: 24_890 })
  expect(await refund(payment)).toMatchObject({ because: 'nothing-left' })
})

test('refunds that race never give back more than was taken, while the provider is still thinking', async () => {
  const payment = await aCapturedOrder()
  world.psp.acceptOnly(true)
  const begun = await Promise.all(
    [1, 2, 3, 4].map((item) => refund(payment, wanted(12_445, [String(item)]))),
  )
  expect(begun.filter(({ kind }) => kind === 'begun')).toHaveLength(2)
  expect(world.psp.charges.get(payment.transactionId)?.movements).toHaveLength(3)
})

test('a refund that fails late takes the status back, frees the amount and is told', async () => {
  const payment = await aCapturedOrder()
  const asked = wanted(10_000, ['1'])
  await refund(payment, asked)
  const charge = world.psp.endMove(payment.transactionId, asked.operationId, 'failed')
  await world.webhook(`evt_late_${asked.operationId}`, charge)
  expect(await now(payment)).toMatchObject({ status: 'captured', refundedMinor: 0 })
  expect((await told(payment)).slice(1)).toEqual([
    ['PaymentRefunded', 10_000, ['1']],
    ['PaymentRefundFailed', 10_000, ['1']],
  ])
  expect((await refund(payment, wanted(10_000, ['1']))).kind).toBe('begun')
})

test('a refund made in the provider’s own dashboard is known, counted and told', async () => {
  const payment = await aCapturedOrder()
  const { transactionId } = payment
  const request = { reference: transactionId, pspReference: null, amountMinor: 20_000 }
  await world.psp.refund(request, 'made-by-hand')
  const made = world.psp.charges.get(transactionId)
  if (!made) throw new Error('No charge.')
  const movements = made.movements.map((one) =>
    one.operationId === 'made-by-hand' ? { ...one, operationId: null } : one,
  )
  await world.webhook(`evt_hand_${transactionId}`, { ...made, movements })
  expect(await now(payment)).toMatchObject({ status: 'partially refunded', refundedMinor: 20_000 })
  expect((await told(payment)).at(-1)).toEqual(['PaymentRefunded', 20_000, []])
  expect(await refund(payment, wanted(4_891))).toMatchObject({ because: 'amount-too-high' })
})

test('all that is left, without naming items, is for the items that are left', async () => {
  const payment = await aCapturedOrder()
  await refund(payment, wanted(10_000, ['2']))
  await refund(payment)
  expect((await told(payment)).slice(1)).toEqual([
    ['PaymentRefunded', 10_000, ['2']],
    ['PaymentRefunded', 14_890, ['1', '3']],
  ])
})
