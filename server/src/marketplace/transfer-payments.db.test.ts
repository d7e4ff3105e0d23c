import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newOperationId } from '../payments/new-id.ts'
import type { Payment } from '../payments/payment.ts'
import { refundPayment } from '../payments/refund-payment.ts'
import {
  aCapturedOrder,
  aMerchant,
  anItem,
  reasonsOf,
  sharedOf,
  sweepDueTransfers,
  takenBack,
  transfer,
} from '../testing/marketplace.ts'
import { aPaidOrder } from '../testing/paid-order.ts'
import { aConnection, createPaymentWorld, type PaymentWorld } from '../testing/payment-world.ts'
import { readPayment } from '../testing/pre-order.ts'
import { transferPayments } from './transfer-payments.ts'

let world: PaymentWorld
let oak: string
let elm: string
beforeAll(async () => {
  world = await createPaymentWorld()
  oak = await aMerchant(world, 'MER-OAK')
  elm = await aMerchant(world, 'MER-ELM')
})
afterAll(() => world.drop())

const refund = (payment: Payment, amountMinor: number) =>
  refundPayment(
    world.deps,
    payment,
    { operationId: newOperationId(), amountMinor, orderItemIds: [] },
    'command',
  )

/** Payouts and reversals that the PSP has made for these transfers. */
const atPsp = (...ids: (string | null | undefined)[]): (number | undefined)[] =>
  ids.map((id) => world.psp.moved.get(id ?? '')?.amountMinor)

async function historyOf({ transactionId }: Payment): Promise<string[]> {
  const { rows } = await sql<{ source: string; event: string }>`
    select source, event from payment_history
    where transaction_id = ${transactionId} and (event like 'payout%' or event like 'reversal%') order by id`.execute(
    world.db,
  )
  return rows.map(({ source, event }) => `${source} ${event}`)
}

test('each merchant of an order is paid once, in the order in which it was asked', async () => {
  const order = await aCapturedOrder(world)
  const items = [
    anItem(order, elm, { amount: 3_000 }),
    anItem(order, oak, { amount: 2_000 }),
    anItem(order, elm, { amount: 500 }),
  ]
  const answers = await transfer(world, ...items)
  expect(reasonsOf(answers)).toEqual([null, null])
  expect(answers.map(({ merchantReference }) => merchantReference)).toEqual([elm, oak])
  expect(atPsp(...answers.map(({ transferId }) => transferId))).toEqual([3_500, 2_000])
  expect(await sharedOf(world, order)).toBe(5_500)
  expect(await historyOf(order)).toEqual(
    expect.arrayContaining(['api payout-requested', 'api payout-succeeded']),
  )
})

test('asking again answers the same transfer and moves nothing, also in other company', async () => {
  const order = await aCapturedOrder(world)
  const [one, other, more] = [1, 2, 3].map((n) => anItem(order, oak, { amount: n * 1_000 }))
  if (!one || !other || !more) throw new Error('There are three.')
  const [first] = await transfer(world, one, other)
  expect(await transfer(world, one, other)).toEqual([first])
  const [known, fresh] = await transfer(world, other, more)
  expect(known).toMatchObject({ transferId: first?.transferId, items: [{ amountMinor: 2_000 }] })
  expect(fresh).toMatchObject({ refusal: null, items: [{ amountMinor: 3_000 }] })
  expect(fresh?.transferId).not.toBe(first?.transferId)
  expect(await sharedOf(world, order)).toBe(6_000)
})

test('an item that was paid is not paid again with another amount or to another merchant', async () => {
  const order = await aCapturedOrder(world)
  const item = anItem(order, oak)
  await transfer(world, item)
  expect(reasonsOf(await transfer(world, { ...item, amount: 999 }))).toEqual(['item-differs'])
  expect(reasonsOf(await transfer(world, { ...item, merchantReference: elm }))).toEqual([
    'item-differs',
  ])
  expect(await sharedOf(world, order)).toBe(1_000)
})

