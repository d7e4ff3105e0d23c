import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { createDatabaseClock } from './database-clock.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

test('a machine whose clock is wrong tells the time of the database', async () => {
  const anHourMs = 3_600_000
  const late = createDatabaseClock(database.db, () => Date.now() - anHourMs)
  const early = createDatabaseClock(database.db, () => Date.now() + anHourMs)
  await Promise.all([late.measure(), early.measure()])
  const apartMs = Math.abs(late.now().getTime() - early.now().getTime())
  expect(apartMs).toBeLessThan(60_000)
})
