import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Database } from '../database/database.ts'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { listMessages } from './list-messages.ts'
import { pruneMessages } from './message-store.ts'
import { acknowledgeMessages, pullMessages } from './pull-messages.ts'
import { replayMessage } from './replay-message.ts'

let database: TestDatabase
let db: Database
beforeAll(async () => {
  database = await createTestDatabase()
  db = database.db
})
afterAll(() => database.drop())
beforeEach(async () => {
  await sql`delete from messages`.execute(db)
})

const events = { tenant: 'demo', channel: 'payment-events' }

async function enqueue(subject: string, name: string, state = 'waiting', tenant = 'demo') {
  const messageId = randomUUID()
  await sql`insert into messages (tenant, message_id, subject, name, channel, payload, state, attempts, settled_at)
    values (${tenant}, ${messageId}, ${subject}, ${name}, 'payment-events', '{}', ${state}, 20,
      case when ${state} = 'waiting' then null else now() end)`.execute(db)
  return messageId
}

test.each(['dead', 'delivered'])(
  'a %s message that is replayed is handed out again under its old id',
  async (state) => {
    const messageId = await enqueue('tx_1', 'PaymentCreated', state)
    expect(await replayMessage({ db }, { tenant: 'demo', messageId })).toMatchObject({ ok: true })
    const { messages } = await listMessages(db, { tenant: 'demo', limit: 10 })
    expect(messages).toMatchObject([{ messageId, state: 'waiting', attempts: 0, note: 'replayed' }])
    const pulled = await pullMessages({ db }, events, 10)
    expect(pulled.map((message) => message.messageId)).toEqual([messageId])
    await acknowledgeMessages({ db }, events, [messageId])
    const { messages: after } = await listMessages(db, { tenant: 'demo', limit: 10 })
    expect(after).toMatchObject([{ state: 'delivered', note: 'replayed' }])
  },
)

test('what waits, what is another tenant’s and what never was cannot be replayed', async () => {
  const waiting = await enqueue('tx_1', 'PaymentCreated')
  const others = await enqueue('tx_2', 'PaymentCreated', 'dead', 'other')
  for (const messageId of [waiting, others, randomUUID(), 'no-id'])
    expect(await replayMessage({ db }, { tenant: 'demo', messageId })).toEqual({
      ok: false,
      failure: 'message-not-replayable',
    })
})

test('messages are listed newest first, page by page, as they are asked for', async () => {
  await enqueue('tx_1', 'PaymentCreated', 'delivered')
  await enqueue('tx_1', 'PaymentAuthorized', 'dead')
  await enqueue('tx_2', 'PaymentCreated')
  await enqueue('tx_3', 'PaymentCreated', 'dead', 'other')
  const tenant = 'demo'
  const namesOf = async (filter: object) =>
    (await listMessages(db, { tenant, limit: 10, ...filter })).messages.map(
      ({ subject, name }) => `${subject} ${name}`,
    )
  expect(await namesOf({})).toEqual([
    'tx_2 PaymentCreated',
    'tx_1 PaymentAuthorized',
    'tx_1 PaymentCreated',
  ])
  expect(await namesOf({ state: 'dead' })).toEqual(['tx_1 PaymentAuthorized'])
  expect(await namesOf({ subject: 'tx_1' })).toHaveLength(2)
  expect(await namesOf({ name: 'PaymentCreated', state: 'waiting' })).toEqual([
    'tx_2 PaymentCreated',
  ])
  const first = await listMessages(db, { tenant, limit: 2 })
  expect(first.messages).toHaveLength(2)
  const second = await listMessages(db, { tenant, limit: 2, cursor: first.next ?? '' })
  expect(second.messages.map(({ name }) => name)).toEqual(['PaymentCreated'])
  expect(second.next).toBeNull()
  expect(await listMessages(db, { tenant, limit: 2, cursor: 'no cursor' })).toEqual(first)
})

test('what ended more than 35 days ago is forgotten, in batches; what waits is kept however old', async () => {
  await enqueue('tx_1', 'PaymentCreated', 'delivered')
  await enqueue('tx_2', 'PaymentCreated', 'dead')
  await sql`update messages set settled_at = now() - interval '36 days'`.execute(db)
  await enqueue('tx_3', 'PaymentCreated', 'delivered')
  await enqueue('tx_4', 'PaymentCreated')
  await sql`update messages set created_at = now() - interval '99 days' where subject = 'tx_4'`.execute(
    db,
  )
  expect(await pruneMessages(db, 1)).toBe(1)
  expect(await pruneMessages(db, 100)).toBe(1)
  const { messages } = await listMessages(db, { tenant: 'demo', limit: 10 })
  expect(messages.map(({ subject }) => subject)).toEqual(['tx_4', 'tx_3'])
})
