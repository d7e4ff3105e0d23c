import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { someGuest } from '../testing/builders.ts'
import { createPaymentWorld, type PaymentWorld } from '../testing/payment-world.ts'
import {
  approvedPreOrder,
  putCart,
  readPayment,
  startedPreOrder,
  startPreOrder,
} from '../testing/pre-order.ts'
import { findOpenOperation } from './begin-store.ts'
import { sweepOperations } from './sweep-operations.ts'
import { updateAtPsp } from './update-payment.ts'

let world: PaymentWorld
beforeAll(async () => {
  world = await createPaymentWorld()
})
afterAll(() => world.drop())

const failureOf = (result: Awaited<ReturnType<typeof startPreOrder>>) =>
  result.ok ? 'succeeded' : result.failure.kind

const sweep = async () => {
  await sql`update operations set due_at = now() where settled_at is null`.execute(world.db)
  await sweepOperations(world.deps)
}

test('paying in place answers what the browser needs, and no page to go to', async () => {
  const started = await startPreOrder(world, putCart(world), { method: 'card-fields' })
  expect(started).toMatchObject({
    ok: true,
    value: { redirectUrl: null, clientData: { clientSecret: expect.stringMatching(/^cs_/) } },
  })
})

test('a reload of the page joins the same payment and gets the same client data', async () => {
  const { payment, cart } = await startedPreOrder(world)
  const again = await startPreOrder(world, cart)
  expect(again).toMatchObject({
    ok: true,
    value: { transactionId: payment.transactionId, clientData: payment.clientData },
  })
})

test('an empty transaction id counts as absent', async () => {
  const { payment, cart } = await startedPreOrder(world)
  const again = await startPreOrder(world, cart, { transactionId: '' })
  expect(again).toMatchObject({ ok: true, value: { transactionId: payment.transactionId } })
})

test('a payment that is named takes the amount that its cart has now, at the PSP too', async () => {
  const { payment, cart } = await startedPreOrder(world)
  cart.grandTotalMinor = 25_390
  const updated = await startPreOrder(world, cart, { transactionId: payment.transactionId })
  expect(updated).toMatchObject({
    ok: true,
    value: { transactionId: payment.transactionId, amountMinor: 25_390 },
  })
  expect(world.psp.charges.get(payment.transactionId)?.amountMinor).toBe(25_390)
  expect(await readPayment(world, payment.transactionId)).toMatchObject({
    amountMinor: 25_390,
    requested: null,
  })
})

test('a cart that changed is joined by its payment without naming it, since it is paid in place', async () => {
  const { payment, cart } = await startedPreOrder(world, { method: 'card-fields' })
  cart.grandTotalMinor = 19_900
  const again = await startPreOrder(world, cart, { method: 'card-fields' })
  expect(again).toMatchObject({
    ok: true,
    value: { transactionId: payment.transactionId, amountMinor: 19_900 },
  })
})

test('the PSP is not asked when nothing has changed', async () => {
  const { payment, cart } = await startedPreOrder(world)
  const before = world.psp.calls.update
  await startPreOrder(world, cart, { transactionId: payment.transactionId })
  expect(world.psp.calls.update).toBe(before)
})

test('what the client believes to be the total is compared, and changes nothing', async () => {
  const { payment, cart } = await startedPreOrder(world)
  cart.grandTotalMinor = 30_000
  const { transactionId } = payment
  expect(failureOf(await startPreOrder(world, cart, { transactionId, amount: 100 }))).toBe(
    'amount-mismatch',
  )
  expect((await readPayment(world, transactionId)).amountMinor).toBe(24_890)
})

test("another shopper's payment does not exist", async () => {
  const { payment } = await startedPreOrder(world)
  const other = putCart(world)
  const { transactionId } = payment
  const stranger = someGuest('eve')
  expect(failureOf(await startPreOrder(world, other, { transactionId, shopper: stranger }))).toBe(
    'payment-not-found',
  )
})

