import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { leaseMessages } from '../messages/pull-store.ts'
import { type AppWorld, createAppWorld } from '../testing/app-world.ts'
import { configureApp } from './configure-app.ts'
import { disconnectApp } from './disconnect-app.ts'

let world: AppWorld
beforeAll(async () => {
  world = await createAppWorld()
})
beforeEach(async () => {
  await world.reset()
})
afterAll(() => world.drop())

const credentials = { secretKey: 'sk-one-a1', webhookSecret: 'wh-one-a1' }

const configure = (
  given: Record<string, unknown>,
  tenant = 'lamps',
  provider: string | null = null,
) => configureApp(world.deps, { tenant, provider, given })

const connect = (given: Record<string, unknown> = {}, tenant = 'lamps') =>
  configure({ environment: 'test', ...credentials, ...given }, tenant)

const namesTold = async (tenant = 'lamps') => (await world.told(tenant)).map(({ name }) => name)

const disconnect = () =>
  disconnectApp(world.deps, { tenant: 'lamps', provider: null, mode: null, confirmations: [] })

test('a provider is connected: its methods are offered, and the shop is told', async () => {
  const configured = await connect()
  expect(configured).toMatchObject({
    ok: true,
    value: { isProven: true, connection: { status: 'CONNECTED', current: { version: 1 } } },
  })
  const tenant = await world.registry.findTenant('lamps')
  expect(tenant?.standing).toBe('connected')
  expect(tenant?.methods.map(({ method }) => method)).toEqual(['card', 'wallet'])
  const told = await world.told('lamps')
  expect(told.map(({ name }) => name)).toEqual([
    'AddPaymentMethod',
    'AddPaymentMethod',
    'AppConfigUpdated',
  ])
  expect(told[0]?.payload).toMatchObject({
    name: 'card',
    providerName: 'fake',
    paymentMethodAppConfiguration: {
      baseUrl: 'https://pay.example',
      endpoints: expect.arrayContaining([
        { name: 'transfer', path: '/private/payments/transfers' },
      ]),
      checkoutConfiguration: { strategy: 'hosted-payment-page', appPaymentMethodKey: 'card' },
    },
  })
  expect(told[2]?.payload).toMatchObject({
    appIdentifier: 'tillway-fake-test',
    status: 'CONNECTED',
    isActive: true,
    config: { environment: 'test', businessModel: 'direct' },
    messageChannels: expect.arrayContaining(['payment-events', 'payment-method-commands']),
  })
})

test('no secret is stored in the clear, told, or answered', async () => {
  const configured = await connect({ businessModel: 'marketplace' })
  const tables = ['configurations', 'connections', 'messages', 'tenants']
  for (const table of tables) {
    const { rows } = await sql`select * from ${sql.table(table)}`.execute(world.db)
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toMatch(/sk-one|wh-one/)
  }
  expect(configured.ok && JSON.stringify(configured.value.connection.current.visible)).not.toMatch(
    /sk-one|wh-one/,
  )
})

test('the same again makes no version and no message', async () => {
  await connect()
  const told = await namesTold()
  expect(await connect()).toMatchObject({
    ok: true,
    value: { connection: { current: { version: 1 } } },
  })
  expect(await configure({ secretKey: '' })).toMatchObject({ ok: true })
  expect(await namesTold()).toEqual(told)
})

test('only what has changed is told: an updated, an added and a removed method', async () => {
  await connect({ methods: [{ method: 'card' }] })
  const before = (await world.told('lamps')).length
  await configure({ pageTitle: 'Lamps' })
  await configure({ methods: [{ method: 'card' }, { method: 'wallet' }] })
  await configure({ methods: [{ method: 'wallet' }, { method: 'card' }] })
  await configure({ methods: [{ method: 'wallet' }] })
  const after = (await world.told('lamps')).slice(before)
  expect(after.map(({ name, payload }) => [name, payload['name']])).toEqual([
    ['UpdatePaymentMethod', 'card'],
    ['AppConfigUpdated', undefined],
    ['AddPaymentMethod', 'wallet'],
    ['AppConfigUpdated', undefined],
    // Another order is nothing that a shop stores of a method.
    ['AppConfigUpdated', undefined],
    ['DeletePaymentMethod', 'card'],
    ['AppConfigUpdated', undefined],
  ])
  expect(after[5]?.payload).toEqual({ name: 'card', providerName: 'fake' })
  const methods = (await world.registry.findTenant('lamps'))?.methods
  expect(
    methods?.map(({ method, configurationVersion }) => [method, configurationVersion]),
  ).toEqual([['wallet', 5]])
})

test('what the provider refuses is told by field, and nothing is kept', async () => {
  world.says({ kind: 'refused', problems: [{ field: 'secretKey', message: 'is not known' }] })
  expect(await connect()).toEqual({
    ok: false,
    failure: {
      kind: 'configuration-invalid',
      problems: [{ field: 'secretKey', message: 'is not known' }],
    },
  })
  expect(await world.registry.findTenant('lamps')).toMatchObject({ standing: 'not-configured' })
  expect(await world.told('lamps')).toEqual([])
})

test('a provider that does not answer leaves the connection new, until it does', async () => {
  world.says({ kind: 'unknown', because: 'timeout' })
  expect(await connect()).toMatchObject({
    ok: true,
    value: { isProven: false, connection: { status: 'NEW' } },
  })
  world.says(null)
  expect(await connect()).toMatchObject({
    ok: true,
    value: { isProven: true, connection: { status: 'CONNECTED' } },
  })
  world.says({ kind: 'unknown', because: 'timeout' })
  expect(await connect({ pageTitle: 'Later' })).toMatchObject({
    ok: true,
    value: { isProven: false, connection: { status: 'CONNECTED' } },
  })
})

