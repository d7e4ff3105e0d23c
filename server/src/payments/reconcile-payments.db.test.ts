import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { aPaidOrder } from '../testing/paid-order.ts'
import { createPaymentWorld, type PaymentWorld } from '../testing/payment-world.ts'
import { readPayment } from '../testing/pre-order.ts'
import { reconcilePayments } from './reconcile-payments.ts'

let world: PaymentWorld
beforeAll(async () => {
  world = await createPaymentWorld()
})
afterAll(() => world.drop())
beforeEach(async () => {
  await sql`update payments set look_up_due_at = null`.execute(world.db)
})

/** Lets minutes pass for all payments. */
const wait = (minutes: number) =>
  sql`update payments set look_up_due_at = look_up_due_at - ${minutes}::integer * interval '1 minute'`.execute(
    world.db,
  )

test('a payment whose webhook was lost is found out by asking', async () => {
  const { transactionId } = await aPaidOrder(world, { status: 'new' })
  world.psp.move(transactionId, { status: 'authorized' })
  await reconcilePayments(world.deps)
  expect((await readPayment(world, transactionId)).status).toBe('new')
  await wait(16)
  await reconcilePayments(world.deps)
  expect((await readPayment(world, transactionId)).status).toBe('authorized')
  expect(await world.messages(transactionId)).toContain('PaymentAuthorized')
})

test('what has its answer is not looked up again', async () => {
  await aPaidOrder(world, { status: 'authorized' })
  await wait(600)
  expect(await reconcilePayments(world.deps)).toBe(0)
})

test('several processes look each payment up once', async () => {
  await Promise.all([1, 2, 3].map(() => aPaidOrder(world, { status: 'new' })))
  await wait(16)
  const looked = await Promise.all([1, 2, 3].map(() => reconcilePayments(world.deps)))
  expect(looked.reduce((sum, count) => sum + count, 0)).toBe(3)
})

test('a PSP that knows nothing new is asked less and less often', async () => {
  await aPaidOrder(world, { status: 'new' })
  let asked = 0
  for (let minute = 0; minute < 60; minute += 1) {
    await wait(1)
    asked += await reconcilePayments(world.deps)
  }
  expect(asked).toBe(4)
})
