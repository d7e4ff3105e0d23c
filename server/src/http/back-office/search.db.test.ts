import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type BackOfficeWorld, createBackOfficeWorld } from '../../testing/back-office-world.ts'
import { putOperation, putPayment } from '../../testing/operator-rows.ts'

let world: BackOfficeWorld
beforeAll(async () => {
  world = await createBackOfficeWorld()
})
afterAll(() => world.drop())
beforeEach(() => sql`truncate payments, operations, payment_history`.execute(world.db))

const put = (row: Parameters<typeof putPayment>[1]) => putPayment(world.db, row)

type Page = {
  payments: { transactionId: string }[]
  nextCursor: string | null
  searchedBackTo: string | null
}

async function search(query: Record<string, string> = {}): Promise<Page> {
  const answer = await world.get(`/payments?${new URLSearchParams(query)}`)
  if (answer.failure) throw new Error(`${answer.failure}: ${answer.detail}`)
  return answer.attributes as unknown as Page
}

const found = async (query: Record<string, string> = {}): Promise<string[]> =>
  (await search(query)).payments.map(({ transactionId }) => transactionId)

async function findAll(query: Record<string, string>): Promise<string[]> {
  const all: string[] = []
  let cursor: string | null = null
  do {
    const page: Page = await search({ ...query, ...(cursor && { cursor }) })
    all.push(...page.payments.map(({ transactionId }) => transactionId))
    cursor = page.nextCursor
  } while (cursor !== null)
  return all
}

test('the newest payments come first, with what a list shows and nothing of who paid', async () => {
  await put({ transactionId: 'tx_old', ageMinutes: 5 })
  await put({ transactionId: 'tx_new', orderReference: 'DE--7', capturedMinor: 100 })
  const answer = await world.get('/payments')
  expect(await found()).toEqual(['tx_new', 'tx_old'])
  expect(answer.attributes['payments']).toMatchObject([
    { orderReference: 'DE--7', amount: 24_890, captured: 100, outcome: 'paid', mode: 'test' },
    { orderReference: null },
  ])
  expect(answer.text).not.toContain('secret-of-a-guest')
})

test('payments of another tenant are found by nothing', async () => {
  await put({
    tenant: 'other',
    transactionId: 'tx_theirs',
    orderReference: 'DE--8',
    status: 'refund failed',
  })
  await put({ tenant: 'other', transactionId: 'tx_orderless', orderlessMinutes: 9 })
  await putOperation(world.db, { tenant: 'other', transactionId: 'tx_theirs', ageMinutes: 60 })
  for (const query of [
    {},
    { q: 'tx_theirs' },
    { q: 'tx_t' },
    { q: 'DE--8' },
    { attention: 'orderless' },
    { attention: 'stuck' },
    { attention: 'failed-operation' },
  ]) {
    expect(await found(query)).toEqual([])
  }
})

test('a payment is found by any of its four names, in whole or by how it begins', async () => {
  await put({
    transactionId: 'tx_abc',
    orderReference: 'DE--1042',
    cartId: 'cart-77',
    pspReference: 'ch_6fPq',
    ageMinutes: 9,
  })
  await put({ transactionId: 'tx_xyz', orderReference: 'DE--2000', cartId: 'cart-88' })
  for (const q of ['tx_abc', 'DE--1042', 'cart-77', 'ch_6fPq', 'tx_a', 'DE--10', 'ch_6', ' tx_a']) {
    expect([q, await found({ q })]).toEqual([q, ['tx_abc']])
  }
  expect(await found({ q: 'DE--' })).toEqual(['tx_xyz', 'tx_abc'])
  expect(await found({ q: '%' })).toEqual([])
  expect(await found({ q: 'abc' })).toEqual([])
})

test('filters are combined', async () => {
  await put({ transactionId: 'tx_1', status: 'captured', method: 'card', mode: 'live' })
  await put({ transactionId: 'tx_2', status: 'refunded', method: 'pebble-express' })
  await put({ transactionId: 'tx_3', status: 'partially refunded', provider: 'other' })
  expect(await found({ status: 'captured' })).toEqual(['tx_1'])
  expect((await found({ status: 'captured,partially refunded' })).toSorted()).toEqual([
    'tx_1',
    'tx_3',
  ])
  expect(await found({ method: 'pebble-express' })).toEqual(['tx_2'])
  expect(await found({ provider: 'other', status: 'captured' })).toEqual([])
  expect(await found({ mode: 'live' })).toEqual(['tx_1'])
  expect(await found({ q: 'tx_1', mode: 'test' })).toEqual([])
})

