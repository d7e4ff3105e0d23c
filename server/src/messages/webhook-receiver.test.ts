import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PushBody } from '../contract/message-envelope.ts'
import type { OutboundMessage } from '../contract/messages.ts'
import type { Resolve } from './checked-lookup.ts'
import { createWebhookReceiver } from './webhook-receiver.ts'

const [oldSecret, newSecret] = [
  'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  'C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
].map((key) => `whsec_${key}`) as [string, string]

type Heard = { headers: IncomingHttpHeaders; body: string; port: number | undefined }
let heard: Heard[]
let answer: (response: ServerResponse) => void
let shop: Awaited<ReturnType<typeof openShop>>

async function openShop() {
  const server = createServer(async (request, response) => {
    const body = (await request.toArray()).join('')
    heard.push({ headers: request.headers, body, port: request.socket.remotePort })
    answer(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The shop does not listen.')
  return { server, port: address.port, url: `http://127.0.0.1:${address.port}/messages` }
}

beforeEach(async () => {
  heard = []
  answer = (response) => response.writeHead(204).end()
  shop = await openShop()
})
afterEach(async () => {
  shop.server.closeAllConnections()
  await new Promise((resolve) => shop.server.close(resolve))
})

const message: OutboundMessage = {
  messageId: '0b8f0f0e-6c1c-4a55-b1f4-3d5f4f6c2f11',
  tenant: 'demo',
  name: 'PaymentAuthorized',
  channel: 'payment-events',
  payload: { orderReference: 'DE--1', orderItemIds: ['7'], amount: 15390, currencyIsoCode: 'EUR' },
  timestamp: '2026-01-15T09:14:41.012345Z',
}

const receiver = (changes: Partial<Parameters<typeof createWebhookReceiver>[0]> = {}) =>
  createWebhookReceiver({
    url: shop.url,
    secrets: [oldSecret],
    isPrivateAllowed: true,
    ...changes,
  })

const headersOf = ({ headers }: Heard) => ({
  'webhook-id': String(headers['webhook-id']),
  'webhook-timestamp': String(headers['webhook-timestamp']),
  'webhook-signature': String(headers['webhook-signature']),
})

test('a shop is told the message with a signature that it can verify', async () => {
  expect(await receiver().take(message)).toEqual({ ok: true, value: null })
  const [one] = heard
  if (!one) throw new Error('Nothing was pushed.')
  expect(one.headers['webhook-id']).toBe(message.messageId)
  const body = new Webhook(oldSecret).verify(one.body, headersOf(one))
  expect(PushBody.parse(body)).toEqual({
    type: 'PaymentAuthorized',
    timestamp: '2026-01-15T09:14:41.012345Z',
    data: message.payload,
    channel: 'payment-events',
    tenantIdentifier: 'demo',
  })
})

test('while a secret is replaced, a shop that knows either of the two can verify', async () => {
  await receiver({ secrets: [newSecret, oldSecret] }).take(message)
  const [one] = heard
  if (!one) throw new Error('Nothing was pushed.')
  for (const secret of [oldSecret, newSecret])
    expect(new Webhook(secret).verify(one.body, headersOf(one))).toMatchObject({
      type: message.name,
    })
  const stranger = new Webhook(`whsec_${Buffer.alloc(24, 7).toString('base64')}`)
  expect(() => stranger.verify(one.body, headersOf(one))).toThrow()
})

test.each([400, 401, 404, 410, 429, 500, 503])('an answer of %i is no success', async (status) => {
  answer = (response) => response.writeHead(status).end()
  expect(await receiver().take(message)).toEqual({ ok: false, failure: `answered-${status}` })
})

test('a redirect is no success, and nobody follows it', async () => {
  answer = (response) => response.writeHead(307, { location: `${shop.url}/elsewhere` }).end()
  expect(await receiver().take(message)).toEqual({ ok: false, failure: 'answered-307' })
  expect(heard).toHaveLength(1)
})

test('a shop that does not answer in time has not taken the message', async () => {
  answer = () => {}
  const target = { url: shop.url, secrets: [oldSecret], isPrivateAllowed: true }
  const impatient = createWebhookReceiver(target, { timeoutMs: 100 })
  expect(await impatient.take(message)).toEqual({ ok: false, failure: 'timed-out' })
})

test('a shop that is not there has not taken the message', async () => {
  await new Promise((resolve) => shop.server.close(resolve))
  expect(await receiver().take(message)).toEqual({
    ok: false,
    failure: 'unreachable: ECONNREFUSED',
  })
  shop = await openShop()
})

test('an answer without end is cut off, and its status counts', async () => {
  let isCut = false
  answer = (response) => {
    response.on('close', () => {
      isCut = true
    })
    response.writeHead(200)
    const pour = (): void => {
      if (!response.destroyed) response.write('x'.repeat(16_384), () => setImmediate(pour))
    }
    pour()
  }
  expect(await receiver().take(message)).toEqual({ ok: true, value: null })
  await expect.poll(() => isCut).toBe(true)
})

test('one connection serves one message after another', async () => {
  const one = receiver()
  await one.take(message)
  await one.take(message)
  expect(new Set(heard.map(({ port }) => port)).size).toBe(1)
})

const guarded = { isPrivateAllowed: false }

test.each([
  'http://127.0.0.1:PORT/',
  'http://localhost:PORT/',
  'http://[::1]:PORT/',
  'http://[::ffff:127.0.0.1]:PORT/',
  'http://2130706433:PORT/',
  'http://0x7f.1:PORT/',
  'http://0.0.0.0:PORT/',
  'http://169.254.169.254/latest/meta-data',
  'http://[fd00::1]/',
  'http://10.0.0.1/',
])('nothing is sent to %s when addresses must be public', async (url) => {
  const target = { ...guarded, url: url.replace('PORT', String(shop.port)), secrets: [oldSecret] }
  expect(await createWebhookReceiver(target).take(message)).toEqual({
    ok: false,
    failure: 'address-not-public',
  })
  expect(heard).toEqual([])
})

/** A name server that answers with these addresses, one after the other. */
const answering = (...answers: string[][]): Resolve => {
  const left = [...answers]
  return (_hostname, _options, callback) =>
    callback(
      null,
      (left.shift() ?? []).map((address) => ({ address, family: 4 })),
    )
}

test('a name is refused when any of its addresses is not public', async () => {
  const target = { ...guarded, url: `http://shop.example:${shop.port}/`, secrets: [oldSecret] }
  const resolve = answering(['93.184.216.34', '127.0.0.1'])
  expect(await createWebhookReceiver(target, { resolve }).take(message)).toMatchObject({
    failure: 'address-not-public',
  })
  expect(heard).toEqual([])
})

test('the address that was checked is the one that is called: a second answer of a name server changes nothing', async () => {
  const target = { ...guarded, url: `http://shop.example:${shop.port}/`, secrets: [oldSecret] }
  let looks = 0
  const resolve: Resolve = (hostname, options, callback) => {
    looks += 1
    answering([looks === 1 ? '192.0.2.55' : '127.0.0.1'])(hostname, options, callback)
  }
  const pinned = createWebhookReceiver(
    { ...target, isPrivateAllowed: true },
    { resolve, timeoutMs: 100 },
  )
  expect((await pinned.take(message)).ok).toBe(false)
  expect(looks).toBe(1)
  expect(heard).toEqual([])
})

test('a name is called by its name, at the address that it was resolved to', async () => {
  const target = { url: `http://shop.example:${shop.port}/`, secrets: [oldSecret] }
  const resolve = answering(['127.0.0.1'])
  const named = createWebhookReceiver({ ...target, isPrivateAllowed: true }, { resolve })
  expect(await named.take(message)).toEqual({ ok: true, value: null })
  expect(heard[0]?.headers.host).toBe(`shop.example:${shop.port}`)
})
