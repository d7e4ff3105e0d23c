import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  storeEvents,
  storeMessages,
  storeOperations,
  storePayments,
} from '../testing/stored-payments.ts'
import { storeTransfers } from '../testing/stored-transfers.ts'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { type Backlog, readBacklog } from './backlog-store.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(() => database.drop())

const hour = 3_600_000
const run = (text: string) => sql.raw(text).execute(database.db)
const read = (countMax = 100) => readBacklog(database.db, { preOrderDeadlineMs: hour, countMax })

const queueOf = ({ queues }: Backlog, name: string) => queues.find(({ queue }) => queue === name)
const countsOf = ({ troubles }: Backlog) =>
  Object.fromEntries(troubles.map(({ trouble, count }) => [trouble, count]))

test('an installation that is done with everything has nothing that waits', async () => {
  const past = { first: 1, count: 20 }
  await storePayments(run, past)
  for (const store of [storeMessages, storeEvents, storeTransfers]) await store(run, past)
  const backlog = await read()
  const nothing = { waiting: 0, overdueSeconds: 0, oldestSeconds: 0 }
  expect(backlog.queues.map(({ queue, ...found }) => [queue, found])).toEqual(
    ['inbox', 'operations', 'transfers', 'messages'].map((queue) => [queue, nothing]),
  )
  expect(Object.values(countsOf(backlog))).toEqual([0, 0, 0, 0, 0])
})

test.each(['inbox', 'messages', 'operations', 'transfers'])(
  'what waits in %s is counted with its age, and what is under way is not due',
  async (queue) => {
    const waiting = { first: 1, count: 7 }
    await storePayments(run, waiting)
    await storeEvents(run, { ...waiting, state: 'waiting' })
    await storeMessages(run, { ...waiting, state: 'waiting' })
    await storeOperations(run, { ...waiting, isOpen: true })
    await storeTransfers(run, { ...waiting, isOpen: true })
    const bornAt = queue === 'inbox' ? 'received_at' : 'created_at'
    const isOpen = 'settled_at is null'
    await run(`update ${queue} set due_at = now() - interval '90 minutes',
      ${bornAt} = now() - interval '5 hours' where ${isOpen}`)
    const due = queueOf(await read(), queue)
    expect(due?.waiting).toBe(7)
    expect(due?.overdueSeconds).toBeGreaterThanOrEqual(90 * 60)
    expect(due?.overdueSeconds).toBeLessThan(5 * 3_600)
    expect(due?.oldestSeconds).toBeGreaterThanOrEqual(5 * 3_600)
    await run(`update ${queue} set due_at = now() + interval '1 minute' where ${isOpen}`)
    expect(queueOf(await read(), queue)).toMatchObject({ waiting: 7, overdueSeconds: 0 })
  },
)

test('counting stops where it is told to, with the first that fell due among them', async () => {
  const events = { first: 1, count: 7, state: 'waiting' } as const
  await storeEvents(run, events)
  await run(`update inbox set due_at = now() - interval '1 day' where event_id = 'evt_waiting_7'`)
  const found = queueOf(await read(3), 'inbox')
  expect(found?.waiting).toBe(3)
  expect(found?.overdueSeconds).toBeGreaterThanOrEqual(86_400)
})

test('what waits for a person is counted for all tenants together', async () => {
  const some = { first: 1, count: 6 }
  await storePayments(run, { ...some, waitingFor: 'order' })
  await storeMessages(run, { ...some, state: 'waiting' })
  await storeEvents(run, { ...some, state: 'waiting' })
  const dead = `state = 'dead', settled_at = now()`
  await run(`update messages set ${dead} where subject <= 'tx_stored_000000000004'`)
  await run(`update inbox set ${dead}`)
  await run(`update inbox set tenant = 'other' where event_id = 'evt_waiting_1'`)
  await run(`update payments set shared_minor = 1 where transaction_id <= 'tx_stored_000000000002'`)
  expect(countsOf(await read())).toEqual({
    'dead-inbox-events': 6,
    'dead-messages': 4,
    'failed-transfers': 0,
    'overshared-payments': 2,
    'payments-without-order': 6,
  })
  expect(countsOf(await read(2))).toMatchObject({ 'dead-inbox-events': 2, 'dead-messages': 2 })
})
