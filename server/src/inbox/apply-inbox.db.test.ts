import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { beginPayment } from '../payments/begin-store.ts'
import { initialise } from '../payments/initialise-payment.ts'
import { newTransactionId } from '../payments/new-id.ts'
import type { Payment } from '../payments/payment.ts'
import { findPayment } from '../payments/payment-store.ts'
import { noShipping } from '../payments/started-payment.ts'
import { aCharge, anInitialise, aPayment, budgets } from '../testing/builders.ts'
import { createPaymentWorld, type PaymentWorld } from '../testing/payment-world.ts'
import { applyInbox } from './apply-inbox.ts'
import { keepInInbox } from './inbox-store.ts'
import { receiveCommand } from './receive-command.ts'

let world: PaymentWorld
beforeAll(async () => {
  world = await createPaymentWorld()
})
afterAll(() => world.drop())

async function open(payment: Payment): Promise<Payment> {
  const operation = anInitialise(payment)
  await beginPayment(world.db, payment, operation, { claim: null, budgets })
  await initialise(world.deps, { payment, operation, claim: null, shipping: noShipping })
  return payment
}

const anOrderPayment = () => aPayment({ orderReference: newTransactionId(), orderItemIds: ['7'] })

const statusOf = async ({ transactionId }: Payment) =>
  (await findPayment(world.db, 'demo', transactionId))?.status

async function inboxState(eventId: string): Promise<{ state: string; note: string | null }> {
  const { rows } = await sql<{ state: string; note: string | null }>`
    select state, note from inbox where event_id = ${eventId}`.execute(world.db)
  const row = rows[0]
  if (!row) throw new Error(`No event ${eventId}.`)
  return { state: row.state, note: row.note }
}

test('a webhook that comes before the payment exists waits, and is applied once it does', async () => {
  const payment = anOrderPayment()
  const authorized = aCharge(payment, { status: 'authorized', sequence: 2 })
  await world.webhook('evt_early', authorized)
  expect(await inboxState('evt_early')).toEqual({ state: 'waiting', note: 'waits-for-payment' })
  await open(payment)
  world.psp.move(payment.transactionId, { status: 'authorized' })
  await world.applyDue()
  expect(await statusOf(payment)).toBe('authorized')
  expect(await inboxState('evt_early')).toEqual({ state: 'applied', note: null })
})

test('the same event twice, and the same fact under another id, are applied once', async () => {
  const payment = await open(anOrderPayment())
  const charge = world.psp.move(payment.transactionId, { status: 'authorized' })
  await world.webhook('evt_1', charge)
  await world.webhook('evt_1', charge)
  await world.webhook('evt_1_other_id', charge)
  const told = await world.messages(payment.transactionId)
  expect(told.filter((name) => name === 'PaymentAuthorized')).toHaveLength(1)
  expect(await inboxState('evt_1_other_id')).toEqual({ state: 'ignored', note: 'known' })
})

test('reversed events end in the newest truth', async () => {
  const payment = await open(anOrderPayment())
  const declined = world.psp.move(payment.transactionId, { status: 'authorization_failed' })
  const authorized = world.psp.move(payment.transactionId, { status: 'authorized' })
  await world.webhook('evt_second', authorized)
  await world.webhook('evt_first', declined)
  expect(await statusOf(payment)).toBe('authorized')
  expect(await inboxState('evt_first')).toEqual({ state: 'ignored', note: 'older' })
  expect(await world.messages(payment.transactionId)).not.toContain('PaymentAuthorizationFailed')
})

test('an event of another amount is not believed: the PSP is asked, and its answer counts', async () => {
  const payment = await open(anOrderPayment())
  const charge = world.psp.charges.get(payment.transactionId)
  if (!charge) throw new Error('The PSP has no charge.')
  await world.webhook('evt_lie', { ...charge, status: 'authorized', sequence: 9, amountMinor: 1 })
  expect(await statusOf(payment)).toBe('new')
  expect(await inboxState('evt_lie')).toEqual({ state: 'ignored', note: 'amount-differs' })
  const authorized = world.psp.move(payment.transactionId, { status: 'authorized' })
  await world.webhook('evt_amount', { ...authorized, amountMinor: 1 })
  expect(await statusOf(payment)).toBe('authorized')
})

