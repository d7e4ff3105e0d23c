import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type AppWorld, createAppWorld } from '../testing/app-world.ts'
import { configureApp } from './configure-app.ts'
import { disconnectApp } from './disconnect-app.ts'
import { eraseLapsedSecrets } from './drain-store.ts'

let world: AppWorld
beforeAll(async () => {
  world = await createAppWorld()
})
beforeEach(async () => {
  await world.reset()
  await connect('test')
})
afterAll(() => world.drop())

const connect = (environment: 'test' | 'live') =>
  configureApp(world.deps, {
    tenant: 'lamps',
    provider: null,
    given: { environment, secretKey: `sk-${environment}-a1`, webhookSecret: 'wh-one-a1' },
  })

const disconnect = (confirmations: boolean[] = [], mode: 'test' | 'live' | null = null) =>
  disconnectApp(world.deps, { tenant: 'lamps', provider: null, mode, confirmations })

const aPayment = (status: string, tenant = 'lamps', mode = 'test') =>
  sql`insert into payments (tenant, transaction_id, mode, provider, method, strategy, owner, amount_minor, currency, status)
    values (${tenant}, gen_random_uuid(), ${mode}, 'fake', 'card', 'hosted-payment-page', 'o', 100, 'EUR', ${status})`.execute(
    world.db,
  )

const aMerchant = (status: string) =>
  sql`insert into merchants (tenant, provider, mode, merchant_reference, name, status, operation_id)
    values ('lamps', 'fake', 'test', ${status}, 'Oak', ${status}, ${status})`.execute(world.db)

const outcome = async (...asked: Parameters<typeof disconnect>) => {
  const result = await disconnect(...asked)
  return result.ok ? 'done' : result.failure.kind
}

test('the shop is told that every method is gone, and then that the app is', async () => {
  const before = (await world.told('lamps')).length
  expect(await outcome()).toBe('done')
  const told = (await world.told('lamps')).slice(before)
  expect(told.map(({ name }) => name)).toEqual([
    'DeletePaymentMethod',
    'DeletePaymentMethod',
    'AppConfigUpdated',
  ])
  expect(told[2]?.payload).toMatchObject({ status: 'DISCONNECTED', isActive: false })
})

test('disconnecting twice is harmless, and tells nothing twice', async () => {
  await disconnect()
  const told = await world.told('lamps')
  expect(await outcome()).toBe('done')
  expect(await world.told('lamps')).toEqual(told)
})

test.each([
  ['new', 'payments-open'],
  ['authorized', 'payments-open'],
  ['capture_requested', 'payments-open'],
  ['capture_failed', 'payments-open'],
  ['cancellation_failed', 'payments-open'],
  ['captured', 'done'],
  ['canceled', 'done'],
  ['refunded', 'done'],
  ['partially refunded', 'done'],
])('with a payment that is %s the answer is %s', async (status, expected) => {
  await aPayment(status)
  expect(await outcome()).toBe(expected)
})

test('a refund that is under way keeps a captured payment open', async () => {
  await aPayment('captured')
  await sql`insert into operations (tenant, operation_id, transaction_id, kind, state, request, due_at)
    select tenant, 'op-1', transaction_id, 'refund', 'unknown', '{}', now() from payments`.execute(
    world.db,
  )
  expect(await outcome()).toBe('payments-open')
})

test('payments of another tenant or of the other mode are no reason to ask', async () => {
  await aPayment('authorized', 'chairs')
  await aPayment('authorized', 'lamps', 'live')
  expect(await outcome()).toBe('done')
})

test('each question takes the next answer: open payments first, then merchants', async () => {
  await aPayment('authorized')
  await aMerchant('enabled')
  expect(await outcome([])).toBe('payments-open')
  expect(await outcome([false])).toBe('disconnect-declined-payments')
  expect(await outcome([true])).toBe('merchants-connected')
  expect(await outcome([true, false])).toBe('disconnect-declined-merchants')
  expect(await world.registry.findTenant('lamps')).toMatchObject({ standing: 'connected' })
  expect(await outcome([true, true])).toBe('done')
})

