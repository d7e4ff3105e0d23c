import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  apiOf,
  clearSandbox,
  makeAccount,
  type RunningSandbox,
  secretKey,
  setChaos,
  startSandbox,
  strangeAccount,
  webhookSecret,
} from '../../sandbox-psp/testing/start-sandbox.ts'
import { createKeepAliveFetch } from '../keep-alive-fetch.ts'
import { createSandboxKind } from './sandbox-kind.ts'
import { closedAddress } from './testing/closed-address.ts'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
beforeEach(() => clearSandbox(sandbox))
afterAll(() => sandbox.close())

const kindAt = (baseUrl: string) => createSandboxKind({ baseUrl, fetch: createKeepAliveFetch() })
const connect = (changes: Record<string, unknown> = {}, baseUrl = sandbox.url) =>
  kindAt(baseUrl).connect({ ...ours, ...changes })

const ours = {
  environment: 'test',
  businessModel: 'marketplace',
  secretKey,
  webhookSecret,
}

test('the sandbox says whose credentials these are', async () => {
  expect(await connect().check()).toEqual({
    kind: 'accepted',
    account: { id: 'acct_demo', name: 'Lumen & Oak' },
  })
  const { secretKey: live } = strangeAccount
  expect(await connect({ environment: 'live', secretKey: live }).check()).toMatchObject({
    kind: 'accepted',
    account: { id: 'acct_stranger' },
  })
})

test.each([
  ['secretKey', { secretKey: 'sk_test_of_nobody' }],
  ['businessModel', { businessModel: 'direct' }],
  ['publishableKey', { publishableKey: 'pk_test_of_nobody' }],
])(
  'credentials of which %s does not fit are refused, and the field is named',
  async (field, changes) => {
    expect(await connect(changes).check()).toEqual({
      kind: 'refused',
      problems: [{ field, message: expect.any(String) }],
    })
  },
)

test('a key of an account in the other mode is refused at the environment', async () => {
  const turnTo = (mode: string) =>
    sandbox.query('update sandbox_psp.accounts set mode = $1 where id = $2', [
      mode,
      sandbox.account.id,
    ])
  await turnTo('live')
  const checked = await connect().check()
  await turnTo('test')
  expect(checked).toEqual({
    kind: 'refused',
    problems: [{ field: 'environment', message: expect.stringContaining('live') }],
  })
})

test('without an answer of the sandbox nobody knows whose credentials these are', async () => {
  expect(await connect({}, await closedAddress()).check()).toMatchObject({ kind: 'unknown' })
  await setChaos(sandbox, { fail_before_next: 1 })
  expect(await connect().check()).toEqual({ kind: 'unknown', because: 'server-error' })
  await setChaos(sandbox, { offline: true })
  expect(await connect().check()).toEqual({ kind: 'unknown', because: 'offline' })
})

test.each([
  ['environment', { environment: 'staging' }],
  ['businessModel', { businessModel: 'charity' }],
  ['secretKey', { secretKey: 'pk_test_1' }],
  ['secretKey', { secretKey: 'sk_live_1' }],
  ['secretKey', { environment: 'live' }],
  ['webhookSecret', { webhookSecret: 'whsec_' }],
  ['webhookSecret', { webhookSecret: 'whsec_not base64!' }],
  ['webhookSecret', { webhookSecret: Buffer.from('secret').toString('base64') }],
])('a configuration whose %s is wrong is refused there: %j', (field, changes) => {
  const parsed = kindAt(sandbox.url)
    .schema.strict()
    .safeParse({ ...ours, ...changes })
  expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toEqual([field])
})

test('what is not told is as an ordinary shop has it, and blank fields are not told', () => {
  const { businessModel: _, ...told } = ours
  const parsed = kindAt(sandbox.url).schema.parse({ ...told, publishableKey: ' ' })
  expect(parsed).toEqual({ ...told, businessModel: 'direct' })
})

test('only a marketplace has merchants and transfers', () => {
  expect(connect()).toMatchObject({ merchants: {}, transfers: {} })
  expect(connect({ businessModel: 'direct' })).toMatchObject({ merchants: null, transfers: null })
})

test('every field of the form has a title in both languages, and secrets are marked', () => {
  for (const [name, field] of Object.entries(kindAt(sandbox.url).schema.shape)) {
    const meta = field.meta()
    expect(meta).toMatchObject({
      title: expect.any(String),
      words: { de: { title: expect.any(String) } },
    })
    expect(meta?.['writeOnly'] ?? false).toBe(['secretKey', 'webhookSecret'].includes(name))
  }
})

test('the methods name the account to browsers by its publishable key', () => {
  const { methods } = connect({ publishableKey: 'pk_test_1' })
  expect(methods.map(({ method }) => method)).toEqual([
    'card',
    'card-fields',
    'pebble-express',
    'kite-express',
  ])
  const [, fields, pebble, kite] = methods
  const query = '?client-id=pk_test_1'
  expect(fields?.publicValues).toEqual({ fieldsUrl: `${sandbox.url}/fields/card${query}` })
  expect(pebble?.scripts[0]?.url).toBe(`${sandbox.url}/sdk/pebble.js${query}`)
  expect(kite?.scripts[0]?.url).toBe(`${sandbox.url}/sdk/kite.js${query}`)
})

const aRequest = {
  reference: 'tx_of_a_kind',
  amountMinor: 10_000,
  currency: 'EUR',
  returnUrl: 'https://shop.example/return',
  locale: 'en-GB',
  strategy: 'hosted-payment-page',
  method: 'card',
  orderReference: null,
  customer: { email: null, name: null },
  lines: [],
} as const

test('the payment page bears the name of the account, or the title that the tenant chose', async () => {
  const { secret_key, webhook_secret } = await makeAccount(sandbox, { name: 'Third House' })
  const given = { businessModel: 'direct', secretKey: secret_key, webhookSecret: webhook_secret }
  const pageOf = async (changes: Record<string, unknown>, operationId: string) => {
    const { psp } = connect({ ...given, ...changes })
    const outcome = await psp.initialise(aRequest, operationId)
    const url = outcome.kind === 'succeeded' ? outcome.charge.redirectUrl : null
    return (await fetch(url ?? '')).text()
  }
  expect(await pageOf({}, 'op_titled_1')).toContain('Third House')
  expect(await pageOf({ paymentPageTitle: 'Oak & Sons' }, 'op_titled_2')).toContain(
    'Oak &amp; Sons',
  )
})

test('a connection of a live account is live, and so is what it opens', async () => {
  const { secretKey: live, webhookSecret: secret } = strangeAccount
  const given = { environment: 'live', secretKey: live, webhookSecret: secret }
  const { mode, psp } = connect(given)
  expect([mode, psp.mode]).toEqual(['live', 'live'])
  await psp.initialise(aRequest, 'op_live')
  const { body } = await apiOf(sandbox.url, live)('GET', '/v1/charges?reference=tx_of_a_kind')
  expect(body.data).toMatchObject([{ livemode: true }])
})
