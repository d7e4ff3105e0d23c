import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { MessageEnvelope } from '../../contract/message-envelope.ts'
import { call } from '../../testing/call.ts'
import { eventually } from '../../testing/eventually.ts'
import { anOrder, appHeaders } from '../../testing/shop-backend.ts'
import { payOnPage } from '../../testing/shoppers.ts'
import { type RunningApp, startApp } from '../../testing/start-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp({ MESSAGES: 'pull' })
})
afterAll(() => app.stop())

const OpenedPayment = z.object({ transactionId: z.string(), redirectUrl: z.string() })

const items = ['71', '72', '73']

/** An order of three items that is paid, captured in two parts and refunded in part, while nobody fetches a message. */
async function anOrderWithALife(): Promise<string> {
  const lines = items.map((id) => ({
    idSalesOrderItem: Number(id),
    name: 'Desk lamp',
    sku: 'fjord',
    quantity: 1,
    unitPrice: 8_000,
  }))
  const order = anOrder(app, { items: lines })
  const headers = appHeaders(app)
  const started = await call(app, 'POST', '/initialize-payment', { body: order, headers })
  const { transactionId, redirectUrl } = OpenedPayment.parse(started.json)
  await payOnPage({ transactionId, redirectUrl })
  await waitFor(transactionId, 'PaymentAuthorized')
  const { orderReference } = order.orderData
  await command('CapturePayment', { orderReference, orderItemIds: [71], amount: 8_000 })
  await command('CapturePayment', { orderReference, orderItemIds: [72, 73], amount: 16_890 })
  await eventually(async () => {
    if ((await told(transactionId)).filter((name) => name === 'PaymentCaptured').length < 2)
      throw new Error('not captured yet')
  })
  const orderItems = [{ orderItemId: 71, sku: 'fjord' }]
  await command('RefundPayment', { orderReference, orderItems, amount: -8_000 })
  await waitFor(transactionId, 'PaymentRefunded')
  return orderReference
}

const command = (name: string, payload: object) =>
  call(app, 'POST', '/channels/payment-commands', {
    body: payload,
    headers: { ...appHeaders(app), 'transfer-name': name, 'message-id': randomUUID() },
  })

async function told(transactionId: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from messages where subject = ${transactionId} order by id`.execute(app.db)
  return rows.map(({ name }) => name)
}

const waitFor = (transactionId: string, name: string) =>
  eventually(async () => expect(await told(transactionId)).toContain(name))

const broker = () => ({ authorization: `Bearer ${app.appToken}`, 'consumer-id': 'demo' })

async function fetchBatch(limit: number) {
  const path = `/channels/payment-events?limit=${limit}`
  const { json } = await call(app, 'GET', path, { headers: broker() })
  return MessageEnvelope.array().parse(json)
}

const acknowledge = (messageIds: string[]) =>
  call(app, 'DELETE', '/channels/payment-events', { headers: broker(), body: { messageIds } })

test('a shop that was away for an hour fetches everything in order, once, though its broker forgets a batch', async () => {
  const references = await Promise.all([1, 2, 3].map(anOrderWithALife))
  await sql`update messages set created_at = created_at - interval '1 hour', due_at = due_at - interval '1 hour'`.execute(
    app.db,
  )
  const forgotten = await fetchBatch(4)
  expect(forgotten).toHaveLength(4)
  await sql`update messages set due_at = now() where state = 'waiting'`.execute(app.db)

  const heard = new Map<string, string[]>()
  const seen = new Set<string>()
  for (let batch = await fetchBatch(5); batch.length > 0; batch = await fetchBatch(5)) {
    for (const { MessageId, MessageBody, MessageAttributes } of batch) {
      expect(seen.has(MessageId)).toBe(false)
      seen.add(MessageId)
      const { orderReference, entityReference } = JSON.parse(MessageBody)
      const reference = orderReference ?? entityReference
      heard.set(reference, [...(heard.get(reference) ?? []), MessageAttributes.name])
    }
    await acknowledge(batch.map(({ MessageId }) => MessageId))
  }
  for (const reference of references) {
    expect(heard.get(reference)?.filter((name) => name !== 'PaymentUpdated')).toEqual([
      'PaymentCreated',
      'PaymentAuthorized',
      'PaymentCaptured',
      'PaymentCaptured',
      'PaymentRefunded',
    ])
  }
})
