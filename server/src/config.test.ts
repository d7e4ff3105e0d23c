import { expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { makeSealingKey } from './tenants/sealing-key.ts'

const token = 'a8f3Kq0Zr7vXw2Lm9Tb5Yc1N'

/** The message of the refusal, or null when the settings are good. */
function refusalOf(env: Record<string, string | undefined>): string | null {
  try {
    readConfig(env)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

test('without settings a demo starts on the embedded defaults', () => {
  expect(readConfig({})).toMatchObject({
    isDemo: true,
    isProduction: false,
    host: '127.0.0.1',
    port: 4000,
    sandboxPort: 4001,
    dataDir: '.tillway',
    databaseUrl: null,
    publicUrl: null,
    allowedOrigins: [],
    app: { tenant: 'demo', token: null },
    orderDeadlineMs: 1_800_000,
  })
})

test('metrics are for whoever shows their token; without one for everybody, and in production for nobody', () => {
  expect(readConfig({}).metricsReader).toEqual({ token: null })
  expect(readConfig({ METRICS_TOKEN: token }).metricsReader).toEqual({ token })
  const production = {
    ...{ NODE_ENV: 'production', APP_TOKEN: token, SIGNING_SECRET: token },
    ...{ SECRETS_KEY: makeSealingKey(), PUBLIC_URL: 'https://pay.shop.example' },
  }
  for (const demo of [{}, { DEMO: '1' }])
    expect(readConfig({ ...production, ...demo }).metricsReader).toBeNull()
  expect(readConfig({ ...production, METRICS_TOKEN: token }).metricsReader).toEqual({ token })
  expect(refusalOf({ METRICS_TOKEN: 'short' })).toContain('METRICS_TOKEN must have at least 24')
  expect(refusalOf({ METRICS_TOKEN: '' })).toContain('METRICS_TOKEN is empty')
})

test('the sandbox listens beside the server, wherever that is', () => {
  expect(readConfig({ PORT: '5000' }).sandboxPort).toBe(5001)
  expect(readConfig({ PORT: '0' }).sandboxPort).toBe(0)
  expect(readConfig({ PORT: '5000', SANDBOX_PORT: '7000' }).sandboxPort).toBe(7000)
})

test('limits are numbers, and nought switches them off', () => {
  expect(readConfig({})).toMatchObject({
    trustedProxies: 0,
    rateLimits: { shopper: 600, address: 1_200, tenant: 60_000 },
    failedAttemptsMax: 1_000,
  })
  const none = { RATE_LIMIT_SHOPPER: '0', TRUSTED_PROXIES: '2', FAILED_ATTEMPTS_TENANT: '0' }
  expect(readConfig(none)).toMatchObject({
    trustedProxies: 2,
    rateLimits: { shopper: 0 },
    failedAttemptsMax: 0,
  })
  for (const [name, value] of [
    ['TRUSTED_PROXIES', 'all'],
    ['RATE_LIMIT_ADDRESS', '-1'],
    ['RATE_LIMIT_TENANT', '1.5'],
  ] as const)
    expect(refusalOf({ [name]: value })).toContain(name)
})

test('everything that is wrong is named in one message', () => {
  const message = refusalOf({
    PORT: '70000',
    DEMO: 'yes',
    DATABASE_URL: 'mysql://localhost/db',
    DATABASE_POOL: '0',
    PUBLIC_URL: 'shop',
    ALLOWED_ORIGINS: 'https://shop.example/path',
    APP_TENANT: 'two words',
    ORDER_DEADLINE_MINUTES: '-1',
    LOG_LEVEL: 'loud',
    APP_TOKEN: 'short',
  })
  for (const name of [
    'PORT',
    'DEMO',
    'DATABASE_URL',
    'DATABASE_POOL',
    'PUBLIC_URL',
    'ALLOWED_ORIGINS',
    'APP_TENANT',
    'ORDER_DEADLINE_MINUTES',
    'LOG_LEVEL',
    'APP_TOKEN',
  ]) {
    expect(message).toMatch(new RegExp(`^  - ${name}\\b.* .+$`, 'm'))
  }
})

test.each(['APP_TOKEN', 'SIGNING_SECRET', 'OPERATOR_TOKEN'])('%s must be a real secret', (name) => {
  const bad: [string, RegExp][] = [
    ['', /is empty/],
    ['   ', /is empty/],
    ['short', /at least 24 characters/],
    ['changeme-changeme-changeme', /is a placeholder/],
    ['CHANGE-ME-0123456789-abcdef', /is a placeholder/],
    ['secret-secret-secret-secret', /is a placeholder/],
    ['aaaaaaaaaaaaaaaaaaaaaaaaaaaa', /is not random/],
  ]
  for (const [value, problem] of bad) {
    expect(refusalOf({ [name]: value })).toMatch(new RegExp(`- ${name}.*${problem.source}`))
  }
  expect(refusalOf({ [name]: token })).toBeNull()
})

test('a refusal never repeats a secret', () => {
  expect(refusalOf({ APP_TOKEN: 'changeme-with-my-real-password', PORT: '-1' })).not.toContain(
    'real-password',
  )
})

test('production starts on secrets of its own only, and without the demo', () => {
  const message = refusalOf({ NODE_ENV: 'production' })
  for (const name of ['APP_TOKEN', 'SIGNING_SECRET', 'SECRETS_KEY', 'PUBLIC_URL']) {
    expect(message).toContain(`${name} is required in production`)
  }
  const settings = {
    NODE_ENV: 'production',
    APP_TOKEN: token,
    SIGNING_SECRET: token,
    OPERATOR_TOKEN: token,
    SECRETS_KEY: makeSealingKey(),
    PUBLIC_URL: 'https://pay.shop.example/',
  }
  expect(readConfig(settings)).toMatchObject({
    isProduction: true,
    isDemo: false,
    publicUrl: 'https://pay.shop.example',
  })
  expect(readConfig({ ...settings, DEMO: '1' })).toMatchObject({ isDemo: true })
})

test('origins are listed with commas, and may be an app’s own scheme', () => {
  const { allowedOrigins } = readConfig({ ALLOWED_ORIGINS: ' https://shop.example , myshop://,' })
  expect(allowedOrigins).toEqual(['https://shop.example', 'myshop://'])
})

test('an empty setting that is no secret counts as absent', () => {
  expect(readConfig({ PORT: '', PUBLIC_URL: '', DATABASE_URL: '' })).toMatchObject({
    port: 4000,
    publicUrl: null,
    databaseUrl: null,
  })
})

const pushSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

test('messages are fetched unless they are to be pushed, and then each push is signed', () => {
  expect(readConfig({}).push).toBeNull()
  const env = { PUSH_URL: 'http://shop.example/m', PUSH_SECRETS: `${pushSecret}, ${pushSecret}` }
  expect(readConfig(env).push).toEqual({
    url: 'http://shop.example/m',
    secrets: [pushSecret, pushSecret],
    isPrivateAllowed: true,
  })
  expect(readConfig({ ...env, PUSH_ALLOW_PRIVATE: '0' }).push?.isPrivateAllowed).toBe(false)
})

test.each([
  [{}, 'PUSH_SECRETS'],
  [{ PUSH_SECRETS: 'secret' }, 'PUSH_SECRETS'],
  [{ PUSH_SECRETS: 'whsec_short' }, 'PUSH_SECRETS'],
  [{ PUSH_SECRETS: Array(3).fill(pushSecret).join(',') }, 'PUSH_SECRETS'],
  [{ PUSH_SECRETS: pushSecret, PUSH_URL: 'ftp://shop.example' }, 'PUSH_URL'],
  [{ PUSH_SECRETS: pushSecret, PUSH_URL: 'file:///etc/passwd' }, 'PUSH_URL'],
])('a push with %j does not start', (env, name) => {
  expect(refusalOf({ PUSH_URL: 'https://shop.example/m', ...env })).toMatch(
    new RegExp(`^  - ${name}`, 'm'),
  )
})

test('in production messages are pushed over TLS, and to public addresses, unless it is said otherwise', () => {
  const env = {
    NODE_ENV: 'production',
    APP_TOKEN: token,
    SIGNING_SECRET: `${token}x`,
    SECRETS_KEY: makeSealingKey(),
    PUBLIC_URL: 'https://pay.shop.example',
    PUSH_SECRETS: pushSecret,
  }
  expect(refusalOf({ ...env, PUSH_URL: 'http://shop.example/m' })).toMatch(/PUSH_URL.*https/)
  const url = 'https://shop.example/m'
  expect(readConfig({ ...env, PUSH_URL: url }).push?.isPrivateAllowed).toBe(false)
  expect(readConfig({ ...env, PUSH_URL: url, PUSH_ALLOW_PRIVATE: '1' }).push).toMatchObject({
    isPrivateAllowed: true,
  })
})

test.each([
  ['no name', Buffer.alloc(32, 'abcdefghijklmnopqrstuvwxyz012345').toString('base64')],
  ['too short', 'k1:c2hvcnQ='],
  ['a placeholder', `k1:${Buffer.alloc(32, 'changeme').toString('base64')}`],
  ['nothing but zeros', `k1:${Buffer.alloc(32).toString('base64')}`],
  ['empty', ''],
])('a key for sealing that is %s stops the start, and is not repeated', (_name, key) => {
  const message = refusalOf({ SECRETS_KEY: key })
  expect(message).toContain('SECRETS_KEY')
  if (key) expect(message).not.toContain(key.split(':').at(-1))
})

test('two keys for sealing have two names, and the one before is not alone', () => {
  const [now, before] = [makeSealingKey(), makeSealingKey()]
  const { sealing } = readConfig({ SECRETS_KEY: now, SECRETS_KEY_PREVIOUS: before })
  expect([sealing.key?.id, sealing.previous?.id]).toEqual([now.split(':')[0], before.split(':')[0]])
  expect(refusalOf({ SECRETS_KEY: now, SECRETS_KEY_PREVIOUS: now })).toContain('the same name')
  expect(refusalOf({ SECRETS_KEY_PREVIOUS: before })).toContain('SECRETS_KEY is required')
})
