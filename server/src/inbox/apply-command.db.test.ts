import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { InboundName } from '../contract/messages.ts'
import type { Payment } from '../payments/payment.ts'
import { aPaidOrder } from '../testing/paid-order.ts'
import { createPaymentWorld, type PaymentWorld } from '../testing/payment-world.ts'
import { readPayment } from '../testing/pre-order.ts'
import { receiveCommand } from './receive-command.ts'

let world: PaymentWorld
beforeAll(async () => {
  world = await createPaymentWorld()
})
afterAll(() => world.drop())
afterEach(() => world.psp.acceptOnly(false))

type Said = { amount?: number | string; items?: string[]; messageId?: string; currency?: string }

/** Sends a command as a shop does, and lets it be applied. */
async function send(
  payment: Payment,
  name: InboundName,
  { amount, items = [], messageId = randomUUID(), currency }: Said = {},
): Promise<void> {
  const orderItems = items.map((id) => ({ orderItemId: Number(id), sku: 'fjord' }))
  const payload = {
    orderReference: payment.orderReference,
    ...(name === 'RefundPayment' ? { orderItems } : { orderItemIds: items.map(Number) }),
    amount: amount ?? 0,
    currencyIsoCode: currency ?? 'EUR',
  }
  const command = { tenant: 'demo', channel: 'payment-commands', name, messageId, payload }
  const taken = await receiveCommand(world.deps, command)
  if (!taken.ok) throw new Error(`Not taken: ${JSON.stringify(taken.failure)}`)
  await world.applyDue()
}

const now = ({ transactionId }: Payment) => readPayment(world, transactionId)

/** Name, amount and items of what the shop was told about money, and why where it says so. */
async function told({ transactionId }: Payment): Promise<unknown[]> {
  const { rows } = await sql<{ name: string; amount: number; ids: string[]; why: string | null }>`
    select name, (payload->>'amount')::int as amount, payload->'orderItemIds' as ids,
      (payload->>'context')::jsonb->>'reason' as why from messages
    where subject = ${transactionId} and name not in ('PaymentCreated', 'PaymentUpdated', 'PaymentAuthorized')
    order by id`.execute(world.db)
  return rows.map(({ name, amount, ids, why }) => [name, amount, ids, ...(why ? [why] : [])])
}

const all = ['1', '2', '3']

test('a capture that a shop sends as PHP does reaches the provider with its amount, once', async () => {
  const payment = await aPaidOrder(world)
  const message = { amount: '10000', items: ['1'], messageId: randomUUID() }
  await send(payment, 'CapturePayment', message)
  await send(payment, 'CapturePayment', message)
  expect((await now(payment)).capturedMinor).toBe(10_000)
  expect(await told(payment)).toEqual([['PaymentCaptured', 10_000, ['1']]])
})

test('a process that dies while it applies a command does not move the money twice', async () => {
  const payment = await aPaidOrder(world)
  const messageId = randomUUID()
  await send(payment, 'CapturePayment', { messageId })
  await sql`update inbox set state = 'waiting', settled_at = null where event_id = ${messageId}`.execute(
    world.db,
  )
  await world.applyDue()
  expect(world.psp.charges.get(payment.transactionId)?.movements).toHaveLength(1)
  expect(await told(payment)).toEqual([['PaymentCaptured', 24_890, all]])
})

test('the same wish under another message id is answered, not repeated', async () => {
  const payment = await aPaidOrder(world)
  await send(payment, 'CapturePayment', { items: all })
  await send(payment, 'CapturePayment', { items: all })
  expect(world.psp.charges.get(payment.transactionId)?.movements).toHaveLength(1)
  expect(await told(payment)).toEqual([
    ['PaymentCaptured', 24_890, all],
    ['PaymentCaptured', 24_890, all],
  ])
})

test('a wish that is on its way already is not called a failure', async () => {
  const payment = await aPaidOrder(world)
  world.psp.acceptOnly(true)
  await send(payment, 'CapturePayment')
  await send(payment, 'CapturePayment')
  expect(await told(payment)).toEqual([])
})

test('capturing what nobody has authorised fails with a reason', async () => {
  const payment = await aPaidOrder(world, { status: 'new' })
  await send(payment, 'CapturePayment', { items: ['1'], amount: 5_000 })
  expect(await told(payment)).toEqual([['PaymentCaptureFailed', 5_000, ['1'], 'not-authorized']])
})

