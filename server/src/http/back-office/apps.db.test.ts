import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CredentialCheck } from '../../psp/psp-kind.ts'
import { type BackOfficeWorld, createBackOfficeWorld } from '../../testing/back-office-world.ts'
import { putMerchant, putPayment } from '../../testing/operator-rows.ts'

let world: BackOfficeWorld
let said: CredentialCheck
beforeEach(async () => {
  said = { kind: 'accepted', account: { id: 'acct_1', name: 'Lumen & Oak' } }
  world = await createBackOfficeWorld({ check: () => said })
})
afterEach(() => world.drop())

const secrets = { secretKey: 'sk-of-the-tests', webhookSecret: 'wh-of-the-tests' }
const save = (configuration: object = {}, more: object = {}) =>
  world.post('/app-configurations', {
    provider: 'fake',
    configuration: { environment: 'test', ...configuration },
    ...more,
  })
const connect = () => save(secrets)
const check = (configuration: object) =>
  world.post('/credential-checks', { provider: 'fake', configuration })
const disconnect = (confirmations: boolean[] = [], mode = 'test') =>
  world.post('/app-disconnections', { provider: 'fake', mode, confirmations })
const saveMethods = (methods: object[], version: number) =>
  world.post('/payment-method-lists', { provider: 'fake', mode: 'test', methods, version })

type Connection = { mode: string; status: string; version: number; openPayments: number }
type App = { provider: string; canConnect: boolean; connections: Connection[] }
const onlyApp = async (): Promise<App> => {
  const { attributes } = await world.get('/apps')
  const [app] = attributes['apps'] as App[]
  if (!app) throw new Error('There is no app.')
  return app
}

type Row = { method: string; isEnabled: boolean }
type Group = { mode: string; version: number; isShown: boolean; methods: Row[] }
const groups = async (): Promise<Group[]> =>
  (await world.get('/payment-methods')).attributes['groups'] as Group[]

type Explained = { method: string; mode: string; isOffered: boolean; reasons: string[] }
const explain = async (query: Record<string, string> = {}): Promise<Explained[]> => {
  const { attributes } = await world.get(`/method-explanations?${new URLSearchParams(query)}`)
  return attributes['methods'] as Explained[]
}

test('a provider that nothing is connected with can be connected, and says where its webhooks go', async () => {
  expect((await world.get('/apps')).attributes).toEqual({
    apps: [
      {
        provider: 'fake',
        title: 'Fake',
        canConnect: true,
        connections: [],
        webhookUrls: {
          test: 'https://pay.example/webhooks/test/fake/demo',
          live: 'https://pay.example/webhooks/fake/demo',
        },
      },
    ],
  })
})

test('test and live stand side by side, each with what disconnecting would ask about', async () => {
  await save(secrets)
  await save({ ...secrets, environment: 'live', businessModel: 'marketplace' })
  await putPayment(world.db, { transactionId: 'tx_1', provider: 'fake' })
  await putPayment(world.db, { transactionId: 'tx_2', provider: 'fake', status: 'captured' })
  await putMerchant(world.db, { provider: 'fake', mode: 'live' })
  expect((await onlyApp()).connections).toMatchObject([
    {
      ...{ mode: 'test', status: 'CONNECTED', version: 1, accountId: 'acct_1' },
      ...{ isMarketplace: false, openPayments: 1, merchants: 0 },
      configuration: { environment: 'test', businessModel: 'direct' },
      methods: { enabled: 2, all: 2 },
    },
    { mode: 'live', isMarketplace: true, openPayments: 0, merchants: 1 },
  ])
})

test('no answer carries a secret, however it is asked for', async () => {
  await connect()
  const answers = await Promise.all([
    ...['/apps', '/apps/fake/form', '/payment-methods', '/method-explanations', '/messages'].map(
      (path) => world.get(path),
    ),
    save({ secretKey: 'no' }),
    save({ secretKey: 'sk-of-the-tests', pageTitle: 'New' }),
    check({ environment: 'test' }),
  ])
  for (const { text } of answers) expect(text).not.toMatch(/(sk|wh)-of-the-tests/)
})

test('the form says what a field is called, which are secret, and which of those are stored', async () => {
  await connect()
  const { attributes } = await world.get('/apps/fake/form')
  expect(attributes).toMatchObject({
    title: 'Fake',
    schema: {
      properties: {
        environment: { enum: ['test', 'live'] },
        secretKey: { type: 'string', title: 'Secret key', writeOnly: true },
        businessModel: { default: 'direct' },
      },
      required: ['environment', 'secretKey', 'webhookSecret'],
    },
    connections: [{ mode: 'test', version: 1, secrets: { secretKey: true, webhookSecret: true } }],
  })
})

test('what is saved is proven by the provider, and a provider that is silent proves nothing', async () => {
  expect((await connect()).attributes).toEqual({
    ...{ provider: 'fake', mode: 'test', status: 'CONNECTED', version: 1, isProven: true },
  })
  said = { kind: 'unknown', because: 'timeout' }
  const live = await save({ ...secrets, environment: 'live' })
  expect(live.attributes).toMatchObject({ mode: 'live', status: 'NEW', isProven: false })
})

test('every field that is wrong is an error of its own, and nothing is saved', async () => {
  const answer = await save({ secretKey: 'no', shade: 'green', methods: [{ method: 'none' }] })
  expect([answer.status, answer.failure]).toEqual([422, 'configuration-invalid'])
  expect(answer.pointers.toSorted()).toEqual([
    '/data/attributes/configuration/secretKey',
    '/data/attributes/configuration/shade',
    '/data/attributes/configuration/webhookSecret',
  ])
  said = { kind: 'refused', problems: [{ field: 'secretKey', message: 'is not known' }] }
  const refused = await connect()
  expect(refused.detail).toBe('secretKey => is not known')
  expect((await onlyApp()).connections).toEqual([])
})

