import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { capturePayment } from '../payments/capture-payment.ts'
import { newOperationId } from '../payments/new-id.ts'
import type { Payment } from '../payments/payment.ts'
import { aPaidOrder } from '../testing/paid-order.ts'
import { createPaymentWorld, type PaymentWorld } from '../testing/payment-world.ts'
import { readPayment } from '../testing/pre-order.ts'
import { operatePayment } from './operate-payment.ts'

let world: PaymentWorld
beforeAll(async () => {
  world = await createPaymentWorld()
})
afterAll(() => world.drop())

async function aCapturedOrder(): Promise<Payment> {
  const payment = await aPaidOrder(world)
  const all = { operationId: newOperationId(), amountMinor: null, orderItemIds: [] }
  await capturePayment(world.deps, payment, all, 'command')
  return readPayment(world, payment.transactionId)
}

const operate = (
  { transactionId }: Payment,
  request: { kind: 'capture' | 'refund'; amount?: number; orderItemIds?: string[] },
  key: string = randomUUID(),
) =>
  operatePayment(world.deps, { tenant: 'demo', transactionId, orderItemIds: [], ...request }, key)

const refundsTold = async ({ transactionId }: Payment) =>
  (
    await sql<{ name: string }>`select name from messages
      where subject = ${transactionId} and name like 'PaymentRefund%' order by id`.execute(world.db)
  ).rows.map(({ name }) => name)

test('an operator who refunds an item again is told that nothing was done, and the shop hears nothing', async () => {
  const payment = await aCapturedOrder()
  await operate(payment, { kind: 'refund', amount: 5_000, orderItemIds: ['1'] })
  const again = await operate(payment, { kind: 'refund', amount: 5_000, orderItemIds: ['1'] })
  expect((await readPayment(world, payment.transactionId)).refundedMinor).toBe(5_000)
  expect(await refundsTold(payment)).toEqual(['PaymentRefunded'])
  expect(again.ok && again.value.outcome === 'succeeded').toBe(false)
})

test('one key for two different wishes of an operator is not answered by the first one', async () => {
  const payment = await aPaidOrder(world)
  const key = randomUUID()
  await operate(payment, { kind: 'capture' }, key)
  const refund = await operate(payment, { kind: 'refund', amount: 5_000 }, key)
  const { refundedMinor } = await readPayment(world, payment.transactionId)
  expect(refund.ok && refund.value.outcome === 'succeeded' && refundedMinor === 0).toBe(false)
})
