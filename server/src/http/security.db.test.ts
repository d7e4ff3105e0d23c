import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appContract } from '../contract/app/contract.ts'
import { backOfficeContract, backOfficeMedia } from '../contract/back-office/contract.ts'
import { glueContract } from '../contract/glue/contract.ts'
import type { Operation } from '../contract/operation.ts'
import { shopContract } from '../contract/shop/contract.ts'
import { sendTooMuch } from '../testing/bad-requests.ts'
import { call, refusal, told } from '../testing/call.ts'
import { appHeaders } from '../testing/shop-backend.ts'
import { aCustomer, aGuest } from '../testing/shoppers.ts'
import { type RunningApp, startApp } from '../testing/start-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp({ ALLOWED_ORIGINS: 'https://shop.example' })
})
afterAll(() => app.stop())

const operations: readonly Operation[] = [
  ...glueContract,
  ...appContract,
  ...shopContract,
  ...backOfficeContract,
  ...backOfficeMedia,
]
const taking = operations.filter(({ input }) => input !== undefined)
const guarded = operations.filter(({ caller }) => caller !== 'anyone')
/** The stream is asked for by whoever reads events, and shops' brokers name no type: both are served as they come. */
const speakingJson = operations.filter(({ tag, media }) => tag !== 'app' && !media)

const pathOf = ({ path }: Operation): string => path.replaceAll(/\{\w+\}/g, 'none')

function identityFor({ caller }: Operation): Record<string, string> {
  if (caller === 'operator') return { authorization: `Bearer ${app.operatorToken}` }
  return caller === 'tenant' ? appHeaders(app) : aGuest()
}

const ask = (operation: Operation, body: string, headers: Record<string, string> = {}) =>
  call(app, operation.method.toUpperCase(), pathOf(operation), {
    headers: { ...identityFor(operation), ...headers },
    ...(operation.method === 'get' || operation.method === 'delete' ? {} : { body }),
  })

describe.each(taking)('$id', (operation) => {
  test('refuses half a document', async () => {
    expect(told(await ask(operation, '{"data":'))).toBe(refusal('body-malformed'))
  })

  test('refuses keys that reach for prototypes', async () => {
    const body = '{"data":{"type":"x","attributes":{"__proto__":{"isAdmin":true}}}}'
    expect(told(await ask(operation, body))).toBe(refusal('body-malformed'))
  })

  test('refuses attributes of another kind', async () => {
    const envelope = { data: { type: operation.type, attributes: { wrong: null } } }
    const body = operation.tag === 'app' ? { orderData: 7 } : envelope
    const answer = await ask(operation, JSON.stringify(body))
    // A name is all that a new cart may be given, and it has a default.
    expect(told(answer)).toBe(
      refusal(operation.id === 'createCart' ? 'access-token-missing' : 'validation-failed'),
    )
  })

  test('refuses a body that is too large', async () => {
    const headers = identityFor(operation)
    const method = operation.method.toUpperCase()
    const answer = await sendTooMuch(app, pathOf(operation), { headers, isDeclared: false, method })
    expect(answer).toMatchObject({ status: 413, text: expect.stringContaining('"4003"') })
  })
})

describe.each(guarded)('$id', (operation) => {
  test('is for known callers only', async () => {
    const body = JSON.stringify({
      data: { type: operation.type, attributes: operation.examples.input },
    })
    const withHeaders = async (headers: Record<string, string>) =>
      told(
        await call(app, operation.method.toUpperCase(), pathOf(operation), {
          headers,
          ...(operation.input ? { body } : {}),
        }),
      )
    const isTenant = operation.caller === 'tenant' || operation.caller === 'operator'
    expect(await withHeaders({})).toBe(
      refusal(isTenant ? 'access-token-missing' : 'shopper-missing'),
    )
    expect(await withHeaders({ authorization: 'Bearer forged' })).toBe(
      refusal('access-token-invalid'),
    )
    const ofOtherEdges = [
      ...(isTenant ? [await aCustomer(app)] : []),
      ...(operation.caller === 'tenant' ? [] : [{ authorization: `Bearer ${app.appToken}` }]),
      ...(operation.caller === 'operator'
        ? []
        : [{ authorization: `Bearer ${app.operatorToken}` }]),
    ]
    for (const headers of ofOtherEdges) {
      expect(await withHeaders({ ...headers, 'x-tenant-identifier': 'demo' })).toBe(
        refusal('access-token-invalid'),
      )
    }
  })
})