test('reading on skips none and repeats none, also when many were made at one moment', async () => {
  await sql`
    insert into payments (tenant, transaction_id, mode, provider, method, strategy, owner, amount_minor, currency, status,
      created_at)
    select 'demo', 'tx_' || n, 'test', 'sandbox', case n % 3 when 0 then 'card' else 'kite-express' end,
      'hosted-payment-page', 'o', 100, 'EUR', 'captured',
      timestamptz '2026-01-15 09:00:00.000001Z' + (n / 7) * interval '1 microsecond'
    from generate_series(1, 100) n`.execute(world.db)
  const all = await findAll({ limit: '9' })
  expect(all).toHaveLength(100)
  expect(new Set(all).size).toBe(100)
  expect(all).toEqual(await found({ limit: '100' }))
  const cards = await findAll({ limit: '9', method: 'card' })
  expect(cards).toEqual(await found({ limit: '100', method: 'card' }))
  expect(cards).toHaveLength(33)
})

test('a search that finds little stops after a while, says so, and goes on from there', async () => {
  await sql`
    insert into payments (tenant, transaction_id, mode, provider, method, strategy, owner, amount_minor, currency, status,
      created_at)
    select 'demo', 'tx_' || n, 'test', 'sandbox', case n when 1 then 'rare' else 'card' end, 'hosted-payment-page', 'o', 100,
      'EUR', 'captured', timestamptz '2026-01-15 09:00:00Z' + n * interval '1 second'
    from generate_series(1, 10500) n`.execute(world.db)
  const first = await search({ method: 'rare' })
  expect(first.payments).toEqual([])
  expect(first.searchedBackTo).toMatch(/^2026-01-15T09:08:21/)
  expect(await found({ method: 'rare', cursor: first.nextCursor ?? '' })).toEqual(['tx_1'])
  expect(await findAll({ method: 'rare' })).toEqual(['tx_1'])
})

test('what needs somebody is found: money without an order, operations without an end, failed ones', async () => {
  await put({ transactionId: 'tx_orderless', orderlessMinutes: 10 })
  await put({ transactionId: 'tx_just_now', orderlessMinutes: 0 })
  await put({ transactionId: 'tx_unpaid', orderlessMinutes: 10, status: 'new' })
  await put({ transactionId: 'tx_stuck' })
  await putOperation(world.db, { transactionId: 'tx_stuck', ageMinutes: 10 })
  await put({ transactionId: 'tx_asked' })
  await putOperation(world.db, { transactionId: 'tx_asked', ageMinutes: 1 })
  await put({ transactionId: 'tx_answered' })
  await putOperation(world.db, {
    transactionId: 'tx_answered',
    ageMinutes: 10,
    state: 'succeeded',
  })
  await put({ transactionId: 'tx_failed', status: 'refund failed', method: 'kite-express' })
  await put({ transactionId: 'tx_capture', status: 'capture_failed', ageMinutes: 1 })
  expect(await found({ attention: 'orderless' })).toEqual(['tx_orderless'])
  expect(await found({ attention: 'stuck' })).toEqual(['tx_stuck'])
  expect(await found({ attention: 'failed-operation' })).toEqual(['tx_failed', 'tx_capture'])
  expect(await findAll({ attention: 'failed-operation', limit: '1' })).toEqual([
    'tx_failed',
    'tx_capture',
  ])
  expect(await found({ attention: 'failed-operation', method: 'card' })).toEqual(['tx_capture'])
  expect(await found({ attention: 'orderless', q: 'tx_or' })).toEqual(['tx_orderless'])
})

test.each([
  ['a status that is none', { status: 'paid' }],
  ['an empty list of statuses', { status: '' }],
  ['a mode that is none', { mode: 'fake' }],
  ['too many', { limit: '101' }],
  ['none', { limit: '0' }],
  ['a cursor that nobody gave out', { cursor: 'abc' }],
  ['a search for nothing', { q: ' ' }],
])('%s is refused', async (_name, query: Record<string, string>) => {
  const answer = await world.get(`/payments?${new URLSearchParams(query)}`)
  expect([answer.status, answer.failure]).toEqual([422, 'validation-failed'])
})
