import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { InboundName } from '../contract/messages.ts'
import type { Payment } from '../payments/payment.ts'
import { reconcilePayments } from '../payments/reconcile-payments.ts'
import { sweepOperations } from '../payments/sweep-operations.ts'
import type { MovementStatus, PspCharge } from '../psp/psp.ts'
import { aPaidOrder } from '../testing/paid-order.ts'
import { createPaymentWorld, type PaymentWorld } from '../testing/payment-world.ts'
import { readPayment } from '../testing/pre-order.ts'
import { receiveCommand } from './receive-command.ts'

let world: PaymentWorld
beforeAll(async () => {
  world = await createPaymentWorld()
  const { psp } = world
  const no = (reference: string) => {
    const charge = psp.charges.get(reference) ?? null
    return { kind: 'failed', refusal: 'not-cancelable', pspStatus: 'conflict', charge } as const
  }
  // As strict as the sandbox: a canceled charge takes no money, and one whose money is on its way is not canceled.
  const strict = {
    ...psp,
    capture: async (...asked: Parameters<typeof psp.capture>) =>
      psp.charges.get(asked[0].reference)?.status === 'canceled'
        ? no(asked[0].reference)
        : psp.capture(...asked),
    cancel: async (...asked: Parameters<typeof psp.cancel>) =>
      asked[0].expecting === 'authorized' &&
      psp.charges.get(asked[0].reference)?.movements.some(({ status }) => status === 'pending')
        ? no(asked[0].reference)
        : psp.cancel(...asked),
  }
  world.deps.findPsp = async () => strict
})
afterAll(() => world.drop())

/** A small deterministic source of numbers, so that a failing life can be lived again. */
function dice(seed: number): (sides: number) => number {
  let state = seed * 2_654_435_761 + 1
  return (sides) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) | 0
    return Math.abs(state) % sides
  }
}

const send = async (
  payment: Payment,
  name: InboundName,
  { amount, item }: { amount: number; item: number },
) => {
  const payload = {
    orderReference: payment.orderReference,
    ...(name === 'RefundPayment'
      ? { orderItems: [{ orderItemId: item, sku: 'x' }] }
      : { orderItemIds: [item] }),
    amount,
    currencyIsoCode: 'EUR',
  }
  const taken = await receiveCommand(world.deps, {
    tenant: 'demo',
    channel: 'payment-commands',
    name,
    messageId: randomUUID(),
    payload,
  })
  if (!taken.ok) throw new Error('Not taken.')
  await world.applyDue()
}

async function sweep(): Promise<void> {
  await sql`update operations set due_at = now() where settled_at is null`.execute(world.db)
  await sweepOperations(world.deps)
}

/** One payment's life: what was asked of it, what the PSP said of it, and a log for whoever reads a failure. */
type Life = {
  payment: Payment
  roll(sides: number): number
  pictures: PspCharge[]
  asked: { name: 'Capture' | 'Refund'; item: string; amount: number }[]
  cancels: number
  log: string[]
}

const chargeOf = ({ payment }: Life): PspCharge => {
  const found = world.psp.charges.get(payment.transactionId)
  if (!found) throw new Error('No charge.')
  return found
}

const underWay = (life: Life) =>
  chargeOf(life).movements.filter(({ status }) => status === 'pending' || status === 'processing')

function endOne(life: Life, operationId: string | null | undefined, status: MovementStatus): void {
  if (!operationId) return
  life.log.push(`end ${operationId} ${status}`)
  life.pictures.push(world.psp.endMove(life.payment.transactionId, operationId, status))
}

async function command(life: Life, name: 'Capture' | 'Refund'): Promise<void> {
  const { payment, roll } = life
  const amount = 1 + roll(12_000)
  const trouble = (['lost-before', 'lost-after', 'not-sent', 'refused'] as const)[roll(8)]
  world.psp.acceptOnly(roll(2) === 0)
  if (trouble) world.psp.troubleNext(trouble)
  const item = 101 + life.asked.length
  life.log.push(`${name} ${amount} [${item}] ${trouble ?? ''}`)
  life.asked.push({ name, item: String(item), amount })
  await send(payment, `${name}Payment`, { amount: name === 'Refund' ? -amount : amount, item })
  // A trouble that met nobody must not meet the next one.
  world.psp.troubleNext('not-sent')
  const nothing = { reference: payment.transactionId, pspReference: null, amountMinor: 1 }
  await world.psp.capture(nothing, 'x')
  world.psp.acceptOnly(false)
}

async function hearWebhook(life: Life): Promise<void> {
  life.pictures.push(chargeOf(life))
  const picture = life.pictures[life.roll(life.pictures.length)]
  life.log.push('webhook')
  if (picture) await world.webhook(`evt_${randomUUID()}`, picture)
}

async function cancel(life: Life): Promise<void> {
  life.cancels += 1
  life.log.push('cancel')
  await send(life.payment, 'CancelPayment', { amount: 0, item: 99 })
}

