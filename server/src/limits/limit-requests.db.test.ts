import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import type { Hit } from './counters.ts'
import { createKeyHash } from './key-hash.ts'
import { createRequestLimiter } from './limit-requests.ts'
import { createRates } from './rates.ts'
import { pruneCounts } from './request-count-store.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

/** Two processes on one database, at a time of day that moves when it is told to. */
function twoProcesses() {
  const day = { seconds: 60_000 }
  const start = () =>
    createRequestLimiter({
      db: database.db,
      rates: createRates({ shopper: 10, address: 100, tenant: 1_000 }),
      hash: createKeyHash('one secret of one installation'),
      now: () => new Date(day.seconds * 1_000),
    })
  return { day, one: start(), other: start() }
}

const of = (key: string, tenant = 'demo'): Hit[] => [{ rate: 'shopper', tenant, key }]
const times = (count: number, run: () => number | null) => Array.from({ length: count }, run)
const refused = (waits: (number | null)[]) => waits.filter((wait) => wait !== null).length

test('what one process has counted, the other one knows after both have shared', async () => {
  const { one, other } = twoProcesses()
  expect(refused(times(6, () => one.take(of('shared'))))).toBe(0)
  expect(refused(times(4, () => other.take(of('shared'))))).toBe(0)
  await one.share()
  await other.share()
  expect(other.take(of('shared'))).toBeGreaterThan(0)
  // One has shared first, so it has yet to hear of the other.
  expect(one.take(of('shared'))).toBeNull()
  await one.share()
  expect(one.take(of('shared'))).toBeGreaterThan(0)
})

test('a window that is over counts in a process that has not seen it', async () => {
  const { day, one, other } = twoProcesses()
  times(10, () => one.take(of('late')))
  await one.share()
  day.seconds += 60
  expect(other.take(of('late'))).toBeNull()
  await other.share()
  expect(other.take(of('late'))).toBeGreaterThan(0)
})

test('the wait counts down, and ends', () => {
  const { day, one } = twoProcesses()
  times(10, () => one.take(of('patient')))
  const wait = one.take(of('patient')) ?? 0
  expect(wait).toBe(66)
  day.seconds += 60
  expect(one.take(of('patient'))).toBe(wait - 60)
  day.seconds += wait - 60
  expect(one.take(of('patient'))).toBeNull()
})

test('who is refused is not counted, so that trying again does not make the wait longer', () => {
  const { one } = twoProcesses()
  times(10, () => one.take(of('eager')))
  const waits = times(50, () => one.take(of('eager')))
  expect(new Set(waits)).toEqual(new Set([66]))
})

test('a request that one count refuses is counted by no other', () => {
  const { one } = twoProcesses()
  const address: Hit = { rate: 'address', tenant: 'demo', key: 'a' }
  times(10, () => one.take(of('greedy')))
  times(200, () => one.take([address, ...of('greedy')]))
  expect(refused(times(100, () => one.take([address])))).toBe(0)
  expect(one.take([address])).toBeGreaterThan(0)
})

test('one tenant’s shoppers take nothing from another’s', () => {
  const { one } = twoProcesses()
  times(11, () => one.take(of('same name')))
  expect(one.take(of('same name'))).toBeGreaterThan(0)
  expect(one.take(of('same name', 'other'))).toBeNull()
})

test('what proved harmless is taken back in every process', async () => {
  const { one, other } = twoProcesses()
  times(9, () => one.take(of('ada')))
  await one.share()
  one.giveBack(Array.from({ length: 9 }, () => of('ada')).flat())
  await one.share()
  times(5, () => other.take(of('ada')))
  await other.share()
  expect(refused(times(5, () => other.take(of('ada'))))).toBe(0)
})

test('neither names nor addresses are written down', async () => {
  const { one } = twoProcesses()
  times(5, () => one.take(of('customer:ada@example.org')))
  await one.share()
  const { rows } = await sql<{ key: string }>`select key from request_counts`.execute(database.db)
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.filter(({ key }) => key.includes('ada'))).toEqual([])
})

test('counts that say nothing any more are deleted', async () => {
  const { one } = twoProcesses()
  times(5, () => one.take(of('old')))
  await one.share()
  await sql`update request_counts set forget_at = now() - interval '1 second'`.execute(database.db)
  expect(await pruneCounts(database.db, 1_000)).toBeGreaterThan(0)
  const { rows } = await sql`select from request_counts`.execute(database.db)
  expect(rows).toEqual([])
})
