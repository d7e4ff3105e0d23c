import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type DeskMerchant,
  type DeskTransfer,
  type MarketplaceDesk,
  toMerchantId,
} from '../back-office/marketplace-desk.ts'
import { aCapturedOrder, aMerchant, anItem, takenBack, transfer } from '../testing/marketplace.ts'
import { createPaymentWorld, type PaymentWorld } from '../testing/payment-world.ts'
import { createMarketplaceDesk } from './create-marketplace-desk.ts'

let world: PaymentWorld
let desk: MarketplaceDesk
beforeAll(async () => {
  world = await createPaymentWorld()
  desk = createMarketplaceDesk(world.db)
})
afterAll(() => world.drop())

/** Every page of a list, one row each, read on from place to place. */
async function readAll<Row extends { createdExactly: string }>(
  read: (page: {
    from: { at: string; id: string } | null
    limit: number
  }) => Promise<readonly Row[]>,
  idOf: (row: Row) => string,
): Promise<Row[]> {
  const all: Row[] = []
  for (;;) {
    const last = all.at(-1)
    const from = last ? { at: last.createdExactly, id: idOf(last) } : null
    const [next] = await read({ from, limit: 1 })
    if (!next) return all
    all.push(next)
  }
}

const merchants = (search: object = {}): Promise<DeskMerchant[]> =>
  readAll<DeskMerchant>(
    (page) => desk.listMerchants({ tenant: 'demo', ...search }, page),
    toMerchantId,
  )

const transfers = (search: object = {}): Promise<DeskTransfer[]> =>
  readAll(
    (page) => desk.listTransfers({ tenant: 'demo', ...search }, page),
    ({ transferId }) => transferId,
  )

const kinds = (all: DeskTransfer[]) =>
  all.map(({ kind, merchantReference }) => `${kind} ${merchantReference}`)

const names = (all: DeskMerchant[]) => all.map(({ merchantReference }) => merchantReference)

test('transfers are listed newest first: all, of a payment, of a merchant, and by name', async () => {
  const [oak, elm] = [await aMerchant(world, 'MER-OAK'), await aMerchant(world, 'MER-ELM')]
  const [one, other] = [await aCapturedOrder(world), await aCapturedOrder(world)]
  const item = anItem(one, oak)
  const [paid] = await transfer(world, item)
  await transfer(world, anItem(other, oak), anItem(other, elm))
  const [back] = await transfer(world, takenBack(item, paid?.transferId))
  expect(kinds(await transfers())).toEqual([
    ...['reversal MER-OAK', 'payout MER-ELM', 'payout MER-OAK', 'payout MER-OAK'],
  ])
  const { transactionId, orderReference } = one
  const ofOne = ['reversal MER-OAK', 'payout MER-OAK']
  expect(kinds(await transfers({ transactionId }))).toEqual(ofOne)
  expect(kinds(await transfers({ q: orderReference }))).toEqual(ofOne)
  expect(kinds(await transfers({ q: back?.transferId }))).toEqual(['reversal MER-OAK'])
  expect(kinds(await transfers({ q: 'MER-E' }))).toEqual(['payout MER-ELM'])
  expect(kinds(await transfers({ merchant: elm }))).toEqual(['payout MER-ELM'])
  expect(await transfers({ kind: 'payout', state: 'succeeded' })).toHaveLength(3)
  expect(await transfers({ state: 'unknown' })).toEqual([])
  expect(await transfers({ tenant: 'other' })).toEqual([])
})

test('a transfer is shown with its items, its merchant, and why it failed', async () => {
  const ash = await aMerchant(world, 'MER-ASH')
  const order = await aCapturedOrder(world)
  const items = ['b', 'a'].map((itemReference) => anItem(order, ash, { itemReference }))
  world.psp.troubleNext('refused')
  await transfer(world, ...items)
  const [shown] = await transfers()
  expect(shown).toMatchObject({
    ...{ state: 'failed', failureReason: 'refused', pspReference: null },
    ...{ merchantName: 'Oak Workshop', itemReferences: ['a', 'b'], amountMinor: 2_000 },
  })
})

test('merchants are listed with what they have, without what is under way', async () => {
  const fir = await aMerchant(world, 'MER-FIR', { status: 'restricted' })
  const ash = 'MER-ASH'
  const order = await aCapturedOrder(world)
  const item = anItem(order, ash, { amount: 5_000 })
  const [paid] = await transfer(world, item, anItem(order, ash, { amount: 70 }))
  await transfer(world, takenBack(item, paid?.transferId, -2_000))
  world.psp.troubleNext('lost-before')
  await transfer(world, anItem(order, ash, { amount: 300 }))
  const all = await merchants()
  expect(names(all)).toEqual([fir, ash, 'MER-ELM', 'MER-OAK'])
  expect(all.map(({ balances }) => balances)).toEqual([
    [],
    [{ currency: 'EUR', amountMinor: 3_070 }],
    [{ currency: 'EUR', amountMinor: 1_000 }],
    [{ currency: 'EUR', amountMinor: 1_000 }],
  ])
  expect(names(await merchants({ status: 'restricted' }))).toEqual([fir])
  expect(names(await merchants({ q: 'MER-F' }))).toEqual([fir])
  expect(await merchants({ q: 'oak work' })).toHaveLength(4)
  expect(await merchants({ mode: 'live' })).toEqual([])
})

test('merchants of one moment are each listed once', async () => {
  await sql`
    insert into merchants (tenant, provider, mode, merchant_reference, name, status, operation_id, created_at)
    select 'twins', 'sandbox', mode, 'MER/' || n, '', 'incomplete', 'op', '2026-01-15 09:14:02.118+00'
    from unnest(array['test', 'live']) mode, generate_series(1, 3) n`.execute(world.db)
  const ids = (await merchants({ tenant: 'twins' })).map(toMerchantId)
  expect(ids).toHaveLength(6)
  expect(new Set(ids).size).toBe(6)
})