test('a payment of another cart or method is not the one that is meant', async () => {
  const { payment, cart } = await startedPreOrder(world)
  const { transactionId } = payment
  expect(failureOf(await startPreOrder(world, putCart(world), { transactionId }))).toBe(
    'payment-differs',
  )
  const method = 'kite-express'
  expect(failureOf(await startPreOrder(world, cart, { transactionId, method }))).toBe(
    'payment-differs',
  )
})

test('a method is refused for a cart above its limit', async () => {
  const cart = putCart(world, { grandTotalMinor: 100_001 })
  expect(failureOf(await startPreOrder(world, cart, { method: 'kite-express' }))).toBe(
    'payment-method-not-allowed',
  )
})

test('a total that changed after the approval asks for a new approval and leaves the charge alone', async () => {
  const { payment, cart } = await approvedPreOrder(world)
  const { transactionId } = payment
  cart.grandTotalMinor = 30_000
  expect(failureOf(await startPreOrder(world, cart, { transactionId }))).toBe('approval-needed')
  expect(world.psp.charges.get(transactionId)).toMatchObject({
    amountMinor: 24_890,
    status: 'authorized',
  })
})

test('an approval that we have not heard of yet wins against an update', async () => {
  const { payment, cart } = await startedPreOrder(world)
  const { transactionId } = payment
  world.psp.move(transactionId, { status: 'authorized' })
  cart.grandTotalMinor = 30_000
  expect(failureOf(await startPreOrder(world, cart, { transactionId }))).toBe('approval-needed')
  expect(await readPayment(world, transactionId)).toMatchObject({
    status: 'authorized',
    amountMinor: 24_890,
    requested: null,
  })
})

test('a canceled payment is not brought back to life', async () => {
  const { payment, cart } = await startedPreOrder(world)
  const { transactionId } = payment
  const charge = world.psp.move(transactionId, { status: 'canceled' })
  await world.webhook('evt_canceled', charge)
  expect(failureOf(await startPreOrder(world, cart, { transactionId }))).toBe('payment-canceled')
})

test('when the PSP is not reached the old amount stands, and the next try succeeds', async () => {
  const { payment, cart } = await startedPreOrder(world)
  const { transactionId } = payment
  cart.grandTotalMinor = 25_390
  world.psp.troubleNext('not-sent')
  expect(failureOf(await startPreOrder(world, cart, { transactionId }))).toBe('psp-unavailable')
  expect((await readPayment(world, transactionId)).amountMinor).toBe(24_890)
  expect(failureOf(await startPreOrder(world, cart, { transactionId }))).toBe('succeeded')
})

test('a lost answer is settled by the sweep, once and for the amount that is true', async () => {
  const { payment, cart } = await startedPreOrder(world)
  const { transactionId } = payment
  cart.grandTotalMinor = 25_390
  world.psp.troubleNext('lost-after')
  expect(failureOf(await startPreOrder(world, cart, { transactionId }))).toBe('outcome-unknown')
  await sweep()
  expect(await readPayment(world, transactionId)).toMatchObject({
    amountMinor: 25_390,
    requested: null,
  })
})

test('an approval of the new amount is believed although the answer to the update was lost', async () => {
  const { payment, cart } = await startedPreOrder(world)
  const { transactionId } = payment
  cart.grandTotalMinor = 25_390
  world.psp.troubleNext('lost-after')
  await startPreOrder(world, cart, { transactionId })
  await world.webhook('evt_fast', world.psp.move(transactionId, { status: 'authorized' }))
  expect(await readPayment(world, transactionId)).toMatchObject({
    amountMinor: 25_390,
    status: 'authorized',
  })
  await sweep()
  expect(await readPayment(world, transactionId)).toMatchObject({ amountMinor: 25_390 })
})