describe.each(speakingJson)('$id', (operation) => {
  test('speaks JSON only', async () => {
    const unread = await ask(operation, 'a=b', { accept: 'text/csv' })
    expect(told(unread)).toBe(refusal('not-acceptable'))
    if (!operation.input) return
    const form = await ask(operation, 'a=b', {
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect(told(form)).toBe(refusal('media-type-unsupported'))
  })
})

test('an origin that is allowed may call from a browser, also when it is refused', async () => {
  const origin = 'https://shop.example'
  const preflight = await call(app, 'OPTIONS', '/payments', {
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers':
        'content-type,idempotency-key,x-anonymous-customer-unique-id',
    },
  })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-origin')).toBe(origin)
  expect(preflight.headers.get('access-control-allow-headers')).toContain('idempotency-key')
  const refused = await call(app, 'GET', '/payments/tx_1', { headers: { origin } })
  expect(told(refused)).toBe(refusal('shopper-missing'))
  expect(refused.headers.get('access-control-allow-origin')).toBe(origin)
  expect(refused.headers.get('access-control-expose-headers')).toContain('idempotent-replayed')
  expect(refused.headers.get('access-control-allow-credentials')).toBeNull()
})

test('an origin that is not allowed is told nothing that a browser would accept', async () => {
  for (const origin of ['https://evil.example', 'https://shop.example.evil.example', 'null']) {
    for (const method of ['OPTIONS', 'GET']) {
      const headers = { origin, 'access-control-request-method': 'POST' }
      const answer = await call(app, method, '/payment-methods', { headers })
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    }
  }
})

test('an unknown address is not found, and a known one names the methods that it has', async () => {
  expect(told(await call(app, 'GET', '/payment'))).toBe(refusal('resource-not-found'))
  expect(told(await call(app, 'POST', '/payments/tx_1/refunds'))).toBe(
    refusal('resource-not-found'),
  )
  const answer = await call(app, 'PUT', '/carts')
  expect(told(answer)).toBe(refusal('method-not-allowed'))
  expect(answer.headers.get('allow')).toBe('GET, POST')
})

test.each([
  ['GET', '/payment-methods?idCart=%00'],
  ['GET', '/payments/tx%00'],
  ['POST', '/webhooks/sandbox/%00'],
  ['POST', '/webhooks/%00/demo'],
  ['GET', '/back-office/api/apps/%00'],
])('%s %s is refused: no text holds a NUL', async (method, path) => {
  const kind = path.includes('?') ? 'validation-failed' : 'resource-not-found'
  expect(told(await call(app, method, path, { headers: aGuest() }))).toBe(refusal(kind))
})

test('every answer has a request id: the client’s own when it is one', async () => {
  const own = await call(app, 'GET', '/health/live', {
    headers: { 'x-request-id': 'my-request-7' },
  })
  expect(own.headers.get('x-request-id')).toBe('my-request-7')
  const forged = await call(app, 'GET', '/payment', { headers: { 'x-request-id': 'a b' } })
  expect(forged.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
})

test('the description of the API is served where the server is', async () => {
  const { json } = await call(app, 'GET', '/openapi.json')
  expect(json).toMatchObject({ openapi: '3.1.0', servers: [{ url: app.url }] })
  const page = await call(app, 'GET', '/docs', { headers: { accept: 'text/html' } })
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
})
