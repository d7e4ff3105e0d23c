import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { PspCharge } from '../psp/psp.ts'
import { aPaidOrder } from '../testing/paid-order.ts'
import { createPaymentWorld, type PaymentWorld } from '../testing/payment-world.ts'
import { anOrderOf, approvedPreOrder, readPayment } from '../testing/pre-order.ts'
import { capturePayment } from './capture-payment.ts'
import { commandPayment } from './command-payment.ts'
import { confirmPayment } from './confirm-payment.ts'
import type { MoveDeps } from './move-money.ts'
import { newOperationId } from './new-id.ts'
import type { Payment } from './payment.ts'
import { refundPayment } from './refund-payment.ts'
import { releasePayment } from './release-payment.ts'
import { sweepOperations } from './sweep-operations.ts'

let world: PaymentWorld
beforeAll(async () => {
  world = await createPaymentWorld()
})
afterAll(() => world.drop())
afterEach(() => world.psp.acceptOnly(false))

const wanted = (amountMinor: number | null = null, orderItemIds: string[] = []) => ({
  operationId: newOperationId(),
  amountMinor,
  orderItemIds,
})
const now = ({ transactionId }: Payment) => readPayment(world, transactionId)
const theCharge = ({ transactionId }: Payment): PspCharge => {
  const charge = world.psp.charges.get(transactionId)
  if (!charge) throw new Error('No charge.')
  return charge
}

async function told({ transactionId }: Payment): Promise<unknown[]> {
  const { rows } = await sql<{ name: string; amount: number; ids: string[] }>`
    select name, (payload->>'amount')::int as amount, payload->'orderItemIds' as ids from messages
    where subject = ${transactionId} and name not in ('PaymentCreated', 'PaymentUpdated', 'PaymentAuthorized')
    order by id`.execute(world.db)
  return rows.map(({ name, amount, ids }) => [name, amount, ids])
}

let events = 0
/** News of a PSP that lists no movements, only sums. */
const bare = (charge: PspCharge): PspCharge => ({ ...charge, movements: [] })
const tell = (charge: PspCharge) => {
  events += 1
  return world.webhook(`evt_r_${events}`, charge)
}

/** The core with a PSP that lists no movements, in answers and look-ups as well. */
const bareDeps = (): typeof world.deps => {
  const { psp } = world
  const strip =
    (move: typeof psp.capture): typeof psp.capture =>
    async (...asked) => {
      const outcome = await move(...asked)
      if (outcome.kind !== 'succeeded' && outcome.kind !== 'failed') return outcome
      return outcome.charge ? { ...outcome, charge: bare(outcome.charge) } : outcome
    }
  const find: typeof psp.find = async (reference) => {
    const found = await psp.find(reference)
    return found.kind === 'found' ? { kind: 'found', charge: bare(found.charge) } : found
  }
  const quiet = { ...psp, capture: strip(psp.capture), refund: strip(psp.refund), find }
  return { ...world.deps, findPsp: async () => quiet }
}

async function sweep(deps: MoveDeps & { onDefect(error: unknown): void }): Promise<void> {
  await sql`update operations set due_at = now() where settled_at is null`.execute(world.db)
  await sweepOperations(deps)
}
const openOperations = async ({ transactionId }: Payment): Promise<number> =>
  (
    await sql`select 1 from operations where transaction_id = ${transactionId} and settled_at is null`.execute(
      world.db,
    )
  ).rows.length

