import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPaymentWorld, type PaymentWorld } from '../testing/payment-world.ts'
import { anOrderOf, approvedPreOrder, readPayment, startedPreOrder } from '../testing/pre-order.ts'
import { confirmPayment } from './confirm-payment.ts'
import type { Payment } from './payment.ts'
import { releaseOrderless } from './release-orderless.ts'

const preOrderDeadlineMs = 30 * 60_000

let world: PaymentWorld
beforeAll(async () => {
  world = await createPaymentWorld()
})
afterAll(() => world.drop())

/** As if the payment had waited this long, and nobody had looked yet. */
const waitMinutes = (payment: Payment, minutes: number) =>
  sql`update payments set orderless_since = now() - ${minutes}::integer * interval '1 minute',
    orderless_checked_at = null where transaction_id = ${payment.transactionId}`.execute(world.db)

const release = () => releaseOrderless({ ...world.deps, preOrderDeadlineMs })

test('money without an order is given back when the deadline has passed, and both sides are told', async () => {
  const { payment } = await approvedPreOrder(world)
  await waitMinutes(payment, 31)
  await release()
  expect(await readPayment(world, payment.transactionId)).toMatchObject({
    status: 'canceled',
    failureReason: 'no-order',
  })
  expect(world.psp.charges.get(payment.transactionId)?.status).toBe('canceled')
  expect(await world.messages(payment.transactionId)).toEqual(['PaymentCreated', 'PaymentReleased'])
})

test('captured money is refunded', async () => {
  const { payment } = await approvedPreOrder(world)
  const { transactionId, amountMinor } = payment
  const charge = world.psp.move(transactionId, { status: 'captured', capturedMinor: amountMinor })
  await world.webhook('evt_captured_orderless', charge)
  await waitMinutes(payment, 31)
  await release()
  expect(await readPayment(world, transactionId)).toMatchObject({ status: 'refunded' })
})

test('before the deadline the payment waits', async () => {
  const { payment } = await approvedPreOrder(world)
  await waitMinutes(payment, 29)
  await release()
  expect((await readPayment(world, payment.transactionId)).status).toBe('authorized')
})

test('however long the pauses between looks have become, the deadline is kept', async () => {
  const { payment } = await approvedPreOrder(world)
  await sql`update payments set orderless_since = now() - interval '31 minutes',
    orderless_checked_at = now() - interval '2 minutes', orderless_looks = 20
    where transaction_id = ${payment.transactionId}`.execute(world.db)
  await release()
  expect((await readPayment(world, payment.transactionId)).status).toBe('canceled')
})

test('an order whose confirmation was lost is found in the shop and confirmed', async () => {
  const { payment } = await approvedPreOrder(world)
  const order = anOrderOf(payment)
  world.orders.set(payment.transactionId, order)
  await waitMinutes(payment, 2)
  await release()
  expect(await readPayment(world, payment.transactionId)).toMatchObject({
    status: 'authorized',
    orderReference: order.orderReference,
  })
  expect((await world.messages(payment.transactionId)).slice(-1)).toEqual(['PaymentAuthorized'])
})

test('an order of another total is no reason to keep the money', async () => {
  const { payment } = await approvedPreOrder(world)
  world.orders.set(payment.transactionId, anOrderOf(payment, { amountMinor: 1 }))
  await waitMinutes(payment, 31)
  await release()
  expect((await readPayment(world, payment.transactionId)).status).toBe('canceled')
})

test('a shop that cannot be asked may have an order, so the payment waits', async () => {
  const { payment } = await approvedPreOrder(world)
  await waitMinutes(payment, 31)
  const defects: unknown[] = []
  await releaseOrderless({
    ...world.deps,
    shop: { ...world.deps.shop, findOrder: () => Promise.reject(new Error('The shop is down.')) },
    preOrderDeadlineMs,
    onDefect: (error) => defects.push(error),
  })
  expect(defects).toHaveLength(1)
  expect((await readPayment(world, payment.transactionId)).status).toBe('authorized')
})

