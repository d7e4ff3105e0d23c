import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Database } from '../database/database.ts'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { listInbox } from './list-inbox.ts'
import { replayInboxEvent } from './replay-inbox-event.ts'

let database: TestDatabase
let db: Database
beforeAll(async () => {
  database = await createTestDatabase()
  db = database.db
})
afterAll(() => database.drop())
beforeEach(async () => {
  await sql`delete from inbox`.execute(db)
})

const tenant = 'demo'

async function keep(eventId: string, state: string, of = tenant) {
  await sql`insert into inbox (tenant, source, event_id, mode, name, raw_body, state, attempts, note, received_at, settled_at)
    values (${of}, 'psp:sandbox', ${eventId}, 'test', 'charge.changed', '{}', ${state}, 20, 'older', clock_timestamp(),
      case when ${state} = 'waiting' then null else now() end)`.execute(db)
}

const replay = (eventId: string) =>
  replayInboxEvent({ db }, { tenant, source: 'psp:sandbox', eventId })

test.each(['dead', 'ignored'])('an event that is %s can be made due again', async (state) => {
  await keep('evt_1', state)
  expect(await replay('evt_1')).toMatchObject({ ok: true })
  const { events } = await listInbox(db, { tenant, limit: 10 })
  expect(events).toMatchObject([
    { state: 'waiting', attempts: 0, note: 'replayed', settledAt: null },
  ])
})

test('what is applied, waits, or is another tenant’s cannot be replayed', async () => {
  await keep('evt_applied', 'applied')
  await keep('evt_waiting', 'waiting')
  await keep('evt_other', 'dead', 'other')
  for (const eventId of ['evt_applied', 'evt_waiting', 'evt_other', 'evt_none'])
    expect(await replay(eventId)).toEqual({ ok: false, failure: 'event-not-replayable' })
})

test('events are listed newest first, page by page, by state', async () => {
  for (const [index, state] of ['dead', 'applied', 'dead', 'waiting', 'ignored'].entries())
    await keep(`evt_${index}`, state)
  await keep('evt_other', 'dead', 'other')
  const idsOf = ({ events }: { events: { eventId: string }[] }) =>
    events.map(({ eventId }) => eventId)
  expect(idsOf(await listInbox(db, { tenant, limit: 10, state: 'dead' }))).toEqual([
    'evt_2',
    'evt_0',
  ])
  const first = await listInbox(db, { tenant, limit: 2 })
  expect(idsOf(first)).toEqual(['evt_4', 'evt_3'])
  const second = await listInbox(db, { tenant, limit: 2, cursor: first.next ?? '' })
  expect(idsOf(second)).toEqual(['evt_2', 'evt_1'])
  const third = await listInbox(db, { tenant, limit: 2, cursor: second.next ?? '' })
  expect(idsOf(third)).toEqual(['evt_0'])
  expect(third.next).toBeNull()
  for (const cursor of ['no cursor', Buffer.from('["x","y","z"]').toString('base64url')])
    expect(idsOf(await listInbox(db, { tenant, limit: 2, cursor }))).toEqual(idsOf(first))
})