test('without a list: what somebody else moved earlier does not settle a capture that the PSP was never asked for', async () => {
  const deps = bareDeps()
  const payment = await aPaidOrder(world)
  await world.psp.capture(
    { reference: payment.transactionId, pspReference: null, amountMinor: 10_000 },
    'made-by-hand',
  )
  await tell(bare(theCharge(payment)))
  expect(await told(payment)).toEqual([['PaymentCaptured', 10_000, []]])
  world.psp.troubleNext('lost-before')
  await capturePayment(deps, payment, wanted(10_000, ['2']), 'command')
  // The same picture again, as PSPs repeat them: it has moved on by something that does not concern us.
  await tell(bare(world.psp.move(payment.transactionId, {})))
  await tell(bare(world.psp.move(payment.transactionId, { failureReason: 'note' })))
  expect(await told(payment)).toEqual([['PaymentCaptured', 10_000, []]])
  await sweep(deps)
  expect(theCharge(payment).capturedMinor).toBe(20_000)
})

test('without a list: items whose refund failed late can be refunded again, and are not called refunded', async () => {
  const deps = bareDeps()
  const payment = await aPaidOrder(world)
  await capturePayment(deps, payment, wanted(), 'command')
  const asked = wanted(10_000, ['1'])
  await refundPayment(deps, payment, asked, 'command')
  await tell(bare(world.psp.endMove(payment.transactionId, asked.operationId, 'failed')))
  expect((await now(payment)).refundedMinor).toBe(0)
  const again = {
    ...wanted(10_000, ['1']),
    kind: 'refund',
    currency: null,
    source: 'command',
  } as const
  await commandPayment(deps, await now(payment), again)
  expect((await now(payment)).refundedMinor).toBe(10_000)
})

test('without a list: after a refund that failed late, the next refund is settled', async () => {
  const deps = bareDeps()
  const payment = await aPaidOrder(world)
  await capturePayment(deps, payment, wanted(), 'command')
  const asked = wanted(10_000, ['1'])
  await refundPayment(deps, payment, asked, 'command')
  await tell(bare(world.psp.endMove(payment.transactionId, asked.operationId, 'failed')))
  await refundPayment(deps, payment, wanted(5_000, ['2']), 'command')
  await sweep(deps)
  expect((await now(payment)).movements.at(-1)).toMatchObject({ status: 'succeeded' })
  expect(await openOperations(payment)).toBe(0)
})

test('without a list: a capture that the PSP calls failed frees its amount, ends its operation and can be tried again', async () => {
  const deps = bareDeps()
  const payment = await aPaidOrder(world)
  world.psp.acceptOnly(true)
  await capturePayment(deps, payment, wanted(null, ['1', '2', '3']), 'command')
  world.psp.acceptOnly(false)
  await tell(
    bare(world.psp.move(payment.transactionId, { status: 'capture_failed', movements: [] })),
  )
  const { status, movements } = await now(payment)
  expect({ status, movement: movements[0]?.status }).toEqual({
    status: 'capture_failed',
    movement: 'failed',
  })
})

test('without a list: a capture that fails after an earlier one failed is told', async () => {
  const deps = bareDeps()
  const payment = await aPaidOrder(world)
  world.psp.troubleNext('refused')
  await capturePayment(deps, payment, wanted(10_000, ['1']), 'command')
  world.psp.acceptOnly(true)
  await capturePayment(deps, payment, wanted(10_000, ['2']), 'command')
  world.psp.acceptOnly(false)
  const before = (await told(payment)).length
  await tell(
    bare(world.psp.move(payment.transactionId, { status: 'capture_failed', movements: [] })),
  )
  expect((await told(payment)).length).toBe(before + 1)
})

test('a capture that news told as a sum and a look-up lists later is told once', async () => {
  const payment = await aPaidOrder(world)
  await world.psp.capture(
    { reference: payment.transactionId, pspReference: null, amountMinor: 24_890 },
    'made-by-hand',
  )
  await tell(bare(theCharge(payment)))
  const listed = theCharge(payment).movements.map((one) => ({ ...one, operationId: null }))
  await tell(world.psp.move(payment.transactionId, { movements: listed }))
  expect(await told(payment)).toEqual([['PaymentCaptured', 24_890, ['1', '2', '3']]])
})