test('a change that was made from an older version is refused, unless it is there already', async () => {
  await connect()
  await save({ pageTitle: 'Mine' }, { version: 1 })
  expect((await save({ pageTitle: 'Yours' }, { version: 1 })).failure).toBe('configuration-changed')
  const again = await save({ pageTitle: 'Mine' }, { version: 1 })
  expect(again.attributes).toMatchObject({ version: 2 })
  expect((await save(secrets, { version: 0 })).failure).toBe(null)
  expect((await onlyApp()).connections).toMatchObject([{ version: 2 }])
})

test('credentials are tested without keeping anything, with what is stored filled in', async () => {
  await connect()
  const right = await check({ environment: 'test' })
  expect(right.attributes).toEqual({
    outcome: 'accepted',
    account: { id: 'acct_1', name: 'Lumen & Oak' },
    problems: [],
  })
  const problems = [{ field: 'secretKey', message: 'is not known' }]
  said = { kind: 'refused', problems }
  const wrong = await check({ environment: 'test', secretKey: 'sk-of-nobody' })
  expect(wrong.attributes).toEqual({ outcome: 'refused', account: null, problems })
  said = { kind: 'unknown', because: 'timeout' }
  expect((await check({ environment: 'test' })).attributes['outcome']).toBe('unknown')
  expect((await onlyApp()).connections).toMatchObject([{ version: 1, status: 'CONNECTED' }])
})

test('disconnecting asks one question after the other, with the labels of the answers', async () => {
  await connect()
  await putPayment(world.db, { transactionId: 'tx_1', provider: 'fake' })
  await putMerchant(world.db, { provider: 'fake' })
  const first = await disconnect()
  expect([first.failure, first.confirm]).toEqual([
    'payments-open',
    { labelOk: 'Ignore & Disconnect', labelCancel: 'Cancel' },
  ])
  expect((await disconnect([true])).failure).toBe('merchants-connected')
  expect((await disconnect([true, true])).attributes).toEqual({
    ...{ provider: 'fake', mode: 'test', status: 'DISCONNECTED' },
  })
  expect((await onlyApp()).connections).toMatchObject([{ status: 'DISCONNECTED' }])
  expect((await connect()).attributes).toMatchObject({ status: 'CONNECTED', version: 2 })
})

test('methods are offered in the order that is saved, and those that are left out stay, switched off', async () => {
  await connect()
  expect(await groups()).toMatchObject([
    {
      isShown: true,
      methods: [
        { method: 'card', isEnabled: true },
        { method: 'wallet', isEnabled: true },
      ],
    },
  ])
  const limits = { placements: ['cart'], countries: ['DE'], currencies: ['EUR'] }
  const saved = await saveMethods([{ method: 'wallet', ...limits, maximumAmount: 5000 }], 1)
  expect(saved.attributes).toEqual({ provider: 'fake', mode: 'test', version: 2 })
  expect(await groups()).toMatchObject([
    {
      version: 2,
      methods: [
        { method: 'wallet', isEnabled: true, maximumAmount: 5000, ...limits },
        { method: 'card', isEnabled: false, countries: null },
      ],
    },
  ])
  expect((await onlyApp()).connections).toMatchObject([{ methods: { enabled: 1, all: 2 } }])
})

test('an order that was made from an older version does not overwrite a newer one', async () => {
  await connect()
  await saveMethods([{ method: 'wallet' }, { method: 'card' }], 1)
  const late = await saveMethods([{ method: 'card' }], 1)
  expect([late.status, late.failure]).toEqual([409, 'configuration-changed'])
  expect((await groups())[0]?.methods.map(({ method }) => method)).toEqual(['wallet', 'card'])
})

test('setting methods does not connect again what was disconnected', async () => {
  await connect()
  await disconnect()
  expect((await saveMethods([{ method: 'card' }], 1)).failure).toBe('app-not-connected')
  expect((await onlyApp()).connections).toMatchObject([{ status: 'DISCONNECTED', version: 1 }])
})

test('each method says whether it is offered, and every reason why not', async () => {
  await connect()
  const limited = { method: 'card', countries: ['DE'], currencies: ['EUR'], minimumAmount: 100 }
  await saveMethods([limited, { method: 'wallet', isEnabled: false }], 1)
  expect(await explain({ amount: '100', currency: 'EUR', country: 'DE' })).toMatchObject([
    { method: 'card', isOffered: true, reasons: [] },
    { method: 'wallet', isOffered: false, reasons: ['disabled'] },
  ])
  const purchase = { amount: '99', currency: 'CHF', country: 'CH', placement: 'product' }
  expect((await explain(purchase))[0]?.reasons).toEqual([
    ...['placement', 'currency', 'country', 'amount-too-low'],
  ])
})

test('with a live connection the methods of the test connection are not what shoppers see', async () => {
  await connect()
  await save({ ...secrets, environment: 'live' })
  const reasons = async (mode: string) =>
    (await explain()).filter((one) => one.mode === mode).map((one) => one.reasons)
  expect(await reasons('test')).toEqual([['other-mode'], ['other-mode']])
  expect(await reasons('live')).toEqual([[], []])
  expect((await groups()).map(({ mode, isShown }) => [mode, isShown])).toEqual([
    ['live', true],
    ['test', false],
  ])
  await disconnect([], 'live')
  expect(await reasons('live')).toEqual([['disconnected'], ['disconnected']])
})