test('one transfer that fails does not stop the others', async () => {
  const order = await aCapturedOrder(world)
  const restricted = await aMerchant(world, 'MER-RESTRICTED', { status: 'restricted' })
  const answers = await transfer(
    world,
    anItem(order, oak, { amount: 24_000 }),
    anItem(order, 'MER-NOBODY'),
    anItem(order, restricted),
    anItem({ ...order, orderReference: 'DE--none' }, oak),
    anItem(order, elm, { amount: 891 }),
    anItem(order, elm, { transferId: 'tr_none', amount: -1 }),
  )
  expect(reasonsOf(answers)).toEqual([
    null,
    'merchant-not-found',
    'merchant-not-ready',
    'payment-not-found',
    'amount-too-high',
    'transfer-not-found',
  ])
  expect(answers.slice(1).map(({ transferId }) => transferId)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ])
  expect(answers[4]?.refusal?.message).toContain('890 EUR')
  expect(reasonsOf(await transfer(world, anItem(order, elm, { amount: 890 })))).toEqual([null])
})

test('nothing is shared of money that is not captured', async () => {
  const order = await aPaidOrder(world)
  expect(reasonsOf(await transfer(world, anItem(order, oak)))).toEqual(['payment-not-captured'])
})

test('a payout that the provider refuses holds nothing, and asking again tries again', async () => {
  const order = await aCapturedOrder(world)
  const item = anItem(order, oak, { amount: 24_890 })
  world.psp.troubleNext('refused')
  const [refusal] = await transfer(world, item)
  expect(refusal).toMatchObject({ transferId: null, refusal: { reason: 'provider-refused' } })
  expect(await sharedOf(world, order)).toBe(0)
  expect(reasonsOf(await transfer(world, item))).toEqual([null])
  expect(await historyOf(order)).toEqual([
    'api payout-requested',
    'api payout-failed',
    'api payout-requested',
    'api payout-succeeded',
  ])
})

test.each(['lost-after', 'lost-before', 'not-sent'] as const)(
  'a payout whose answer is %s is unknown, and is settled from the truth by a sweep',
  async (trouble) => {
    const order = await aCapturedOrder(world)
    const item = anItem(order, oak)
    world.psp.troubleNext(trouble)
    const [unknown] = await transfer(world, item)
    expect(unknown).toMatchObject({ refusal: { reason: 'outcome-unknown' } })
    expect(await sharedOf(world, order)).toBe(1_000)
    await sweepDueTransfers(world)
    const [settled] = await transfer(world, item)
    expect(settled).toMatchObject({ refusal: null, transferId: unknown?.transferId })
    expect(atPsp(unknown?.transferId)).toEqual([1_000])
    expect(await historyOf(order)).toEqual(['api payout-requested', 'sweep payout-succeeded'])
  },
)

test('asking again settles what is unknown without waiting for a sweep, and pays once', async () => {
  const order = await aCapturedOrder(world)
  const item = anItem(order, oak)
  world.psp.troubleNext('lost-after')
  await transfer(world, item)
  const calls = world.psp.calls.payOut
  const again = await Promise.all([transfer(world, item), transfer(world, item)])
  expect(again.flatMap(reasonsOf)).toEqual([null, null])
  expect(world.psp.calls.payOut).toBe(calls)
  expect(await sharedOf(world, order)).toBe(1_000)
})

test('an unknown payout that the provider refuses after all holds nothing any more', async () => {
  const order = await aCapturedOrder(world)
  const item = anItem(order, oak)
  world.psp.troubleNext('lost-before')
  await transfer(world, item)
  world.psp.troubleNext('refused')
  await sweepDueTransfers(world)
  expect(await sharedOf(world, order)).toBe(0)
  expect(reasonsOf(await transfer(world, item))).toEqual([null])
})

