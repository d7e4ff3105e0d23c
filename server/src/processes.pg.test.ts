import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SpawnedServer, spawnServer } from './testing/spawn-server.ts'
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts'

let database: TestDatabase
let servers: [SpawnedServer, SpawnedServer]
beforeAll(async () => {
  database = await createTestDatabase()
  servers = await Promise.all([start(), start()])
})
afterAll(async () => {
  await Promise.all(servers.map((server) => server.end('SIGTERM')))
  await database.drop()
})

const start = () => spawnServer({ DATABASE_URL: database.url ?? '' })

const headersOf = (guestId: string, key?: string) => ({
  'content-type': 'application/json',
  'x-anonymous-customer-unique-id': guestId,
  ...(key ? { 'idempotency-key': key } : {}),
})

async function post(
  server: SpawnedServer,
  type: string,
  attributes: object,
  headers: Record<string, string>,
) {
  const body = JSON.stringify({ data: { type, attributes } })
  const response = await fetch(`${server.publicUrl}/${type}`, { method: 'POST', headers, body })
  return { status: response.status, body: JSON.parse(await response.text()) }
}

async function aCart(server: SpawnedServer): Promise<{ guestId: string; idCart: string }> {
  const guestId = randomUUID()
  const item = { sku: 'fjord', quantity: 1 }
  const cart = await post(server, 'guest-cart-items', item, headersOf(guestId))
  return { guestId, idCart: cart.body.data.id }
}

const payment = (idCart: string) => ({
  idCart,
  payment: { paymentProviderName: 'sandbox', paymentMethodName: 'card' },
})

const liveCharges = async (idCart: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from sandbox_psp.charges c
    join payments p on p.transaction_id = c.reference where p.cart_id = ${idCart}`.execute(
    database.db,
  )
  return Number(rows[0]?.n)
}

test('processes that share a database share its secrets', () => {
  expect(servers[0].appToken).toBe(servers[1].appToken)
})

test('one cart paid through both processes at once opens one payment', async () => {
  const { guestId, idCart } = await aCart(servers[0])
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      post(
        servers[index % 2 === 0 ? 0 : 1],
        'payments',
        payment(idCart),
        headersOf(guestId, `k${index}`),
      ),
    ),
  )
  expect(await liveCharges(idCart)).toBe(1)
  expect(answers.some(({ status }) => status === 201)).toBe(true)
  for (const { status } of answers) expect([201, 409]).toContain(status)
})

test('a stored answer is replayed by the other process', async () => {
  const { guestId, idCart } = await aCart(servers[0])
  const key = randomUUID()
  const first = await post(servers[0], 'payments', payment(idCart), headersOf(guestId, key))
  const second = await post(servers[1], 'payments', payment(idCart), headersOf(guestId, key))
  expect(second.body.data.attributes).toEqual(first.body.data.attributes)
})

/** Time passes for everybody alike: leases and graces run out, as they would half a minute later. */
async function halfAMinutePasses(): Promise<void> {
  await sql`update idempotency set lease_until = now() where result is null`.execute(database.db)
  await sql`update operations set due_at = now() where settled_at is null`.execute(database.db)
}

test('a process that is killed while the PSP answers loses nothing and charges nothing twice', async () => {
  const doomed = await start()
  const { guestId, idCart } = await aCart(doomed)
  await fetch(`${doomed.sandboxUrl}/chaos/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ answer_delay_ms: 20_000 }),
  })
  const key = randomUUID()
  const cutOff = post(doomed, 'payments', payment(idCart), headersOf(guestId, key)).catch(
    () => null,
  )
  await expect.poll(() => liveCharges(idCart)).toBe(1)
  await doomed.end('SIGKILL')
  expect(await cutOff).toBeNull()
  await fetch(`${servers[0].sandboxUrl}/chaos/settings`, { method: 'DELETE' })

  await halfAMinutePasses()
  const retry = () => post(servers[1], 'payments', payment(idCart), headersOf(guestId, key))
  await expect.poll(async () => (await retry()).status).toBe(201)
  const answer = await retry()
  expect(answer.body.data.attributes.redirectUrl).toContain('/pay/')
  expect(await liveCharges(idCart)).toBe(1)
})

test('the database being gone is a 503 that says nothing was done, and it heals', async () => {
  const { guestId, idCart } = await aCart(servers[0])
  const others = sql`pid <> pg_backend_pid() and datname = current_database()`
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where ${others}`.execute(
    database.db,
  )
  const retry = () => post(servers[0], 'payments', payment(idCart), headersOf(guestId))
  const first = await retry()
  if (first.status !== 201) {
    expect(first.status).toBe(503)
    expect(first.body.errors[0].meta.kind).toBe('database-unavailable')
  }
  await expect.poll(async () => (await retry()).status).toBe(201)
})
