import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { OutboundMessage } from '../contract/messages.ts'
import type { Database } from '../database/database.ts'
import { json } from '../database/json.ts'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { acknowledgeMessages, pullMessages } from './pull-messages.ts'

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

async function enqueue(subject: string, names: readonly string[], of = events): Promise<void> {
  for (const name of names) {
    await sql`insert into messages (tenant, subject, name, channel, payload)
      values (${of.tenant}, ${subject}, ${name}, ${of.channel}, ${json({ subject })})`.execute(db)
  }
}

const pull = (limit = 100, of = events) => pullMessages({ db }, of, limit)
const acknowledge = (messages: readonly OutboundMessage[], of = events) =>
  acknowledgeMessages(
    { db },
    of,
    messages.map(({ messageId }) => messageId),
  )
const namesOf = (messages: readonly OutboundMessage[]) => messages.map(({ name }) => name)
const leasesEnd = () => sql`update messages set due_at = now() where settled_at is null`.execute(db)

const life = ['PaymentCreated', 'PaymentUpdated', 'PaymentAuthorized']

test('what waits is handed out in order, once, and is gone when it is acknowledged', async () => {
  await enqueue('tx_1', life)
  const messages = await pull()
  expect(namesOf(messages)).toEqual(life)
  expect(await pull()).toEqual([])
  expect(await acknowledge(messages)).toBe(3)
  await leasesEnd()
  expect(await pull()).toEqual([])
})

test('what is not acknowledged comes again after its lease, one at a time, and never out of order', async () => {
  await enqueue('tx_1', life)
  expect(await pull()).toHaveLength(3)
  const { rows } = await sql<{ seconds: number }>`
    select round(extract(epoch from min(due_at) - now()))::int as seconds from messages`.execute(db)
  expect(Number(rows[0]?.seconds)).toBeGreaterThan(55)
  await leasesEnd()
  const again = await pull()
  expect(namesOf(again)).toEqual(['PaymentCreated'])
  expect(await pull()).toEqual([])
  await acknowledge(again)
  expect(namesOf(await pull())).toEqual(['PaymentUpdated'])
})

test('while somebody has a message of a payment in hand, nobody is handed a later one of it', async () => {
  await enqueue('tx_1', life)
  await enqueue('tx_2', ['PaymentCreated'])
  const first = await pull(1)
  expect(namesOf(first)).toEqual(['PaymentCreated'])
  expect((await pull()).map(({ payload }) => payload['subject'])).toEqual(['tx_2'])
  await enqueue('tx_1', ['PaymentCaptured'])
  expect(await pull()).toEqual([])
  await acknowledge(first)
  expect(namesOf(await pull())).toEqual(['PaymentUpdated', 'PaymentAuthorized', 'PaymentCaptured'])
})

test('a later message that is still in hand is not jumped over by those behind it', async () => {
  await enqueue('tx_1', life)
  const [created, updated] = await pull(2)
  if (!created || !updated) throw new Error('Two messages wait.')
  await sql`update messages set due_at = now(), attempts = 0 where name = 'PaymentCreated'`.execute(
    db,
  )
  expect(namesOf(await pull())).toEqual(['PaymentCreated'])
})

test('several consumers at once share the work: no message twice, no payment in two hands', async () => {
  for (let index = 0; index < 30; index += 1) await enqueue(`tx_${index}`, life.slice(0, 2))
  const batches = await Promise.all([1, 2, 3, 4, 5].map(() => pull(20)))
  const ids = batches.flat().map(({ messageId }) => messageId)
  expect(new Set(ids).size).toBe(ids.length)
  const handsOf = new Map<unknown, Set<number>>()
  for (const [hand, batch] of batches.entries()) {
    for (const { payload } of batch) {
      const hands = handsOf.get(payload['subject']) ?? new Set()
      handsOf.set(payload['subject'], hands.add(hand))
    }
  }
  expect([...handsOf.values()].every(({ size }) => size === 1)).toBe(true)
})

test('a batch is never larger than asked for', async () => {
  for (let index = 0; index < 5; index += 1) await enqueue(`tx_${index}`, life)
  expect(await pull(7)).toHaveLength(7)
})

test('a message that no shop ever acknowledges is set aside and frees the ones behind it', async () => {
  await enqueue('tx_1', life.slice(0, 2))
  await sql`update messages set attempts = 20 where name = 'PaymentCreated'`.execute(db)
  expect(await pull()).toEqual([])
  const { rows } = await sql`
    select state, note from messages where name = 'PaymentCreated'`.execute(db)
  expect(rows).toEqual([{ state: 'dead', note: 'attempts-spent' }])
  expect(namesOf(await pull())).toEqual(['PaymentUpdated'])
})

test('a channel gives its own messages, and waits for no other channel', async () => {
  const commands = { tenant: 'demo', channel: 'payment-method-commands' }
  await enqueue('same', ['AddPaymentMethod'], commands)
  await enqueue('same', ['PaymentCreated'])
  expect(namesOf(await pull())).toEqual(['PaymentCreated'])
  expect(namesOf(await pull(100, commands))).toEqual(['AddPaymentMethod'])
})

test('only a tenant’s own waiting messages are acknowledged; all else is ignored', async () => {
  await enqueue('tx_1', ['PaymentCreated'])
  const messages = await pull()
  expect(await acknowledge(messages, { ...events, tenant: 'other' })).toBe(0)
  expect(await acknowledge(messages, { ...events, channel: 'app-events' })).toBe(0)
  expect(await acknowledgeMessages({ db }, events, [randomUUID(), 'no-id', ''])).toBe(0)
  expect(await acknowledge(messages)).toBe(1)
  expect(await acknowledge(messages)).toBe(0)
})

test('the time of a message has microseconds', async () => {
  await enqueue('tx_1', ['PaymentCreated'])
  const [message] = await pull()
  expect(message?.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
  expect(Math.abs(Date.parse(message?.timestamp ?? '') - Date.now())).toBeLessThan(60_000)
})
