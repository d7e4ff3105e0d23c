import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anInitialise, aPayment, budgets } from '../testing/builders.ts'
import { createPaymentWorld, type PaymentWorld } from '../testing/payment-world.ts'
import { beginPayment } from './begin-store.ts'
import { newTransactionId } from './new-id.ts'
import type { Operation } from './operation.ts'
import type { Payment } from './payment.ts'
import { findPayment } from './payment-store.ts'
import { sweepOperations } from './sweep-operations.ts'

let world: PaymentWorld
beforeAll(async () => {
  world = await createPaymentWorld()
})
afterAll(() => world.drop())

/** As after a crash: the intent is committed and nobody goes on with it. */
async function aCrashedStart(): Promise<{ payment: Payment; operation: Operation }> {
  const payment = aPayment({ orderReference: newTransactionId() })
  const operation = anInitialise(payment)
  await beginPayment(world.db, payment, operation, { claim: null, budgets })
  return { payment, operation }
}

async function sweep(): Promise<void> {
  await sql`update operations set due_at = now() where settled_at is null`.execute(world.db)
  await sweepOperations(world.deps)
}

const statusOf = async ({ tenant, transactionId }: Payment) =>
  (await findPayment(world.db, tenant, transactionId))?.status

test('a crash after the PSP was called is settled from what the PSP says', async () => {
  const { payment, operation } = await aCrashedStart()
  if (operation.request.kind !== 'initialise') throw new Error('not an initialise')
  await world.psp.initialise(operation.request.charge, operation.operationId)
  world.psp.move(payment.transactionId, { status: 'authorized' })
  await sweep()
  expect(await statusOf(payment)).toBe('authorized')
  expect(await world.messages(payment.transactionId)).toEqual([
    'PaymentCreated',
    'PaymentUpdated',
    'PaymentAuthorized',
  ])
})

test('a crash before the PSP was called frees the order and announces nothing', async () => {
  const { payment } = await aCrashedStart()
  await sweep()
  expect(await statusOf(payment)).toBe('canceled')
  expect(await world.messages(payment.transactionId)).toEqual([])
})

test('an operation under way is left alone until its grace is over', async () => {
  const { payment } = await aCrashedStart()
  await sweepOperations(world.deps)
  expect(await statusOf(payment)).toBe('new')
})

test('two sweeps at once settle an operation once', async () => {
  const { payment, operation } = await aCrashedStart()
  if (operation.request.kind !== 'initialise') throw new Error('not an initialise')
  await world.psp.initialise(operation.request.charge, operation.operationId)
  await sql`update operations set due_at = now() where settled_at is null`.execute(world.db)
  await Promise.all([sweepOperations(world.deps), sweepOperations(world.deps)])
  expect(await world.messages(payment.transactionId)).toEqual(['PaymentCreated'])
})