test('merchants are asked for where there is a marketplace, once', async () => {
  await connect()
  expect(await namesTold()).not.toContain('ReadyForMerchantAppOnboarding')
  await configure({ businessModel: 'marketplace' })
  await configure({ pageTitle: 'Market' })
  const told = await world.told('lamps')
  const ready = told.filter(({ name }) => name === 'ReadyForMerchantAppOnboarding')
  expect(ready.map(({ payload }) => payload)).toMatchObject([
    {
      appName: 'Fake',
      appIdentifier: 'tillway-fake-test',
      type: 'payment',
      onboarding: { url: 'https://pay.example/private/merchants/onboarding', strategy: 'api' },
    },
  ])
})

test('test and live stand side by side: shoppers are offered live ones, and the shop hears of a change only', async () => {
  await connect()
  const before = (await world.told('lamps')).length
  await configure({ environment: 'live', secretKey: 'sk-live-z9', webhookSecret: 'wh-live-z9' })
  const after = (await world.told('lamps')).slice(before)
  expect(after.map(({ name }) => name)).toEqual(['AppConfigUpdated'])
  expect(after[0]?.payload['appIdentifier']).toBe('tillway-fake')
  const tenant = await world.registry.findTenant('lamps')
  expect(new Set(tenant?.methods.map(({ mode }) => mode))).toEqual(new Set(['live']))
  expect(new Set(tenant?.otherMethods.map(({ mode }) => mode))).toEqual(new Set(['test']))
  expect(await configure({ pageTitle: 'Which?' })).toMatchObject({
    ok: false,
    failure: { problems: [{ field: 'environment' }] },
  })
})

test('two who change other fields at once: both are kept', async () => {
  await connect()
  const methods = [{ method: 'wallet' }]
  await Promise.all([configure({ pageTitle: 'One' }), configure({ methods })])
  expect(await configure({})).toMatchObject({
    value: { connection: { current: { version: 3, visible: { pageTitle: 'One', methods } } } },
  })
})

test('of many who change the same connection at once each is kept, or told to come again', async () => {
  await connect()
  const titles = Array.from({ length: 12 }, (_, index) => `Title ${index}`)
  const answers = await Promise.all(titles.map((pageTitle) => configure({ pageTitle })))
  const kept = answers.filter(({ ok }) => ok).length
  const { rows } = await sql<{ version: number }>`
    select version from configurations where tenant = 'lamps' order by version`.execute(world.db)
  expect(rows).toHaveLength(1 + kept)
  expect(kept).toBeGreaterThan(0)
  for (const answer of answers)
    if (!answer.ok) expect(answer.failure.kind).toBe('request-in-flight')
})

test('an unknown provider, and a method that this provider does not have', async () => {
  expect(await configure({}, 'lamps', 'nobody')).toMatchObject({
    failure: { kind: 'provider-unknown' },
  })
  expect(await connect({ methods: [{ method: 'card' }, { method: 'cheque' }] })).toMatchObject({
    failure: { problems: [{ field: 'methods.1.method' }] },
  })
})

test('connecting again brings the methods back, with what was configured before', async () => {
  await connect({ pageTitle: 'Lamps', methods: [{ method: 'wallet' }] })
  await disconnect()
  expect(await world.registry.findTenant('lamps')).toMatchObject({
    standing: 'disconnected',
    methods: [],
  })
  expect(await configure({})).toMatchObject({
    ok: true,
    value: { connection: { status: 'CONNECTED', current: { visible: { pageTitle: 'Lamps' } } } },
  })
  expect((await namesTold()).slice(-4)).toEqual([
    'DeletePaymentMethod',
    'AppConfigUpdated',
    'AddPaymentMethod',
    'AppConfigUpdated',
  ])
})

test('what one tenant configures is nothing to another', async () => {
  await connect()
  await connect({ secretKey: 'sk-two-b2', methods: [{ method: 'wallet' }] }, 'chairs')
  await disconnect()
  expect(await world.registry.findTenant('chairs')).toMatchObject({
    standing: 'connected',
    methods: [{ method: 'wallet' }],
  })
  expect(await namesTold('chairs')).toEqual(['AddPaymentMethod', 'AppConfigUpdated'])
})

test('a shop that listens to one channel only hears what is on it', async () => {
  await connect()
  const channel = { tenant: 'lamps', channel: 'app-events' }
  const heard = await leaseMessages(world.db, channel, 10)
  expect(heard.map(({ name }) => name)).toEqual(['AppConfigUpdated'])
})

test('methods are changed without asking the provider, also while its key does not work', async () => {
  await connect()
  world.says({ kind: 'refused', problems: [{ field: 'secretKey', message: 'is revoked' }] })
  expect(await configure({ methods: [{ method: 'wallet' }] })).toMatchObject({
    ok: true,
    value: { connection: { status: 'CONNECTED', current: { accountId: 'a1' } } },
  })
  expect(await configure({ pageTitle: 'Asks' })).toMatchObject({
    failure: { kind: 'configuration-invalid' },
  })
})

test('the same secrets stay those of their account while the provider does not answer', async () => {
  await connect()
  world.says({ kind: 'unknown', because: 'timeout' })
  expect(await configure({ pageTitle: 'Other' })).toMatchObject({
    value: { connection: { current: { version: 2, accountId: 'a1' } } },
  })
  expect(await configure({ secretKey: 'sk-two-b2' })).toMatchObject({
    value: { connection: { current: { version: 3, accountId: null } } },
  })
})