test('a capture that fails late is not told as captured at the same time, and its money cannot be refunded', async () => {
  const payment = await aPaidOrder(world)
  await capturePayment(world.deps, payment, wanted(10_000, ['1']), 'command')
  const asked = wanted(10_000, ['2'])
  await capturePayment(world.deps, payment, asked, 'command')
  await tell(world.psp.endMove(payment.transactionId, asked.operationId, 'failed'))
  expect((await told(payment)).slice(2)).toEqual([['PaymentCaptureFailed', 10_000, ['2']]])
  expect((await now(payment)).capturedMinor).toBe(10_000)
})

test.each(['overpaid', 'underpaid'] as const)(
  'a refund that fails late does not tell a second time that a payment is %s',
  async (status) => {
    const payment = await aPaidOrder(world)
    const capturedMinor = status === 'overpaid' ? 30_000 : 20_000
    const paid = world.psp.move(payment.transactionId, { status, capturedMinor })
    await tell(bare(paid))
    const before = (await told(payment)).length
    const mv = {
      kind: 'refund',
      operationId: null,
      pspReference: 'mv_s2',
      amountMinor: 5_000,
      failureReason: null,
    } as const
    await tell(
      world.psp.move(payment.transactionId, {
        status: 'partially refunded',
        refundedMinor: 5_000,
        movements: [{ ...mv, status: 'succeeded' }],
      }),
    )
    await tell(
      world.psp.move(payment.transactionId, {
        status,
        refundedMinor: 0,
        movements: [{ ...mv, status: 'failed' }],
      }),
    )
    expect((await told(payment)).slice(before)).toEqual([
      ['PaymentRefunded', 5_000, []],
      ['PaymentRefundFailed', 5_000, []],
    ])
  },
)

test('a payment whose authorisation was missed is not held back by a capture that is under way', async () => {
  const payment = await aPaidOrder(world, { status: 'new' })
  world.psp.acceptOnly(true)
  world.psp.move(payment.transactionId, { status: 'authorized' })
  await world.psp.capture(
    { reference: payment.transactionId, pspReference: null, amountMinor: 24_890 },
    'made-by-hand',
  )
  await tell(theCharge(payment))
  expect((await now(payment)).status).not.toBe('new')
})

test('an order whose money was asked for before it was linked hears that it is authorised', async () => {
  const { payment } = await approvedPreOrder(world)
  world.psp.acceptOnly(true)
  await world.psp.capture(
    { reference: payment.transactionId, pspReference: null, amountMinor: payment.amountMinor },
    'made-by-hand',
  )
  await tell(theCharge(payment))
  const order = anOrderOf(payment)
  expect((await confirmPayment(world.deps, payment, order, 'api')).ok).toBe(true)
  expect(await world.messages(payment.transactionId)).toContain('PaymentAuthorized')
})

test('a payment without an order that was captured in part gives back the rest of its authorisation as well', async () => {
  const { payment } = await approvedPreOrder(world)
  await world.psp.capture(
    { reference: payment.transactionId, pspReference: null, amountMinor: 10_000 },
    'made-by-hand',
  )
  await tell(theCharge(payment))
  await releasePayment(world.deps, await now(payment), 'sweep', 'no-order')
  const { capturedMinor, refundedMinor, voidedMinor, amountMinor } = theCharge(payment)
  expect({ refundedMinor, held: amountMinor - capturedMinor - voidedMinor }).toEqual({
    refundedMinor: 10_000,
    held: 0,
  })
})

test('attempts that failed do not use up a payment for ever', async () => {
  const payment = await aPaidOrder(world)
  const failed = Array.from({ length: 200 }, (_, nr) => ({
    kind: 'capture',
    operationId: `op_old_${nr}`,
    amountMinor: 1,
    orderItemIds: [],
    status: 'failed',
    failureReason: 'declined',
  }))
  await sql`update payments set movements = ${JSON.stringify(failed)}::jsonb
    where transaction_id = ${payment.transactionId}`.execute(world.db)
  expect((await capturePayment(world.deps, payment, wanted(), 'command')).kind).toBe('begun')
})

