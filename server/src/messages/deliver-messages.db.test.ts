import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Database } from '../database/database.ts'
import { json } from '../database/json.ts'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { deliverMessages } from './deliver-messages.ts'

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
  const defects: unknown[] = []
  const deps = {
    db,
    transport: {
      deliver: async ({ name }: { name: string }) => {
        if (refuses(name)) throw new Error('The shop is down.')
        taken.push(name)
      },
    },
    onDefect: (error: unknown) => defects.push(error),
  }
  const deliverAll = async () => {
    for (let round = 0; round < 6; round += 1) await deliverMessages(deps)
  }
  return { taken, defects, deps, deliverAll }
}

test('messages of one payment are delivered in order', async () => {
  for (const name of ['PaymentCreated', 'PaymentUpdated', 'PaymentAuthorized'])
    await enqueue('tx_1', name)
  const { taken, deliverAll } = shop()
  await deliverAll()
  expect(taken).toEqual(['PaymentCreated', 'PaymentUpdated', 'PaymentAuthorized'])
})

test('what a shop refuses holds back its own payment and no other', async () => {
  await enqueue('tx_1', 'PaymentCreated')
  await enqueue('tx_1', 'PaymentAuthorized')
  await enqueue('tx_2', 'PaymentUpdated')
  const { taken, defects, deliverAll } = shop((name) => name === 'PaymentCreated')
  await deliverAll()
  expect(taken).toEqual(['PaymentUpdated'])
  expect(defects).toHaveLength(1)
})

test('a shop that comes back gets everything in order', async () => {
  await enqueue('tx_1', 'PaymentCreated')
  await enqueue('tx_1', 'PaymentAuthorized')
  let isDown = true
  const { taken, deliverAll } = shop(() => isDown)
  await deliverAll()
  isDown = false
  await makeDue()
  await deliverAll()
  expect(taken).toEqual(['PaymentCreated', 'PaymentAuthorized'])
})

test('a message that is never taken is set aside after its budget and frees the ones behind it', async () => {
  await enqueue('tx_1', 'PaymentCreated')
  await enqueue('tx_1', 'PaymentAuthorized')
  await sql`update messages set attempts = 20 where name = 'PaymentCreated'`.execute(db)
  const { taken, deliverAll } = shop((name) => name === 'PaymentCreated')
  await deliverAll()
  expect(taken).toEqual(['PaymentAuthorized'])
  const { rows } = await sql<{ state: string }>`
    select state from messages where name = 'PaymentCreated'`.execute(db)
  expect(rows).toEqual([{ state: 'dead' }])
})

test('two deliverers at once give each message once while the shop answers', async () => {
  for (let index = 0; index < 20; index += 1) await enqueue(`tx_${index}`, 'PaymentCreated')
  const { taken, deps } = shop()
  await Promise.all([deliverMessages(deps), deliverMessages(deps), deliverMessages(deps)])
  expect(taken).toHaveLength(20)
})
