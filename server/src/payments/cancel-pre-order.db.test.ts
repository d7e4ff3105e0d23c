import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPaymentWorld, type PaymentWorld } from '../testing/payment-world.ts'
import {
  anOrderOf,
  approvedPreOrder,
  readPayment,
  startedPreOrder,
  startPreOrder,
} from '../testing/pre-order.ts'
import { cancelPreOrder } from './cancel-pre-order.ts'
import { confirmPayment } from './confirm-payment.ts'
import { outcomeOf } from './payment.ts'
import { sweepOperations } from './sweep-operations.ts'

let world: PaymentWorld
beforeAll(async () => {
  world = await createPaymentWorld()
})
afterAll(() => world.drop())

const sweep = async () => {
  await sql`update operations set due_at = now() where settled_at is null`.execute(world.db)
  await sweepOperations(world.deps)
}

const isCaptured = (amountMinor: number) =>
  ({ status: 'captured', capturedMinor: amountMinor, pspStatus: 'captured' }) as const

test('a payment that nobody has paid is canceled at the PSP, and the shop is not bothered', async () => {
  const { payment } = await startedPreOrder(world)
  expect(await cancelPreOrder(world.deps, payment)).toEqual({
    ok: true,
    value: { status: 'canceled' },
  })
  expect(world.psp.charges.get(payment.transactionId)?.status).toBe('canceled')
  expect(await world.messages(payment.transactionId)).toEqual(['PaymentCreated'])
  expect(await readPayment(world, payment.transactionId)).toMatchObject({
    status: 'canceled',
    failureReason: 'canceled-by-shopper',
  })
})

test('canceling twice has the same answer and asks the PSP once', async () => {
  const { payment } = await approvedPreOrder(world)
  await cancelPreOrder(world.deps, payment)
  const calls = world.psp.calls.cancel
  const again = await cancelPreOrder(world.deps, await readPayment(world, payment.transactionId))
  expect(again).toEqual({ ok: true, value: { status: 'canceled' } })
  expect(world.psp.calls.cancel).toBe(calls)
})

test('an approved payment is voided, and the shop learns that money was held and given back', async () => {
  const { payment } = await approvedPreOrder(world)
  expect(await cancelPreOrder(world.deps, payment)).toMatchObject({
    value: { status: 'canceled' },
  })
  expect(await world.messages(payment.transactionId)).toEqual(['PaymentCreated', 'PaymentReleased'])
})

test('an approval that comes between is voided too', async () => {
  const { payment } = await startedPreOrder(world)
  world.psp.move(payment.transactionId, { status: 'authorized' })
  expect(await cancelPreOrder(world.deps, payment)).toMatchObject({
    value: { status: 'canceled' },
  })
  expect(await world.messages(payment.transactionId)).toContain('PaymentReleased')
})

test('a cancel that loses against a capture ends in a refund, and says so', async () => {
  const { payment } = await approvedPreOrder(world)
  world.psp.move(payment.transactionId, isCaptured(payment.amountMinor))
  expect(await cancelPreOrder(world.deps, payment)).toEqual({
    ok: true,
    value: { status: 'refunded' },
  })
  expect(world.psp.charges.get(payment.transactionId)?.refundedMinor).toBe(payment.amountMinor)
  expect(await world.messages(payment.transactionId)).toContain('PaymentReleased')
})

test('when the PSP does not answer the cancel is pending, and a sweep finishes it', async () => {
  const { payment } = await approvedPreOrder(world)
  world.psp.troubleNext('lost-after')
  expect(await cancelPreOrder(world.deps, payment)).toMatchObject({
    failure: { kind: 'cancellation-pending', retryAfterSeconds: 5 },
  })
  expect((await readPayment(world, payment.transactionId)).status).toBe('authorized')
  await sweep()
  expect(await readPayment(world, payment.transactionId)).toMatchObject({
    status: 'canceled',
    failureReason: 'canceled-by-shopper',
  })
  expect(await world.messages(payment.transactionId)).toEqual(['PaymentCreated', 'PaymentReleased'])
})

test('a refund whose answer is lost is finished by a sweep, once', async () => {
  const { payment } = await approvedPreOrder(world)
  const captured = world.psp.move(payment.transactionId, isCaptured(payment.amountMinor))
  await world.webhook('evt_captured_before_cancel', captured)
  world.psp.troubleNext('lost-after')
  const current = await readPayment(world, payment.transactionId)
  expect(await cancelPreOrder(world.deps, current)).toMatchObject({
    failure: { kind: 'cancellation-pending' },
  })
  await sweep()
  expect(await readPayment(world, payment.transactionId)).toMatchObject({
    status: 'refunded',
    refundedMinor: payment.amountMinor,
  })
})