test('of several who ask for the same at once, a refusal of one does not hide that another has moved it', async () => {
  const order = await aCapturedOrder(world)
  const item = anItem(order, oak)
  world.psp.troubleNext('lost-before')
  await transfer(world, item)
  const before = world.psp.moved.size
  world.psp.troubleNext('refused')
  await Promise.all([transfer(world, item), transfer(world, item), sweepDueTransfers(world)])
  await sweepDueTransfers(world)
  await transfer(world, item)
  expect(world.psp.moved.size).toBe(before + 1)
  expect(await sharedOf(world, order)).toBe(1_000)
})

test('what another request is just asking for is not asked for twice', async () => {
  const order = await aCapturedOrder(world)
  const item = anItem(order, oak)
  const answers = await Promise.all(Array.from({ length: 6 }, () => transfer(world, item)))
  const reasons = answers.flatMap(reasonsOf)
  expect(reasons.filter((reason) => reason === null).length).toBeGreaterThan(0)
  expect(reasons.every((reason) => reason === null || reason === 'outcome-unknown')).toBe(true)
  expect(new Set(answers.flat().map(({ transferId }) => transferId)).size).toBe(1)
  expect(await sharedOf(world, order)).toBe(1_000)
})

test('payouts that race never share more than was captured', async () => {
  const order = await aCapturedOrder(world)
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => transfer(world, anItem(order, oak, { amount: 10_000 }))),
  )
  const reasons = answers.flatMap(reasonsOf)
  expect(reasons.filter((reason) => reason === null)).toHaveLength(2)
  expect(reasons.filter((reason) => reason === 'amount-too-high')).toHaveLength(4)
  expect(await sharedOf(world, order)).toBe(20_000)
})

test('a refund that is under way is not shared, and is never refused because of merchants', async () => {
  const order = await aCapturedOrder(world)
  world.psp.acceptOnly(true)
  await refund(order, 4_890)
  world.psp.acceptOnly(false)
  const item = anItem(order, oak, { amount: 20_001 })
  expect(reasonsOf(await transfer(world, item))).toEqual(['amount-too-high'])
  expect(reasonsOf(await transfer(world, { ...item, amount: 20_000 }))).toEqual([null])
  expect((await refund(order, 20_000)).kind).toBe('begun')
  expect(await readPayment(world, order.transactionId)).toMatchObject({ refundedMinor: 20_000 })
})

test('of a payout and a refund that race for the same money, the refund always wins its own', async () => {
  for (let round = 0; round < 4; round += 1) {
    const order = await aCapturedOrder(world)
    const [answers, refunded] = await Promise.all([
      transfer(world, anItem(order, oak, { amount: 20_000 })),
      refund(order, 10_000),
    ])
    expect(refunded.kind).toBe('begun')
    const shared = await sharedOf(world, order)
    // Decided before the refund it stands, and is shown to operators; decided after it, it is refused.
    expect(shared).toBe(reasonsOf(answers)[0] === null ? 20_000 : 0)
  }
})

test('a payout is taken back in parts, once for each part and never above what was paid', async () => {
  const order = await aCapturedOrder(world)
  const [one, other] = [anItem(order, oak), anItem(order, oak, { amount: 500 })]
  const [paid] = await transfer(world, one, other)
  const back = takenBack(one, paid?.transferId, -400)
  const [first] = await transfer(world, back, takenBack(other, paid?.transferId))
  expect(first).toMatchObject({ refusal: null, isReversal: true })
  expect(atPsp(first?.transferId)).toEqual([900])
  expect(await transfer(world, back)).toMatchObject([{ transferId: first?.transferId }])
  const rest = (amount: number) => transfer(world, takenBack(one, paid?.transferId, amount))
  expect(reasonsOf(await rest(-601))).toEqual(['amount-too-high'])
  expect(reasonsOf(await rest(-600))).toEqual([null])
  expect(await sharedOf(world, order)).toBe(0)
  expect(reasonsOf(await rest(-1))).toEqual(['amount-too-high'])
  expect(await transfer(world, one)).toMatchObject([
    { transferId: paid?.transferId, refusal: null },
  ])
})