test('what the PSP insists on although it cannot be is set aside for a person', async () => {
  const payment = await open(anOrderPayment())
  await world.webhook('evt_gone', world.psp.move(payment.transactionId, { status: 'canceled' }))
  const back = world.psp.move(payment.transactionId, { status: 'authorized' })
  await world.webhook('evt_back', back)
  expect(await statusOf(payment)).toBe('canceled')
  expect(await inboxState('evt_back')).toEqual({
    state: 'dead',
    note: 'contradicts: not-after-canceled',
  })
})

test('a contradiction waits while the PSP does not answer', async () => {
  const payment = await open(anOrderPayment())
  const charge = world.psp.move(payment.transactionId, { status: 'canceled' })
  await world.webhook('evt_canceled', charge)
  world.psp.charges.delete(payment.transactionId)
  await world.webhook('evt_unasked', { ...charge, status: 'authorized', sequence: 9 })
  expect(await inboxState('evt_unasked')).toMatchObject({ state: 'waiting' })
})

test('a test event never moves a live payment', async () => {
  const payment = await open({ ...anOrderPayment(), mode: 'live' })
  await world.webhook('evt_mode', world.psp.move(payment.transactionId, { status: 'authorized' }))
  expect(await statusOf(payment)).toBe('new')
  expect(await inboxState('evt_mode')).toEqual({ state: 'ignored', note: 'mode-differs' })
})

test('a poison event blocks nothing behind it', async () => {
  const payment = await open(anOrderPayment())
  const row = {
    tenant: 'demo',
    source: 'psp:unknown',
    mode: 'test',
    name: 'x',
    rawBody: '{',
  } as const
  await keepInInbox(world.db, { ...row, eventId: 'evt_poison' })
  await world.webhook('evt_behind', world.psp.move(payment.transactionId, { status: 'authorized' }))
  expect(await inboxState('evt_poison')).toEqual({ state: 'dead', note: 'event-unreadable' })
  expect(await statusOf(payment)).toBe('authorized')
})

test('two appliers at once apply each event once', async () => {
  const payments = await Promise.all([1, 2, 3, 4].map(() => open(anOrderPayment())))
  for (const { transactionId } of payments) {
    const charge = world.psp.move(transactionId, { status: 'authorized' })
    await keepInInbox(world.db, {
      tenant: 'demo',
      source: 'psp:sandbox',
      eventId: `evt_${transactionId}`,
      mode: 'test',
      name: 'charge.authorized',
      rawBody: JSON.stringify({ type: 'charge.authorized', charge }),
    })
  }
  await Promise.all([applyInbox(world.deps), applyInbox(world.deps), applyInbox(world.deps)])
  for (const payment of payments) {
    const told = await world.messages(payment.transactionId)
    expect(told.filter((name) => name === 'PaymentAuthorized')).toHaveLength(1)
  }
})

const cancelCommand = (orderReference: string, messageId: string) =>
  receiveCommand(world.deps, {
    tenant: 'demo',
    channel: 'payment-commands',
    name: 'CancelPayment',
    messageId,
    payload: { orderReference, orderItemIds: [7], amount: 0 },
  })

test('a cancel command is kept once, applied once, and answered by message', async () => {
  const payment = await open(anOrderPayment())
  const orderReference = payment.orderReference ?? ''
  expect(await cancelCommand(orderReference, 'cmd-1')).toEqual({ ok: true, value: { isNew: true } })
  expect(await cancelCommand(orderReference, 'cmd-1')).toEqual({
    ok: true,
    value: { isNew: false },
  })
  await world.applyDue()
  expect(await statusOf(payment)).toBe('canceled')
  await cancelCommand(orderReference, 'cmd-2')
  await world.applyDue()
  const told = await world.messages(payment.transactionId)
  expect(told.filter((name) => name === 'PaymentCanceled')).toHaveLength(2)
})

test('a command for an order that is not known here is answered, not swallowed', async () => {
  expect(await cancelCommand('DE--unknown', 'cmd-3')).toMatchObject({
    ok: false,
    failure: { kind: 'payment-not-found' },
  })
})

test('a command of another channel or name is refused', async () => {
  const command = { tenant: 'demo', messageId: 'cmd-4', payload: {} }
  const name = 'CancelPayment'
  expect(
    await receiveCommand(world.deps, { ...command, channel: 'payment-events', name }),
  ).toMatchObject({
    failure: { kind: 'message-unknown' },
  })
  const unknown = { ...command, channel: 'payment-commands', name: '__proto__' }
  expect(await receiveCommand(world.deps, unknown)).toMatchObject({
    failure: { kind: 'message-unknown' },
  })
})