test('a webhook that is faster than the answer changes nothing about what is told', async () => {
  const { payment } = await approvedPreOrder(world)
  world.psp.troubleNext('lost-after')
  await cancelPreOrder(world.deps, payment)
  const charge = world.psp.charges.get(payment.transactionId)
  if (charge) await world.webhook('evt_voided', charge)
  await sweep()
  expect(await world.messages(payment.transactionId)).toEqual(['PaymentCreated', 'PaymentReleased'])
  expect((await readPayment(world, payment.transactionId)).failureReason).toBe(
    'canceled-by-shopper',
  )
})

test('what the PSP refuses to cancel stands, and that is what is answered', async () => {
  const { payment } = await approvedPreOrder(world)
  world.psp.troubleNext('refused')
  expect(await cancelPreOrder(world.deps, payment)).toMatchObject({
    failure: { kind: 'payment-not-cancelable' },
  })
  expect((await readPayment(world, payment.transactionId)).status).toBe('authorized')
})

test('once there is an order the payment is the shop’s to cancel', async () => {
  const { payment } = await approvedPreOrder(world)
  await confirmPayment(world.deps, payment, anOrderOf(payment), 'api')
  const current = await readPayment(world, payment.transactionId)
  expect(await cancelPreOrder(world.deps, current)).toMatchObject({
    failure: { kind: 'payment-has-order' },
  })
  expect(world.psp.charges.get(payment.transactionId)?.status).toBe('authorized')
})

test('the PSP’s own news of a cancellation does not take its reason away, and tells the shop nothing twice', async () => {
  const { payment } = await approvedPreOrder(world)
  await cancelPreOrder(world.deps, payment)
  const charge = world.psp.charges.get(payment.transactionId)
  if (charge) await world.webhook('evt_canceled_as_asked', charge)
  expect((await readPayment(world, payment.transactionId)).failureReason).toBe(
    'canceled-by-shopper',
  )
  await sweep()
  expect(await world.messages(payment.transactionId)).toEqual(['PaymentCreated', 'PaymentReleased'])
})

test('what was refunded before an order is canceled to its shopper, and frees the cart', async () => {
  const { payment, cart } = await approvedPreOrder(world)
  world.psp.move(payment.transactionId, isCaptured(payment.amountMinor))
  await cancelPreOrder(world.deps, payment)
  expect(outcomeOf(await readPayment(world, payment.transactionId))).toBe('canceled')
  const again = await startPreOrder(world, cart)
  expect(again.ok && again.value.transactionId).not.toBe(payment.transactionId)
  expect(again).toMatchObject({ ok: true, value: { status: 'new' } })
})

test('a refund that the PSP accepts and finishes later is asked once, and told when it is true', async () => {
  const { payment } = await approvedPreOrder(world)
  const { transactionId } = payment
  const captured = world.psp.move(transactionId, isCaptured(payment.amountMinor))
  await world.webhook('evt_captured_slow_refund', captured)
  const { psp, deps } = world
  const keys = new Set<string>()
  let isFinished = false
  const findPsp: typeof deps.findPsp = async () => ({
    ...psp,
    refund: async (charge, operationId) => {
      keys.add(operationId)
      return isFinished ? psp.refund(charge, operationId) : { kind: 'succeeded', charge: captured }
    },
  })
  const slow = { ...deps, findPsp }
  const current = await readPayment(world, transactionId)
  expect(await cancelPreOrder(slow, current)).toMatchObject({
    failure: { kind: 'cancellation-pending' },
  })
  expect(await cancelPreOrder(slow, current)).toMatchObject({
    failure: { kind: 'cancellation-pending' },
  })
  isFinished = true
  await sql`update operations set due_at = now() where settled_at is null`.execute(world.db)
  await sweepOperations(slow)
  expect(keys.size).toBe(1)
  expect(await readPayment(world, transactionId)).toMatchObject({
    status: 'refunded',
    failureReason: 'canceled-by-shopper',
  })
  expect(await world.messages(transactionId)).toContain('PaymentReleased')
})

test('a cancel that was begun on an unpaid payment does not keep an approval from being voided', async () => {
  const { payment } = await startedPreOrder(world)
  world.psp.troubleNext('lost-before')
  await cancelPreOrder(world.deps, payment)
  const approved = world.psp.move(payment.transactionId, { status: 'authorized' })
  await world.webhook('evt_approved_meanwhile', approved)
  const current = await readPayment(world, payment.transactionId)
  expect(await cancelPreOrder(world.deps, current)).toEqual({
    ok: true,
    value: { status: 'canceled' },
  })
})
