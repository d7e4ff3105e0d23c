import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { FailureKind } from '../../contract/failures.ts'
import { MessageEnvelope } from '../../contract/message-envelope.ts'
import { badBodies } from '../../testing/bad-requests.ts'
import { type Call, call, refusal, told } from '../../testing/call.ts'
import { type RunningApp, startApp } from '../../testing/start-app.ts'

let app: RunningApp
beforeAll(async () => {
  // Without the built-in shop nobody else fetches.
  app = await startApp({ DEMO: '0', APP_TENANT: 'lamps' })
})
afterAll(() => app.stop())
beforeEach(async () => {
  await sql`delete from messages`.execute(app.db)
})

const path = '/channels/payment-events'

const broker = (): Record<string, string> => ({
  authorization: `Bearer ${app.appToken}`,
  'consumer-id': 'lamps',
})

const ask = (method: string, { headers = broker(), ...rest }: Call = {}, query = '') =>
  call(app, method, `${path}${query}`, { headers, ...rest })

async function fetchBatch(query = '') {
  const { json } = await ask('GET', {}, query)
  return MessageEnvelope.array().parse(json)
}

async function enqueue(name: string, payload: object = {}, tenant = 'lamps') {
  const messageId = randomUUID()
  await sql`insert into messages (tenant, message_id, subject, name, channel, payload, created_at)
    values (${tenant}, ${messageId}, 'tx_1', ${name}, 'payment-events', ${JSON.stringify(payload)}::jsonb,
      '2026-01-15T10:14:41.012345+01')`.execute(app.db)
  return messageId
}

test('a shop’s broker is handed a message in the form that it reads', async () => {
  const payload = {
    orderReference: 'DE--1',
    orderItemIds: ['7'],
    amount: 1,
    currencyIsoCode: 'EUR',
  }
  const messageId = await enqueue('PaymentAuthorized', payload)
  const [envelope, ...others] = await fetchBatch('?limit=100')
  expect(others).toEqual([])
  expect(JSON.parse(envelope?.MessageBody ?? '')).toEqual(payload)
  expect(envelope).toMatchObject({
    MessageId: messageId,
    MessageAttributes: {
      name: 'PaymentAuthorized',
      transferName: 'PaymentAuthorized',
      event: 'PaymentAuthorized',
      tenantIdentifier: 'lamps',
      storeReference: 'lamps',
      actorId: 'tillway',
      publisher: 'tillway',
      emitter: 'tillway',
      correlationId: messageId,
      transactionId: messageId,
      timestamp: '2026-01-15T09:14:41.012345',
    },
  })
  expect(JSON.stringify(envelope)).not.toContain(app.appToken)
  expect(Object.keys(envelope?.MessageAttributes ?? {})).not.toContain('authorization')
})

test('what is acknowledged is gone, however often it is acknowledged', async () => {
  const messageId = await enqueue('PaymentCreated')
  await fetchBatch()
  const messageIds = [messageId, randomUUID(), 'of another broker']
  const acknowledge = async () => (await ask('DELETE', { body: { messageIds } })).json
  expect(await acknowledge()).toEqual({ acknowledged: 1 })
  expect(await acknowledge()).toEqual({ acknowledged: 0 })
  await sql`update messages set due_at = now()`.execute(app.db)
  expect(await fetchBatch()).toEqual([])
})

test('without a limit a batch has at most 100 messages, with one as many as it says', async () => {
  for (let index = 0; index < 103; index += 1) await enqueue(`PaymentUpdated`)
  expect(await fetchBatch('?limit=2')).toHaveLength(2)
  await sql`update messages set due_at = now(), attempts = 0`.execute(app.db)
  expect(await fetchBatch()).toHaveLength(100)
})

test('a channel that is not known here is empty, since brokers ask for all that their shop knows', async () => {
  const answer = await call(app, 'GET', '/channels/search-commands', { headers: broker() })
  expect([answer.status, answer.json]).toEqual([200, []])
})

test('a tenant is named in any of the ways of brokers, and is that of the token', async () => {
  const { authorization = '' } = broker()
  for (const name of ['consumer-id', 'tenant-identifier', 'x-tenant-identifier'])
    expect(told(await ask('GET', { headers: { authorization, [name]: 'lamps' } }))).toBe('200')
  const refused: [Record<string, string>, FailureKind][] = [
    [{ 'consumer-id': 'lamps' }, 'access-token-missing'],
    [{ 'consumer-id': 'lamps', authorization: 'Bearer wrong' }, 'access-token-invalid'],
    [{ authorization }, 'tenant-missing'],
    [{ authorization, 'consumer-id': 'other' }, 'tenant-mismatch'],
    [{ ...broker(), 'x-tenant-identifier': 'other' }, 'tenant-mismatch'],
    [{ ...broker(), 'tenant-identifier': 'other' }, 'tenant-mismatch'],
  ]
  for (const [headers, kind] of refused) {
    expect(told(await ask('GET', { headers }))).toBe(refusal(kind))
    expect(told(await ask('DELETE', { headers, body: { messageIds: ['x'] } }))).toBe(refusal(kind))
  }
})

test('messages of another tenant are never handed out or acknowledged', async () => {
  const messageId = await enqueue('PaymentCreated', {}, 'other')
  expect(await fetchBatch()).toEqual([])
  const { json } = await ask('DELETE', { body: { messageIds: [messageId] } })
  expect(json).toEqual({ acknowledged: 0 })
})

test.each(['0', '1001', '-1', '1.5', 'many', ''])('a limit of "%s" is refused', async (limit) => {
  expect(told(await ask('GET', {}, `?limit=${limit}`))).toBe(refusal('validation-failed'))
})

test.each([
  {},
  { messageIds: 'x' },
  { messageIds: [] },
  { messageIds: [7] },
  { messageIds: Array.from({ length: 1001 }, String) },
])('%j acknowledges nothing and is refused', async (body) => {
  expect(told(await ask('DELETE', { body }))).toBe(refusal('validation-failed'))
})

test.each(badBodies)('%s is refused as an acknowledgement', async (_title, body, kind) => {
  expect(told(await ask('DELETE', { body }))).toBe(refusal(kind))
})