test('news of an amount that nobody asked for is never believed', async () => {
  const { payment } = await startedPreOrder(world)
  const { transactionId } = payment
  const charge = world.psp.move(transactionId, { status: 'authorized', amountMinor: 1 })
  await world.webhook('evt_wrong_amount', charge)
  expect(await readPayment(world, transactionId)).toMatchObject({
    status: 'new',
    amountMinor: 24_890,
  })
})

test('of two updates at once the payment and the PSP agree in the end', async () => {
  const { payment, cart } = await startedPreOrder(world)
  const { transactionId } = payment
  cart.grandTotalMinor = 26_000
  const answers = await Promise.all([
    startPreOrder(world, cart, { transactionId }),
    startPreOrder(world, cart, { transactionId }),
  ])
  expect(answers.map(failureOf)).toContain('succeeded')
  expect((await readPayment(world, transactionId)).amountMinor).toBe(26_000)
  expect(world.psp.charges.get(transactionId)?.amountMinor).toBe(26_000)
})

test('a slow answer to an earlier update does not forget what a later one has asked for', async () => {
  const { payment, cart } = await startedPreOrder(world)
  const { transactionId } = payment
  cart.grandTotalMinor = 11_100
  world.psp.troubleNext('lost-after')
  await startPreOrder(world, cart, { transactionId })
  const first = await findOpenOperation(world.db, payment, 'update')
  if (!first) throw new Error('The first update is settled already.')
  cart.grandTotalMinor = 22_200
  // The next request settles the first update, and the answer to its own is lost.
  const { psp, deps } = world
  const findPsp: typeof deps.findPsp = async () => ({
    ...psp,
    update: async (...asked) => {
      const answer = await psp.update(...asked)
      return asked[2] === first.operationId ? answer : { kind: 'unknown', because: 'timeout' }
    },
  })
  await startPreOrder({ ...world, deps: { ...deps, findPsp } }, cart, { transactionId })
  await updateAtPsp(deps, await readPayment(world, transactionId), first, 'sweep')
  await world.webhook('evt_second', psp.move(transactionId, { status: 'authorized' }))
  expect(await readPayment(world, transactionId)).toMatchObject({
    status: 'authorized',
    amountMinor: 22_200,
  })
})

test('a webhook that is faster than the first answer does not cost the client secret', async () => {
  const { psp, deps } = world
  const cart = putCart(world)
  const findPsp: typeof deps.findPsp = async () => ({
    ...psp,
    initialise: async (request, operationId) => {
      const outcome = await psp.initialise(request, operationId)
      const charge = psp.move(request.reference, { pspStatus: 'open/seen' })
      await world.webhook(`evt_fast_${request.reference}`, { ...charge, clientData: null })
      return outcome
    },
  })
  const started = await startPreOrder({ ...world, deps: { ...deps, findPsp } }, cart)
  expect(started).toMatchObject({
    ok: true,
    value: { clientData: { clientSecret: expect.stringMatching(/^cs_/) } },
  })
  expect(await startPreOrder(world, cart)).toMatchObject({
    value: { clientData: { clientSecret: expect.stringMatching(/^cs_/) } },
  })
})

test('a payment page that is open somewhere keeps its amount', async () => {
  const { payment, cart } = await startedPreOrder(world, { method: 'card' })
  cart.grandTotalMinor = 29_890
  const { transactionId } = payment
  expect(failureOf(await startPreOrder(world, cart, { transactionId, method: 'card' }))).toBe(
    'payment-differs',
  )
  expect(world.psp.charges.get(transactionId)?.amountMinor).toBe(24_890)
})

test('while the bank thinks about a payment its amount is not changed', async () => {
  const { payment, cart } = await startedPreOrder(world)
  const { transactionId } = payment
  const charge = world.psp.move(transactionId, { isProcessing: true })
  await world.webhook('evt_processing', charge)
  cart.grandTotalMinor = 30_000
  expect(failureOf(await startPreOrder(world, cart, { transactionId }))).toBe('approval-needed')
})
