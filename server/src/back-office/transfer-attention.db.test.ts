import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newOperationId } from '../payments/new-id.ts'
import { refundPayment } from '../payments/refund-payment.ts'
import { aCapturedOrder, aMerchant, anItem, takenBack, transfer } from '../testing/marketplace.ts'
import { createPaymentWorld, type PaymentWorld } from '../testing/payment-world.ts'
import { readAttention } from './read-attention.ts'

let world: PaymentWorld
let oak: string
beforeAll(async () => {
  world = await createPaymentWorld()
  oak = await aMerchant(world, 'MER-OAK')
})
afterAll(() => world.drop())

async function itemsOf(wanted: string) {
  const deps = { db: world.db, orderDesk: null, preOrderDeadlineMs: 60_000 }
  const groups = await readAttention(deps, 'demo')
  return groups.find(({ kind }) => kind === wanted)?.items ?? []
}

test('merchants who have more than is left after a refund need somebody, until it is taken back', async () => {
  const order = await aCapturedOrder(world)
  const item = anItem(order, oak, { amount: 20_000 })
  const [paid] = await transfer(world, item)
  expect(await itemsOf('overshared-payments')).toEqual([])
  const wanted = { operationId: newOperationId(), amountMinor: 10_000, orderItemIds: [] }
  await refundPayment(world.deps, order, wanted, 'command')
  expect(await itemsOf('overshared-payments')).toMatchObject([
    {
      ...{ id: order.transactionId, amount: 5_110, currency: 'EUR' },
      facts: { shared: 20_000, left: 14_890 },
    },
  ])
  await transfer(world, takenBack(item, paid?.transferId, -5_110))
  expect(await itemsOf('overshared-payments')).toEqual([])
})

test('a transfer that failed needs somebody until it is asked again', async () => {
  const order = await aCapturedOrder(world)
  const item = anItem(order, oak)
  world.psp.troubleNext('refused')
  await transfer(world, item)
  world.psp.troubleNext('refused')
  await transfer(world, item)
  expect(await itemsOf('failed-transfers')).toMatchObject([
    {
      ...{ amount: 1_000, currency: 'EUR', links: [{ id: order.transactionId }, {}] },
      facts: { kind: 'payout', merchantReference: oak, note: 'refused' },
    },
  ])
  const [paid] = await transfer(world, item)
  expect(await itemsOf('failed-transfers')).toEqual([])
  world.psp.troubleNext('refused')
  await transfer(world, takenBack(item, paid?.transferId))
  expect(await itemsOf('failed-transfers')).toMatchObject([{ facts: { kind: 'reversal' } }])
})

test('a transfer of which only one item is asked again still needs somebody for the other', async () => {
  const order = await aCapturedOrder(world)
  const [item, other] = [anItem(order, oak), anItem(order, oak)]
  const failed = async () =>
    (await itemsOf('failed-transfers')).filter(({ links }) => links[0]?.id === order.transactionId)
  world.psp.troubleNext('refused')
  await transfer(world, item, other)
  await transfer(world, item)
  expect(await failed()).toHaveLength(1)
  await transfer(world, other)
  expect(await failed()).toEqual([])
})

test('a transfer that nobody has answered for long needs somebody', async () => {
  const order = await aCapturedOrder(world)
  world.psp.troubleNext('lost-before')
  await transfer(world, anItem(order, oak))
  expect(await itemsOf('unknown-transfers')).toEqual([])
  await sql`update transfers set created_at = now() - interval '10 minutes' where state = 'unknown'`.execute(
    world.db,
  )
  expect(await itemsOf('unknown-transfers')).toMatchObject([
    { amount: 1_000, facts: { attempts: 0 } },
  ])
})
