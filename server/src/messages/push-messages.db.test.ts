import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Database } from '../database/database.ts'
import { json } from '../database/json.ts'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { pushMessages } from './push-messages.ts'

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

async function enqueue(subject: string, name: string): Promise<void> {
  await sql`insert into messages (tenant, subject, name, channel, payload)
    values ('demo', ${subject}, ${name}, 'payment-events', ${json({})})`.execute(db)
}

const makeDue = () => sql`update messages set due_at = now() where settled_at is null`.execute(db)

function shop(refuses: (name: string) => boolean = () => false) {
  const taken: string[] = []
  const deps = {
    db,
    tenant: 'demo',
    receiver: {
      take: async ({ name }: { name: string }) => {
        if (refuses(name)) return { ok: false, failure: 'answered-503' } as const
        taken.push(name)
        return { ok: true, value: null } as const
      },
    },
    onDefect: (error: unknown) => {
      throw error
    },
  }
  const pushAll = async () => {
    for (let round = 0; round < 6; round += 1) await pushMessages(deps)
  }
  return { taken, deps, pushAll }
}

async function fateOf(name: string) {
  const { rows } = await sql<{ state: string; note: string | null }>`
    select state, note from messages where name = ${name}`.execute(db)
  return rows
}

test('messages of one payment are delivered in order', async () => {
  for (const name of ['PaymentCreated', 'PaymentUpdated', 'PaymentAuthorized'])
    await enqueue('tx_1', name)
  const { taken, pushAll } = shop()
  await pushAll()
  expect(taken).toEqual(['PaymentCreated', 'PaymentUpdated', 'PaymentAuthorized'])
})

test('what a shop refuses holds back its own payment and no other', async () => {
  await enqueue('tx_1', 'PaymentCreated')
  await enqueue('tx_1', 'PaymentAuthorized')
  await enqueue('tx_2', 'PaymentUpdated')
  const { taken, pushAll } = shop((name) => name === 'PaymentCreated')
  await pushAll()
  expect(taken).toEqual(['PaymentUpdated'])
  expect(await fateOf('PaymentCreated')).toEqual([{ state: 'waiting', note: 'answered-503' }])
})

test('a shop that comes back gets everything in order', async () => {
  await enqueue('tx_1', 'PaymentCreated')
  await enqueue('tx_1', 'PaymentAuthorized')
  let isDown = true
  const { taken, pushAll } = shop(() => isDown)
  await pushAll()
  isDown = false
  await makeDue()
  await pushAll()
  expect(taken).toEqual(['PaymentCreated', 'PaymentAuthorized'])
})

test('a message that is never taken is set aside after its budget, with the last reason, and frees the ones behind it', async () => {
  await enqueue('tx_1', 'PaymentCreated')
  await enqueue('tx_1', 'PaymentAuthorized')
  await sql`update messages set attempts = 20, note = 'answered-503' where name = 'PaymentCreated'`.execute(
    db,
  )
  const { taken, pushAll } = shop((name) => name === 'PaymentCreated')
  await pushAll()
  expect(taken).toEqual(['PaymentAuthorized'])
  expect(await fateOf('PaymentCreated')).toEqual([
    { state: 'dead', note: 'attempts-spent: answered-503' },
  ])
})

test('what breaks in us holds up nothing else', async () => {
  await enqueue('tx_1', 'PaymentCreated')
  await enqueue('tx_2', 'PaymentUpdated')
  const { taken, deps } = shop()
  const defects: unknown[] = []
  const receiver = {
    take: async (message: { name: string }) => {
      if (message.name === 'PaymentCreated') throw new Error('A defect.')
      return deps.receiver.take(message)
    },
  }
  await pushMessages({ ...deps, receiver, onDefect: (error) => defects.push(error) })
  expect(taken).toEqual(['PaymentUpdated'])
  expect(defects).toHaveLength(1)
  expect(await fateOf('PaymentCreated')).toEqual([{ state: 'waiting', note: 'defect' }])
})

test('messages of another tenant are none of ours', async () => {
  await sql`insert into messages (tenant, subject, name, channel, payload)
    values ('other', 'tx_9', 'PaymentCreated', 'payment-events', '{}')`.execute(db)
  const { taken, pushAll } = shop()
  await pushAll()
  expect(taken).toEqual([])
})

test('two processes at once push each message once while the shop answers', async () => {
  for (let index = 0; index < 20; index += 1) await enqueue(`tx_${index}`, 'PaymentCreated')
  const { taken, deps } = shop()
  await Promise.all([pushMessages(deps), pushMessages(deps), pushMessages(deps)])
  expect(taken).toHaveLength(20)
})