test('a partial capture, then a cancel: the rest is given up and its items are canceled', async () => {
  const payment = await aPaidOrder(world)
  await send(payment, 'CapturePayment', { amount: 10_000, items: ['1'] })
  await send(payment, 'CancelPayment', { items: ['2', '3'] })
  expect(await now(payment)).toMatchObject({
    status: 'captured',
    capturedMinor: 10_000,
    voidedMinor: 14_890,
  })
  await send(payment, 'CapturePayment', { amount: 1, items: ['2'] })
  expect(await told(payment)).toEqual([
    ['PaymentCaptured', 10_000, ['1']],
    ['PaymentCanceled', 14_890, ['2', '3']],
    ['PaymentCaptureFailed', 1, ['2'], 'nothing-left'],
  ])
})

test('a cancel of what is captured is refused with one message', async () => {
  const payment = await aPaidOrder(world)
  await send(payment, 'CapturePayment')
  await send(payment, 'CancelPayment')
  expect((await told(payment)).slice(1)).toEqual([
    ['PaymentCancellationFailed', 24_890, all, 'nothing-left'],
  ])
})

test('a cancel that the provider refuses is told once', async () => {
  const payment = await aPaidOrder(world)
  world.psp.troubleNext('refused')
  await send(payment, 'CancelPayment')
  expect((await now(payment)).status).toBe('authorized')
  expect((await told(payment)).map((one) => (one as string[])[0])).toEqual([
    'PaymentCancellationFailed',
  ])
})

test('a cancel before anybody has paid, and again, is answered each time', async () => {
  const payment = await aPaidOrder(world, { status: 'new' })
  await send(payment, 'CancelPayment')
  await send(payment, 'CancelPayment')
  expect((await now(payment)).status).toBe('canceled')
  expect(await told(payment)).toEqual([
    ['PaymentCanceled', 24_890, all],
    ['PaymentCanceled', 24_890, all],
  ])
})

test('refunds with the negative amounts of shops go back by item, and one too many fails', async () => {
  const payment = await aPaidOrder(world)
  await send(payment, 'CapturePayment')
  await send(payment, 'RefundPayment', { amount: -10_000, items: ['1'] })
  await send(payment, 'RefundPayment', { amount: '-10000', items: ['2'] })
  await send(payment, 'RefundPayment', { amount: -10_000, items: ['3'] })
  expect(await now(payment)).toMatchObject({ status: 'partially refunded', refundedMinor: 20_000 })
  expect((await told(payment)).slice(1)).toEqual([
    ['PaymentRefunded', 10_000, ['1']],
    ['PaymentRefunded', 10_000, ['2']],
    ['PaymentRefundFailed', 10_000, ['3'], 'amount-too-high'],
  ])
})

test('of items that were refunded already only the others are told as failed', async () => {
  const payment = await aPaidOrder(world)
  await send(payment, 'CapturePayment')
  await send(payment, 'RefundPayment', { amount: -5_000, items: ['1'] })
  await send(payment, 'RefundPayment', { amount: -9_000, items: ['1', '2'] })
  await send(payment, 'RefundPayment', { amount: -5_000, items: ['1'] })
  expect((await told(payment)).slice(2)).toEqual([
    ['PaymentRefundFailed', 9_000, ['2'], 'items-moved-already'],
    ['PaymentRefunded', 5_000, ['1']],
  ])
})

test('a refund in another currency is refused and asks nobody', async () => {
  const payment = await aPaidOrder(world)
  await send(payment, 'CapturePayment')
  const asked = world.psp.calls.refund
  await send(payment, 'RefundPayment', { amount: -5_000, items: ['1'], currency: 'USD' })
  expect(world.psp.calls.refund).toBe(asked)
  expect((await told(payment)).at(-1)).toEqual([
    'PaymentRefundFailed',
    5_000,
    ['1'],
    'currency-differs',
  ])
})

test('a refund before the capture fails with a reason, and the authorisation stays', async () => {
  const payment = await aPaidOrder(world)
  await send(payment, 'RefundPayment', { amount: -5_000, items: ['1'] })
  expect((await now(payment)).status).toBe('authorized')
  expect(await told(payment)).toEqual([['PaymentRefundFailed', 5_000, ['1'], 'nothing-left']])
})

test('a command that came before its payment stands in the timeline of that payment once it is applied', async () => {
  const payment = await aPaidOrder(world)
  const messageId = randomUUID()
  const { orderReference, transactionId } = payment
  const payload = JSON.stringify({ orderReference, orderItemIds: [], amount: null })
  await sql`insert into inbox (tenant, source, event_id, mode, name, raw_body)
    values ('demo', 'shop', ${messageId}, 'live', 'CapturePayment', ${payload})`.execute(world.db)
  await world.applyDue()
  const { rows } = await sql`
    select transaction_id, state from inbox where event_id = ${messageId}`.execute(world.db)
  expect(rows).toEqual([{ transaction_id: transactionId, state: 'applied' }])
})
