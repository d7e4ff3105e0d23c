import { afterAll, beforeAll, expect, test } from 'vitest'
import { anInitialise, aPayment, budgets } from '../testing/builders.ts'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { beginPayment } from './begin-store.ts'
import { keepChange } from './keep-store.ts'
import { readVersions } from './payment-store.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

test('payments of two tenants that share an id are told apart, and one that does not exist has no version', async () => {
  const { db } = database
  const payments = ['lamps', 'chairs'].map((tenant) => aPayment({ tenant, transactionId: 'tx_1' }))
  for (const payment of payments) {
    await beginPayment(db, payment, anInitialise(payment), { claim: null, budgets })
  }
  const [lamps, chairs] = payments
  if (!lamps || !chairs) throw new Error('There are two.')
  await keepChange(db, { payment: lamps, history: [], messages: [] })
  const unknown = { tenant: 'tables', transactionId: 'tx_1' }
  expect(await readVersions(db, [chairs, unknown, lamps])).toEqual([1, null, 2])
  expect(await readVersions(db, [lamps, chairs])).toEqual([2, 1])
})
