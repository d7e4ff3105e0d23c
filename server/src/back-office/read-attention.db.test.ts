import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { capturePayment } from '../payments/capture-payment.ts'
import { newOperationId } from '../payments/new-id.ts'
import { refundPayment } from '../payments/refund-payment.ts'
import { aPaidOrder } from '../testing/paid-order.ts'
import { createPaymentWorld, type PaymentWorld } from '../testing/payment-world.ts'
import { operatePayment } from './operate-payment.ts'
import { readAttention } from './read-attention.ts'

let world: PaymentWorld
beforeAll(async () => {
  world = await createPaymentWorld()
})
afterAll(() => world.drop())

const failedCount = async () => {
  const deps = { db: world.db, orderDesk: null, preOrderDeadlineMs: 60_000 }
  const groups = await readAttention(deps, 'demo')
  return groups.find(({ kind }) => kind === 'failed-operations')?.count
}
const all = () => ({ operationId: newOperationId(), amountMinor: null, orderItemIds: [] })

test('a refund that failed needs somebody', async () => {
  const payment = await aPaidOrder(world)
  await capturePayment(world.deps, payment, all(), 'command')
  world.psp.troubleNext('refused')
  await refundPayment(world.deps, payment, all(), 'command')
  expect(await failedCount()).toBe(1)
})

test('a cancellation that failed needs somebody', async () => {
  const before = await failedCount()
  const payment = await aPaidOrder(world)
  world.psp.troubleNext('refused')
  const { transactionId } = payment
  await operatePayment(
    world.deps,
    { tenant: 'demo', transactionId, kind: 'cancel', orderItemIds: [] },
    randomUUID(),
  )
  expect(await failedCount()).toBe((before ?? 0) + 1)
})
