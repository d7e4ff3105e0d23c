import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPaymentWorld, type PaymentWorld } from '../testing/payment-world.ts'
import { anOrderOf, approvedPreOrder, readPayment } from '../testing/pre-order.ts'
import { beginBeforeOrder } from './begin-store.ts'
import { confirmPayment } from './confirm-payment.ts'
import { newOperation } from './new-operation.ts'
import type { Payment } from './payment.ts'

let world: PaymentWorld
beforeAll(async () => {
  world = await createPaymentWorld()
})
afterAll(() => world.drop())

const beginRefund = (payment: Payment) =>
  beginBeforeOrder(world.db, payment, newOperation(payment, { kind: 'refund', amountMinor: 1 }))

test('what is asked before an order begins once', async () => {
  const { payment } = await approvedPreOrder(world)
  expect(await beginRefund(payment)).toBe(true)
  const now = await readPayment(world, payment.transactionId)
  expect(now.version).toBe(payment.version + 1)
  expect(await beginRefund(now)).toBe(false)
})

test('nothing is asked of a payment that has changed since it was read', async () => {
  const { payment } = await approvedPreOrder(world)
  expect(await beginRefund({ ...payment, version: payment.version - 1 })).toBe(false)
  expect(await beginRefund(payment)).toBe(true)
})

test('nothing is given back once there is an order', async () => {
  const { payment } = await approvedPreOrder(world)
  await confirmPayment(world.deps, payment, anOrderOf(payment), 'api')
  expect(await beginRefund(await readPayment(world, payment.transactionId))).toBe(false)
})