test('only what a transfer paid is taken back with it', async () => {
  const order = await aCapturedOrder(world)
  const item = anItem(order, oak)
  const [paid] = await transfer(world, item)
  const transferId = paid?.transferId
  const ask = (changes: object) => transfer(world, { ...takenBack(item, transferId), ...changes })
  expect(reasonsOf(await ask({ itemReference: 'another' }))).toEqual(['item-differs'])
  expect(reasonsOf(await ask({ merchantReference: elm }))).toEqual(['item-differs'])
  const other = await aCapturedOrder(world)
  const { orderReference } = other
  expect(reasonsOf(await ask({ orderReference }))).toEqual(['transfer-not-found'])
  const [back] = await ask({})
  const ofReversal = await ask({ transferId: back?.transferId })
  expect(reasonsOf(ofReversal)).toEqual(['transfer-not-found'])
})

test('reversals that race take back what was paid, once', async () => {
  const order = await aCapturedOrder(world)
  const item = anItem(order, oak)
  const [paid] = await transfer(world, item)
  const amounts = [-700, -700, -600, -600, -500]
  const answers = await Promise.all(
    amounts.map((amount) => transfer(world, takenBack(item, paid?.transferId, amount))),
  )
  const moved = answers.flat().filter(({ refusal }) => refusal === null)
  expect(moved.length).toBeGreaterThan(0)
  const reversals = [...world.psp.moved.values()].filter(({ operationId }) =>
    answers.flat().some(({ transferId }) => transferId === operationId),
  )
  const takenMinor = reversals.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  expect(takenMinor).toBeLessThanOrEqual(1_000)
  await sweepDueTransfers(world)
  expect(await sharedOf(world, order)).toBe(1_000 - takenMinor)
})

test('a reversal whose answer is lost is settled once, and one that is refused can be asked again', async () => {
  const order = await aCapturedOrder(world)
  const item = anItem(order, oak)
  const [paid] = await transfer(world, item)
  const back = takenBack(item, paid?.transferId)
  world.psp.troubleNext('refused')
  expect(reasonsOf(await transfer(world, back))).toEqual(['provider-refused'])
  expect(await sharedOf(world, order)).toBe(1_000)
  world.psp.troubleNext('lost-after')
  expect(reasonsOf(await transfer(world, back))).toEqual(['outcome-unknown'])
  expect(await sharedOf(world, order)).toBe(1_000)
  await sweepDueTransfers(world)
  expect(reasonsOf(await transfer(world, back))).toEqual([null])
  expect(await sharedOf(world, order)).toBe(0)
})

test('a payout that is not known yet cannot be taken back yet', async () => {
  const order = await aCapturedOrder(world)
  const item = anItem(order, oak)
  world.psp.troubleNext('lost-before')
  const [unknown] = await transfer(world, item)
  const back = takenBack(item, unknown?.transferId)
  expect(reasonsOf(await transfer(world, back))).toEqual(['outcome-unknown'])
  await sweepDueTransfers(world)
  expect(reasonsOf(await transfer(world, back))).toEqual([null])
})

test('what is taken back makes room for another merchant', async () => {
  const order = await aCapturedOrder(world)
  const item = anItem(order, oak, { amount: 24_890 })
  const [paid] = await transfer(world, item)
  expect(reasonsOf(await transfer(world, anItem(order, elm)))).toEqual(['amount-too-high'])
  await transfer(world, takenBack(item, paid?.transferId))
  expect(reasonsOf(await transfer(world, anItem(order, elm)))).toEqual([null])
})

test('payouts and reversals mix in one request', async () => {
  const order = await aCapturedOrder(world)
  const [one, other] = [anItem(order, oak), anItem(order, elm)]
  const [paid] = await transfer(world, one)
  const answers = await transfer(world, takenBack(one, paid?.transferId), other)
  expect(answers.map(({ isReversal, refusal }) => [isReversal, refusal])).toEqual([
    [true, null],
    [false, null],
  ])
})

