import { afterAll, beforeAll, expect, test } from 'vitest'
import { someGuest } from '../testing/builders.ts'
import { createPaymentWorld, type PaymentWorld } from '../testing/payment-world.ts'
import {
  anOrderOf,
  approvedPreOrder,
  readPayment,
  startedPreOrder,
  startPreOrder,
} from '../testing/pre-order.ts'
import { beginOperation } from './begin-store.ts'
import { cancelPreOrder } from './cancel-pre-order.ts'
import { confirmPayment } from './confirm-payment.ts'
import { newOperation } from './new-operation.ts'
import type { Payment } from './payment.ts'

let world: PaymentWorld
beforeAll(async () => {
  world = await createPaymentWorld()
})
afterAll(() => world.drop())

const confirm = (payment: Payment, order = anOrderOf(payment)) =>
  confirmPayment(world.deps, payment, order, 'api')

const failureOf = (result: Awaited<ReturnType<typeof confirm>>) =>
  result.ok ? 'succeeded' : result.failure.kind

test('what became true before the order is told to the shop when there is one', async () => {
  const { payment } = await approvedPreOrder(world)
  expect(await world.messages(payment.transactionId)).toEqual(['PaymentCreated'])
  const order = anOrderOf(payment)
  expect(failureOf(await confirm(payment, order))).toBe('succeeded')
  expect(await world.messages(payment.transactionId)).toEqual([
    'PaymentCreated',
    'PaymentUpdated',
    'PaymentAuthorized',
  ])
  expect(await readPayment(world, payment.transactionId)).toMatchObject({
    orderReference: order.orderReference,
    orderItemIds: ['7', '8'],
  })
})

test('what happens after the order is told at once', async () => {
  const { payment } = await approvedPreOrder(world)
  await confirm(payment)
  const charge = world.psp.move(payment.transactionId, {
    status: 'captured',
    capturedMinor: payment.amountMinor,
  })
  await world.webhook('evt_captured', charge)
  expect((await world.messages(payment.transactionId)).slice(-1)).toEqual(['PaymentCaptured'])
})

test('confirming twice is harmless, also at the same time', async () => {
  const { payment } = await approvedPreOrder(world)
  const order = anOrderOf(payment)
  const answers = await Promise.all([confirm(payment, order), confirm(payment, order)])
  expect([...answers, await confirm(payment, order)].map(failureOf)).toEqual([
    'succeeded',
    'succeeded',
    'succeeded',
  ])
  expect(await world.messages(payment.transactionId)).toHaveLength(3)
})

test('a payment has one order, and an order one payment', async () => {
  const { payment } = await approvedPreOrder(world)
  const order = anOrderOf(payment)
  await confirm(payment, order)
  expect(failureOf(await confirm(payment))).toBe('order-differs')
  const second = await approvedPreOrder(world)
  expect(failureOf(await confirm(second.payment, order))).toBe('order-differs')
  expect((await readPayment(world, second.payment.transactionId)).orderReference).toBeNull()
})

test('an order that costs something else is not linked: the shopper must be asked again', async () => {
  const { payment } = await approvedPreOrder(world)
  const grown = anOrderOf(payment, { amountMinor: payment.amountMinor + 1 })
  expect(failureOf(await confirm(payment, grown))).toBe('approval-needed')
  const other = anOrderOf(payment, { currency: 'CHF' })
  expect(failureOf(await confirm(payment, other))).toBe('approval-needed')
  expect((await readPayment(world, payment.transactionId)).orderReference).toBeNull()
})

test("somebody else's payment does not exist for this order", async () => {
  const { payment } = await approvedPreOrder(world)
  const stolen = anOrderOf(payment, { owner: someGuest('eve').owner })
  expect(failureOf(await confirm(payment, stolen))).toBe('transaction-unknown')
  const elsewhere = { tenant: 'other', transactionId: payment.transactionId }
  const answer = await confirmPayment(world.deps, elsewhere, anOrderOf(payment), 'api')
  expect(failureOf(answer)).toBe('transaction-unknown')
})

test('an approval that we have not heard of yet is asked for', async () => {
  const { payment } = await startedPreOrder(world)
  world.psp.move(payment.transactionId, { status: 'authorized' })
  expect(failureOf(await confirm(payment))).toBe('succeeded')
  expect((await world.messages(payment.transactionId)).slice(-1)).toEqual(['PaymentAuthorized'])
})

