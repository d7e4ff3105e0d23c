import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anInitialise, aPayment, budgets } from '../testing/builders.ts'
import { createPaymentWorld, type PaymentWorld } from '../testing/payment-world.ts'
import { beginPayment } from './begin-store.ts'
import { cancelPayment } from './cancel-payment.ts'
import { initialise } from './initialise-payment.ts'
import { newTransactionId } from './new-id.ts'
import type { Payment } from './payment.ts'
import { findPayment } from './payment-store.ts'
import { noShipping } from './started-payment.ts'
import { sweepOperations } from './sweep-operations.ts'

let world: PaymentWorld
beforeAll(async () => {
  world = await createPaymentWorld()
})
afterAll(() => world.drop())

async function anOpenPayment(): Promise<Payment> {
  const payment = aPayment({ orderReference: newTransactionId(), orderItemIds: ['7'] })
  const operation = anInitialise(payment)
  await beginPayment(world.db, payment, operation, { claim: null, budgets })
  await initialise(world.deps, { payment, operation, claim: null, shipping: noShipping })
  return current(payment)
}

async function current(payment: Payment): Promise<Payment> {
  const found = await findPayment(world.db, payment.tenant, payment.transactionId)
  if (!found) throw new Error('The payment is gone.')
  return found
}

test('an unpaid payment is canceled at the PSP, and the shop is told once', async () => {
  const payment = await anOpenPayment()
  expect(await cancelPayment(world.deps, payment, 'command')).toBe('canceled')
  expect(await cancelPayment(world.deps, await current(payment), 'command')).toBe('canceled')
  expect(world.psp.charges.get(payment.transactionId)?.status).toBe('canceled')
  expect(await world.messages(payment.transactionId)).toEqual([
    'PaymentCreated',
    'PaymentUpdated',
    'PaymentCanceled',
  ])
})

test('a cancel that loses against the shopper voids nothing, and tells the shop that it was paid', async () => {
  const payment = await anOpenPayment()
  world.psp.move(payment.transactionId, { status: 'authorized', pspStatus: 'authorized' })
  expect(await cancelPayment(world.deps, payment, 'command')).toBe('already-paid')
  expect((await current(payment)).status).toBe('authorized')
  expect(world.psp.charges.get(payment.transactionId)?.status).toBe('authorized')
  expect(await world.messages(payment.transactionId)).toEqual([
    'PaymentCreated',
    'PaymentUpdated',
    'PaymentAuthorized',
    'PaymentCancellationFailed',
  ])
})

test('cancel and webhook at the same time leave one truth and one announcement', async () => {
  const payment = await anOpenPayment()
  const charge = world.psp.move(payment.transactionId, { status: 'authorized' })
  await Promise.all([
    cancelPayment(world.deps, payment, 'command'),
    world.webhook('evt_race', charge),
  ])
  expect((await current(payment)).status).toBe('authorized')
  const told = await world.messages(payment.transactionId)
  expect(told.filter((name) => name === 'PaymentAuthorized')).toHaveLength(1)
})

test('a cancel whose answer was lost is pending, and the sweep finishes it under the same key', async () => {
  const payment = await anOpenPayment()
  world.psp.troubleNext('lost-after')
  expect(await cancelPayment(world.deps, payment, 'command')).toBe('pending')
  expect((await current(payment)).status).toBe('new')
  await sql`update operations set due_at = now() where settled_at is null`.execute(world.db)
  await sweepOperations(world.deps)
  expect((await current(payment)).status).toBe('canceled')
  const { rows } = await sql<{ state: string }>`
    select state from operations where transaction_id = ${payment.transactionId} and kind = 'cancel'`.execute(
    world.db,
  )
  expect(rows).toEqual([{ state: 'succeeded' }])
})

test('an authorised payment is voided when the shop cancels it knowingly', async () => {
  const payment = await anOpenPayment()
  await world.webhook('evt_auth', world.psp.move(payment.transactionId, { status: 'authorized' }))
  expect(await cancelPayment(world.deps, await current(payment), 'command')).toBe('canceled')
})

test('a captured payment is not canceled', async () => {
  const payment = await anOpenPayment()
  const charge = world.psp.move(payment.transactionId, {
    status: 'captured',
    capturedMinor: 24_890,
  })
  await world.webhook('evt_cap', charge)
  expect(await cancelPayment(world.deps, await current(payment), 'command')).toBe(
    'nothing-to-cancel',
  )
})