test('a movement that ends in the answer to another one ends its operation in the same commit', async () => {
  const payment = await aPaidOrder(world)
  world.psp.acceptOnly(true)
  const first = wanted(10_000, ['1'])
  await capturePayment(world.deps, payment, first, 'command')
  world.psp.acceptOnly(false)
  world.psp.endMove(payment.transactionId, first.operationId, 'succeeded')
  await capturePayment(world.deps, payment, wanted(5_000, ['2']), 'command')
  expect((await now(payment)).movements.map(({ status }) => status)).toEqual([
    'succeeded',
    'succeeded',
  ])
  expect(await openOperations(payment)).toBe(0)
})

test('two pictures of one sequence: the one without a refund that we know does not say that it failed', async () => {
  const payment = await aPaidOrder(world)
  await capturePayment(world.deps, payment, wanted(), 'command')
  const earlier = theCharge(payment)
  await refundPayment(world.deps, payment, wanted(10_000, ['1']), 'command')
  const { pspSequence } = await now(payment)
  // A PSP whose sequence is the second of the change: both happened within one, and the webhook of the first is late.
  await tell({ ...earlier, sequence: pspSequence })
  expect((await now(payment)).refundedMinor).toBe(10_000)
  expect((await told(payment)).slice(1)).toEqual([['PaymentRefunded', 10_000, ['1']]])
})

test('a refund that was tried before the order is no news for the order', async () => {
  const { payment } = await approvedPreOrder(world)
  await world.psp.capture(
    { reference: payment.transactionId, pspReference: null, amountMinor: payment.amountMinor },
    'made-by-hand',
  )
  await tell(theCharge(payment))
  world.psp.troubleNext('refused')
  await releasePayment(world.deps, await now(payment), 'sweep', 'no-order')
  const order = anOrderOf(payment)
  expect((await confirmPayment(world.deps, payment, order, 'api')).ok).toBe(true)
  expect(await world.messages(payment.transactionId)).not.toContain('PaymentRefundFailed')
})

test('items that were canceled are not canceled again when a capture that was under way fails', async () => {
  const payment = await aPaidOrder(world)
  await capturePayment(world.deps, payment, wanted(10_000, ['1']), 'command')
  world.psp.acceptOnly(true)
  const second = wanted(5_000, ['2'])
  await capturePayment(world.deps, payment, second, 'command')
  world.psp.acceptOnly(false)
  await tell(world.psp.move(payment.transactionId, { voidedMinor: 9_890 }))
  // As the sandbox does: what was given up stays given up, with what the capture does not take any more.
  world.psp.endMove(payment.transactionId, second.operationId, 'failed')
  await tell(world.psp.move(payment.transactionId, { voidedMinor: 14_890 }))
  expect((await told(payment)).slice(1)).toEqual([
    ['PaymentCanceled', 9_890, ['3']],
    ['PaymentCaptureFailed', 5_000, ['2']],
    ['PaymentCanceled', 5_000, ['2']],
  ])
})

test('a capture that wins against a cancel is money that an operator can give back', async () => {
  const payment = await aPaidOrder(world)
  world.psp.acceptOnly(true)
  const asked = wanted()
  await capturePayment(world.deps, payment, asked, 'command')
  world.psp.acceptOnly(false)
  // The PSP takes the cancel, and the capture that was on its way wins at the bank.
  await tell(world.psp.move(payment.transactionId, { status: 'canceled' }))
  expect((await now(payment)).status).toBe('canceled')
  await tell(world.psp.endMove(payment.transactionId, asked.operationId, 'succeeded'))
  await sweep(world.deps)
  expect(await now(payment)).toMatchObject({ capturedMinor: 24_890 })
  expect(await openOperations(payment)).toBe(0)
})