test('a payment that nobody approved gets no order', async () => {
  const { payment } = await startedPreOrder(world)
  expect(failureOf(await confirm(payment))).toBe('payment-not-approved')
})

test('a payment that the bank still thinks about is linked, and the shop is told when it is paid', async () => {
  const { payment } = await startedPreOrder(world)
  world.psp.move(payment.transactionId, { isProcessing: true, pspStatus: 'processing' })
  expect(failureOf(await confirm(payment))).toBe('succeeded')
  await world.webhook(
    'evt_settled',
    world.psp.move(payment.transactionId, { status: 'authorized', isProcessing: false }),
  )
  expect((await world.messages(payment.transactionId)).slice(-1)).toEqual(['PaymentAuthorized'])
})

test('a canceled payment gets no order', async () => {
  const { payment } = await approvedPreOrder(world)
  await cancelPreOrder(world.deps, payment)
  expect(failureOf(await confirm(payment))).toBe('payment-canceled')
})

test('while a cancellation is under way nobody knows, so the shop asks again', async () => {
  const { payment } = await approvedPreOrder(world)
  const cancel = newOperation(payment, { kind: 'cancel', expecting: 'authorized' })
  await beginOperation(world.db, cancel)
  expect(failureOf(await confirm(payment))).toBe('outcome-unknown')
})

test.each(['authorized', 'captured'] as const)(
  'of a confirmation and a cancellation of %s money at once exactly one wins',
  async (status) => {
    const { payment: approved } = await approvedPreOrder(world)
    const { transactionId, amountMinor } = approved
    if (status === 'captured') {
      const captured = world.psp.move(transactionId, { status, capturedMinor: amountMinor })
      await world.webhook(`evt_captured_${transactionId}`, captured)
    }
    const payment = await readPayment(world, transactionId)
    const [confirmed, canceled] = await Promise.all([
      confirm(payment),
      cancelPreOrder(world.deps, payment),
    ])
    const after = await readPayment(world, transactionId)
    expect(confirmed.ok).toBe(!canceled.ok)
    expect(after.orderReference !== null).toBe(confirmed.ok)
    expect(after.status).toBe(confirmed.ok ? status : after.status)
    expect(['canceled', 'refunded'].includes(after.status)).toBe(canceled.ok)
  },
)

test('money that is on its way back gets no order, although nobody knows yet that it is', async () => {
  const { payment } = await approvedPreOrder(world)
  const { transactionId, amountMinor } = payment
  const charge = { status: 'captured', capturedMinor: amountMinor } as const
  await world.webhook('evt_captured_first', world.psp.move(transactionId, charge))
  world.psp.troubleNext('lost-after')
  await cancelPreOrder(world.deps, await readPayment(world, transactionId))
  expect(failureOf(await confirm(payment))).toBe('outcome-unknown')
  expect((await readPayment(world, transactionId)).orderReference).toBeNull()
})

test('an amount that is being changed is waited for before there is an order', async () => {
  const { payment, cart } = await startedPreOrder(world)
  cart.grandTotalMinor = 999
  world.psp.troubleNext('lost-before')
  await startPreOrder(world, cart, { transactionId: payment.transactionId })
  world.psp.move(payment.transactionId, { status: 'authorized' })
  expect(failureOf(await confirm(payment))).toBe('outcome-unknown')
})

test('news of an approval that a webhook has just brought is as good as our own', async () => {
  const { payment } = await startedPreOrder(world)
  const { psp, deps } = world
  const charge = psp.move(payment.transactionId, { status: 'authorized' })
  const findPsp: typeof deps.findPsp = async () => ({
    ...psp,
    find: async (reference) => {
      await world.webhook('evt_just_now', charge)
      return psp.find(reference)
    },
  })
  const confirmed = await confirmPayment({ ...deps, findPsp }, payment, anOrderOf(payment), 'api')
  expect(failureOf(confirmed)).toBe('succeeded')
})

test('news that comes before the payment waits and is told with the order', async () => {
  const { payment } = await startedPreOrder(world)
  await confirm(payment)
  const unknown = { ...world.psp.move(payment.transactionId, {}), reference: 'tx_not_there_yet' }
  await world.webhook('evt_early', { ...unknown, status: 'authorized' })
  await world.applyDue()
  const { rows } = await world.waiting('evt_early')
  expect(rows).toEqual([{ state: 'waiting', note: 'waits-for-payment' }])
})