test('a payment with its order is left alone for ever', async () => {
  const { payment } = await approvedPreOrder(world)
  await confirmPayment(world.deps, payment, anOrderOf(payment), 'api')
  const { rows } = await sql<{ orderless_since: Date | null }>`
    select orderless_since from payments where transaction_id = ${payment.transactionId}`.execute(
    world.db,
  )
  expect(rows).toEqual([{ orderless_since: null }])
})

test('the deadline begins with the approval, not with the first click', async () => {
  const { payment } = await startedPreOrder(world)
  await waitMinutes(payment, 60)
  const charge = world.psp.move(payment.transactionId, { status: 'authorized' })
  await world.webhook('evt_late_approval', charge)
  await release()
  expect((await readPayment(world, payment.transactionId)).status).toBe('authorized')
})

test('a payment that was begun and left is closed after a day, not before', async () => {
  const { payment } = await startedPreOrder(world)
  await waitMinutes(payment, 23 * 60)
  await release()
  expect((await readPayment(world, payment.transactionId)).status).toBe('new')
  await waitMinutes(payment, 25 * 60)
  await release()
  expect((await readPayment(world, payment.transactionId)).status).toBe('canceled')
})

test('several processes look at one payment once', async () => {
  const { payment } = await approvedPreOrder(world)
  await waitMinutes(payment, 31)
  const calls = world.psp.calls.cancel
  await Promise.all([release(), release(), release()])
  expect(world.psp.calls.cancel - calls).toBe(1)
  expect((await readPayment(world, payment.transactionId)).status).toBe('canceled')
})

test('a payment that was begun long ago and approved a moment ago is not voided for its age', async () => {
  const { payment } = await startedPreOrder(world)
  world.psp.move(payment.transactionId, { status: 'authorized' })
  await waitMinutes(payment, 25 * 60)
  await release()
  expect((await readPayment(world, payment.transactionId)).status).toBe('authorized')
})

test('an approval whose news was lost is looked up after the deadline, and waits for its order from then on', async () => {
  const { payment } = await startedPreOrder(world)
  world.psp.move(payment.transactionId, { status: 'authorized' })
  await waitMinutes(payment, 31)
  await release()
  expect((await readPayment(world, payment.transactionId)).status).toBe('authorized')
  await waitMinutes(payment, 31)
  await release()
  expect((await readPayment(world, payment.transactionId)).status).toBe('canceled')
})

test('a refund that fails late is money without an order again', async () => {
  const { payment } = await approvedPreOrder(world)
  const { transactionId, amountMinor } = payment
  const captured = { status: 'captured', capturedMinor: amountMinor } as const
  await world.webhook('evt_captured_refund_fails', world.psp.move(transactionId, captured))
  await waitMinutes(payment, 31)
  await release()
  const [refund] = world.psp.charges.get(transactionId)?.movements ?? []
  const failed = world.psp.endMove(transactionId, refund?.operationId ?? '', 'failed')
  await world.webhook('evt_refund_failed', failed)
  await waitMinutes(payment, 31)
  await release()
  expect(await readPayment(world, transactionId)).toMatchObject({
    status: 'refunded',
    refundedMinor: amountMinor,
  })
})

test('a payment that nobody can give back is asked for less and less often', async () => {
  const { payment } = await approvedPreOrder(world)
  await waitMinutes(payment, 31)
  const calls = world.psp.calls.cancel
  for (let minute = 0; minute < 8; minute += 1) {
    world.psp.troubleNext('refused')
    await release()
    await sql`update payments set orderless_checked_at = orderless_checked_at - interval '1 minute'
      where transaction_id = ${payment.transactionId}`.execute(world.db)
  }
  expect(world.psp.calls.cancel - calls).toBeLessThan(5)
})