test('where only merchants are asked about, the first answer is theirs', async () => {
  await aMerchant('pending')
  expect(await outcome([])).toBe('merchants-connected')
  expect(await outcome([true])).toBe('done')
})

test('a rejected merchant is no reason to ask', async () => {
  await aMerchant('rejected')
  expect(await outcome([])).toBe('done')
})

test('of two connections one must be named, and the other stays', async () => {
  await connect('live')
  expect(await outcome()).toBe('connection-ambiguous')
  expect(await outcome([], 'live')).toBe('done')
  // The one that is left is the only one that can be meant.
  expect(await outcome()).toBe('done')
  // Nothing is left: the answer was lost, perhaps, and the request is sent again.
  expect(await outcome()).toBe('done')
})

test('a shop that has gone live and disconnects is closed, and sells nothing for test money', async () => {
  await connect('live')
  expect(await outcome([], 'live')).toBe('done')
  const tenant = await world.registry.findTenant('lamps')
  expect(tenant).toMatchObject({ standing: 'disconnected', methods: [] })
  const told = (await world.told('lamps')).filter(({ name }) => name === 'AddPaymentMethod')
  expect(told.length).toBe(2)
  // Its own backend may still ask for test by name.
  expect(tenant?.otherMethods.map(({ mode }) => mode)).toEqual(['test', 'test'])
  await connect('live')
  expect(await world.registry.findTenant('lamps')).toMatchObject({ standing: 'connected' })
})

test('where nothing is connected there is nothing to disconnect', async () => {
  const wanted = { tenant: 'chairs', provider: null, mode: null, confirmations: [] }
  expect(await disconnectApp(world.deps, wanted)).toMatchObject({
    failure: { kind: 'tenant-not-configured' },
  })
})

const sealed = async () => {
  const { rows } = await sql<{ sealed: string | null }>`
    select sealed from configurations order by version`.execute(world.db)
  return rows.map((row) => row.sealed !== null)
}

const daysAgo = (days: number) =>
  sql`update connections set disconnected_at = now() - ${days}::integer * interval '1 day'`.execute(
    world.db,
  )

test('secrets are forgotten half a year after disconnecting, and not while a payment is open', async () => {
  await connect('test')
  await disconnect()
  await daysAgo(179)
  expect(await eraseLapsedSecrets(world.db, 100)).toBe(0)
  await daysAgo(181)
  await aPayment('authorized')
  expect(await eraseLapsedSecrets(world.db, 100)).toBe(0)
  await sql`update payments set status = 'captured'`.execute(world.db)
  expect(await eraseLapsedSecrets(world.db, 100)).toBe(1)
  expect(await sealed()).toEqual([false])
  // What is connected keeps its secrets, however old it is.
  await connect('test')
  await sql`update connections set configured_at = now() - interval '5 years'`.execute(world.db)
  expect(await eraseLapsedSecrets(world.db, 100)).toBe(0)
  expect(await sealed()).toEqual([false, true])
})

test('secrets are not forgotten while nobody knows what became of a transfer', async () => {
  await aPayment('captured')
  await sql`
    insert into transfers (tenant, transfer_id, transaction_id, provider, mode, order_reference, merchant_reference, kind,
      psp_target, amount_minor, currency, state, due_at)
    select tenant, 'tr_open', transaction_id, provider, mode, 'DE--1', 'MER-1', 'payout', 'mer_1', 100, 'EUR', 'unknown',
      now() from payments`.execute(world.db)
  await disconnect([true])
  await daysAgo(181)
  expect(await eraseLapsedSecrets(world.db, 100)).toBe(0)
  await sql`update transfers set state = 'succeeded', settled_at = now()`.execute(world.db)
  expect(await eraseLapsedSecrets(world.db, 100)).toBe(1)
})
