import { afterAll, beforeAll, expect, test } from 'vitest'
import { configure, disconnect } from '../../contract/app/configuration.ts'
import type { FailureKind } from '../../contract/failures.ts'
import { type Answer, call, refusal, told } from '../../testing/call.ts'
import { openAccount } from '../../testing/sandbox-accounts.ts'
import { anOrder, appHeaders } from '../../testing/shop-backend.ts'
import { aGuest } from '../../testing/shoppers.ts'
import { type RunningApp, readSecret, startApp } from '../../testing/start-app.ts'

let app: RunningApp
let secrets: { secretKey: string; webhookSecret: string }
beforeAll(async () => {
  app = await startApp()
  secrets = {
    secretKey: await readSecret(app, 'sandbox-secret-key'),
    webhookSecret: await readSecret(app, 'sandbox-webhook'),
  }
})
afterAll(() => app.stop())

const post = (path: string, body: object | string, headers: Record<string, string> = {}) =>
  call(app, 'POST', path, { body, headers: { ...appHeaders(app), ...headers } })

const sendConfiguration = (configuration: unknown, attributes: object = {}, path = '/configure') =>
  post(path, {
    data: {
      type: 'configuration',
      attributes: { configuration: JSON.stringify(configuration), ...attributes },
    },
  })

const sendDisconnect = (confirmed: string | null = null, body: object | string = '') =>
  post('/disconnect', body, confirmed === null ? {} : { 'x-confirmation-status': confirmed })

const errorsOf = ({ json }: Answer) => (json as { errors: Record<string, unknown>[] }).errors

const startOrder = (changes: Record<string, unknown> = {}) =>
  post('/initialize-payment', anOrder(app, changes))

const methodsOffered = async (): Promise<string[]> => {
  const answer = await call(app, 'GET', '/payment-methods', { headers: aGuest() })
  const { data } = answer.json as { data: { attributes: { paymentMethodName: string } }[] }
  return data.map(({ attributes }) => attributes.paymentMethodName)
}

test('the answer tells what is stored, without the secrets, under both paths', async () => {
  for (const path of ['/configure', '/private/configure']) {
    const answer = await sendConfiguration({ methods: [{ method: 'card' }] }, {}, path)
    expect(told(answer)).toBe('200')
    expect(answer.json).toMatchObject({
      tenantIdentifier: 'demo',
      provider: 'sandbox',
      mode: 'test',
      status: 'CONNECTED',
      configuration: { environment: 'test', methods: [{ method: 'card' }] },
    })
    expect(answer.text).not.toContain(secrets.secretKey)
    expect(answer.text).not.toContain(secrets.webhookSecret)
  }
  expect(await methodsOffered()).toEqual(['card'])
  await sendConfiguration({ methods: null })
  expect(await methodsOffered()).toContain('card-fields')
})

test('each field that is wrong has an error of its own, in the shape that catalogues read', async () => {
  const answer = await sendConfiguration({ environment: 'moon', colour: 'red' })
  expect(answer.status).toBe(422)
  expect(errorsOf(answer)).toMatchObject([
    {
      code: '4017',
      status: 422,
      confirm: null,
      source: { pointer: '/data/attributes/configuration/environment' },
    },
    { source: { pointer: '/data/attributes/configuration/colour' } },
  ])
  expect(told(answer)).toBe(refusal('configuration-invalid'))
})

test.each([
  ['no JSON', 'secretKey=1'],
  ['a list', '[]'],
  ['a reach for prototypes', '{"__proto__":{"isAdmin":true}}'],
])('a configuration that is %s is refused', async (_name, configuration) => {
  const answer = await post('/configure', {
    data: { type: 'configuration', attributes: { configuration } },
  })
  expect(told(answer)).toBe(refusal('configuration-invalid'))
})

test('another type, an empty text and an unknown provider are refused', async () => {
  const wrongType = { data: { type: 'config', attributes: { configuration: '{}' } } }
  expect(told(await post('/configure', wrongType))).toBe(refusal('validation-failed'))
  const empty = { data: { type: 'configuration', attributes: { configuration: ' ' } } }
  expect(told(await post('/configure', empty))).toBe(refusal('validation-failed'))
  expect(told(await sendConfiguration({}, { provider: 'nobody' }))).toBe(
    refusal('provider-unknown'),
  )
})

test('open payments are asked about, with labels; no is an answer, and something else is none', async () => {
  await startOrder()
  const asked = await sendDisconnect()
  expect(told(asked)).toBe(refusal('payments-open'))
  expect(errorsOf(asked)).toMatchObject([
    { code: '21000', confirm: { labelOk: 'Ignore & Disconnect', labelCancel: 'Cancel' } },
  ])
  const declined = await sendDisconnect('false')
  expect(told(declined)).toBe(refusal('disconnect-declined-payments'))
  expect(errorsOf(declined)).toMatchObject([{ code: '21001', confirm: null }])
  expect(told(await sendDisconnect('maybe'))).toBe(refusal('validation-failed'))
})

test('once disconnected no payment is started, on either edge; connecting again takes them', async () => {
  const before = await startOrder()
  const confirmed = await sendDisconnect('true')
  expect([confirmed.status, confirmed.text]).toEqual([204, ''])
  expect(await methodsOffered()).toEqual([])
  expect(told(await startOrder())).toBe(refusal('tenant-disconnected'))
  // The same order again is a payment that began before: it is gone on with.
  expect(told(before)).toBe('200')
  expect((await sendDisconnect()).status).toBe(204)
  expect(told(await sendConfiguration({}))).toBe('200')
  expect(told(await startOrder())).toBe('200')
})

test('with two connections one is named', async () => {
  const { id: _id, ...account } = await openAccount(app, { mode: 'live' })
  const live = await sendConfiguration({ environment: 'live', ...account })
  expect(told(live)).toBe('200')
  expect(told(await sendDisconnect())).toBe(refusal('connection-ambiguous'))
  expect(told(await sendDisconnect(null, { provider: 'nobody' }))).toBe(
    refusal('tenant-not-configured'),
  )
  const one = { provider: 'sandbox', mode: 'live' }
  expect((await sendDisconnect('true,true', one)).status).toBe(204)
})

/**
 * Merchants are made by the marketplace: its own tests ask about them. Four who change one connection at the same time are met
 * by the verb's test.
 */
const notProducedHere: FailureKind[] = [
  'merchants-connected',
  'disconnect-declined-merchants',
  'request-in-flight',
]

test('every failure of both operations has been produced', () => {
  for (const { id, failures } of [configure, disconnect]) {
    const declared = failures.filter((kind: FailureKind) => !notProducedHere.includes(kind))
    expect([...(app.seen.get(id) ?? [])]).toEqual(expect.arrayContaining(declared))
  }
})