test('merchants are still paid and money still comes back when the provider takes no new payments', async () => {
  const order = await aCapturedOrder(world)
  const deps = {
    ...world.deps,
    listConnections: async () => [aConnection({ status: 'DISCONNECTED' })],
  }
  const item = anItem(order, oak)
  const paid = await transferPayments(deps, { tenant: 'demo', items: [item] })
  if (!paid.ok) throw new Error(paid.failure.kind)
  const items = [takenBack(item, paid.value[0]?.transferId)]
  expect(await transferPayments(deps, { tenant: 'demo', items })).toMatchObject({
    value: [{ refusal: null }],
  })
})

test('a tenant without a provider, or without a marketplace, is told so at once', async () => {
  const order = await aCapturedOrder(world)
  const ask = (deps: Parameters<typeof transferPayments>[0], tenant = 'demo') =>
    transferPayments(deps, { tenant, items: [anItem(order, oak)] })
  expect(await ask(world.deps, 'nobody')).toMatchObject({
    failure: { kind: 'tenant-not-configured' },
  })
  expect(await ask({ ...world.deps, findTransfers: async () => null })).toMatchObject({
    failure: { kind: 'marketplace-not-supported' },
  })
})

test('a payment of a provider without a marketplace shares nothing, beside another that does', async () => {
  const order = await aCapturedOrder(world)
  await sql`update payments set provider = 'other' where transaction_id = ${order.transactionId}`.execute(
    world.db,
  )
  expect(reasonsOf(await transfer(world, anItem(order, oak)))).toEqual([
    'marketplace-not-supported',
  ])
})

test("another tenant's transfers and payments do not exist", async () => {
  const order = await aCapturedOrder(world)
  const item = anItem(order, oak)
  const [paid] = await transfer(world, item)
  const listConnections = async () => [aConnection({ tenant: 'other' })]
  const deps = { ...world.deps, listConnections, findTransfers: async () => world.psp.transfers }
  const ask = (asked: typeof item) => transferPayments(deps, { tenant: 'other', items: [asked] })
  expect(await ask(item)).toMatchObject({ value: [{ refusal: { reason: 'payment-not-found' } }] })
  expect(await ask(takenBack(item, paid?.transferId))).toMatchObject({
    value: [{ refusal: { reason: 'payment-not-found' } }],
  })
})

test('a crash between the intent and the provider leaves nothing behind that a sweep does not finish', async () => {
  const order = await aCapturedOrder(world)
  const item = anItem(order, oak)
  const crashing = {
    ...world.deps,
    findTransfers: async () => ({
      ...world.psp.transfers,
      payOut: async () => {
        throw new Error('The process died.')
      },
    }),
  }
  await expect(transferPayments(crashing, { tenant: 'demo', items: [item] })).rejects.toThrow(
    'The process died.',
  )
  expect(reasonsOf(await transfer(world, item))).toEqual(['outcome-unknown'])
  await sweepDueTransfers(world)
  expect(reasonsOf(await transfer(world, item))).toEqual([null])
  expect(await sharedOf(world, order)).toBe(1_000)
})

test('the database itself keeps a second payout of an item, and a second reversal of the same, out', async () => {
  const order = await aCapturedOrder(world)
  const item = anItem(order, oak)
  const [paid] = await transfer(world, item)
  await transfer(world, takenBack(item, paid?.transferId))
  const again = sql`
    insert into transfer_items (tenant, transfer_id, order_reference, item_reference, kind, of_transfer, amount_minor)
    select tenant, 'tr_again', order_reference, item_reference, kind, of_transfer, amount_minor from transfer_items
    where item_reference = ${item.itemReference} and kind = `
  await expect(sql`${again} 'payout'`.execute(world.db)).rejects.toThrow('transfer_items_paid')
  await expect(sql`${again} 'reversal'`.execute(world.db)).rejects.toThrow(
    'transfer_items_reversed',
  )
})