const steps: ((life: Life) => Promise<void> | void)[] = [
  (life) => command(life, 'Capture'),
  (life) => command(life, 'Capture'),
  (life) => command(life, 'Capture'),
  (life) => command(life, 'Refund'),
  (life) => command(life, 'Refund'),
  (life) =>
    endOne(life, underWay(life)[0]?.operationId, life.roll(3) === 0 ? 'failed' : 'succeeded'),
  (life) =>
    endOne(life, underWay(life)[0]?.operationId, life.roll(3) === 0 ? 'failed' : 'succeeded'),
  () => sweep(),
  hearWebhook,
  hearWebhook,
]

const wildSteps: typeof steps = [
  ...steps,
  cancel,
  (life) => {
    const late = chargeOf(life).movements.find(
      (one) => one.kind === 'refund' && one.status === 'succeeded',
    )
    endOne(life, late?.operationId, 'failed')
  },
]

/** Whatever is still open comes to its end, and every way of hearing of it is used. */
async function comeToAnEnd(life: Life): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) {
    for (const open of underWay(life)) endOne(life, open.operationId, 'succeeded')
    for (let look = 0; look < 3; look += 1) await sweep()
  }
  await world.webhook(`evt_${randomUUID()}`, chargeOf(life))
  await sql`update payments set look_up_due_at = now() where transaction_id = ${life.payment.transactionId}`.execute(
    world.db,
  )
  await reconcilePayments(world.deps)
  await sweep()
}

type Told = { name: string; amount: number; ids: string[] }

async function toldOf({ payment }: Life): Promise<Told[]> {
  const { rows } = await sql<Told>`
    select name, (payload->>'amount')::int as amount, payload->'orderItemIds' as ids from messages
    where subject = ${payment.transactionId}
      and (name like 'PaymentCapture%' or name like 'PaymentRefund%' or name like 'PaymentCancel%') order by id`.execute(
    world.db,
  )
  return rows
}

const sumOf = (told: readonly Told[], name: string): number =>
  told.filter((one) => one.name === name).reduce((sum, { amount }) => sum + amount, 0)

/** Refunds that were told as done and later as failed. */
const takenBack = (told: readonly Told[]): Told[] =>
  told.filter(
    ({ name, ids }) =>
      name === 'PaymentRefundFailed' &&
      told.some((other) => other.name === 'PaymentRefunded' && other.ids[0] === ids[0]),
  )

async function live(seed: number, possible: typeof steps): Promise<void> {
  const life: Life = {
    payment: await aPaidOrder(world),
    roll: dice(seed),
    pictures: [],
    asked: [],
    cancels: 0,
    log: [`seed ${seed}`],
  }
  for (let step = 0; step < 14; step += 1) await possible[life.roll(possible.length)]?.(life)
  await comeToAnEnd(life)
  await expectTruth(life)
}

/** Our sums are the PSP's, the shop's are ours, every wish was answered as it was asked, and nothing is left open. */
async function expectTruth(life: Life): Promise<void> {
  const told = await toldOf(life)
  const { transactionId } = life.payment
  const why = [
    ...life.log,
    ...told.map(({ name, amount, ids }) => `-> ${name} ${amount} ${ids}`),
  ].join('\n')
  const open = await sql`
    select 1 from operations where transaction_id = ${transactionId} and settled_at is null`.execute(
    world.db,
  )
  const { capturedMinor, refundedMinor, voidedMinor } = chargeOf(life)
  const sums = { capturedMinor, refundedMinor, voidedMinor }
  expect(open.rows, why).toEqual([])
  expect(await readPayment(world, transactionId), why).toMatchObject(sums)
  expect(sumOf(told, 'PaymentCaptured'), why).toBe(capturedMinor)
  const backMinor = sumOf(takenBack(told), 'PaymentRefundFailed')
  expect(sumOf(told, 'PaymentRefunded') - backMinor, why).toBe(refundedMinor)
  expect(
    told.filter(({ name }) => name.startsWith('PaymentCancel')),
    why,
  ).toHaveLength(life.cancels)
  for (const wish of life.asked) expectAnswered(wish, told, why)
}

function expectAnswered(
  { name, item, amount }: Life['asked'][number],
  told: readonly Told[],
  why: string,
): void {
  const answers = told.filter(
    (one) => one.name.startsWith(`Payment${name}`) && one.ids.includes(item),
  )
  const failed = answers.filter((one) => one.name.endsWith('Failed')).length
  const counts = { done: answers.length - failed, failed }
  expect([0, 1], `${item}\n${why}`).toContain(counts.done)
  expect([0, 1], `${item}\n${why}`).toContain(counts.failed)
  expect(answers.length, `${item}\n${why}`).toBeGreaterThan(0)
  expect(new Set(answers.map((one) => one.amount)), `${item}\n${why}`).toEqual(new Set([amount]))
}

const seeds = (first: number) => Array.from({ length: 25 }, (_, index) => first + index)

test.each(seeds(1))(
  'a life of captures and refunds, with lost answers and reordered news, ends with what the PSP says (%i)',
  (seed) => live(seed, steps),
)

test.each([...seeds(501), 564])(
  'so does a life with cancels, and refunds that fail late (%i)',
  (seed) => live(seed, wildSteps),
)
