import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureTenant, hashToken, insertToken } from './tenants/tenant-store.ts'
import { makeTenantToken } from './tenants/tenant-token.ts'
import { type Answer, call, refusal, told } from './testing/call.ts'
import { eventually } from './testing/eventually.ts'
import { endOldKey, openAccount, rollKey, type SandboxSecrets } from './testing/sandbox-accounts.ts'
import { anOrder } from './testing/shop-backend.ts'
import { payOnPage } from './testing/shoppers.ts'
import { type RunningApp, startApp } from './testing/start-app.ts'

/** A shop of its own, which reaches the app as a Spryker shop does: over HTTP, with a token, and by its message channel. */
const tenant = 'kiosk'
const token = makeTenantToken(tenant)

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
  await ensureTenant(app.db, tenant, 'Kiosk')
  await insertToken(app.db, tenant, { kind: 'app', hash: hashToken(token) })
})
afterAll(() => app.stop())

const headers = { authorization: `Bearer ${token}`, 'x-tenant-identifier': tenant }

const post = (path: string, body: object | string, more: Record<string, string> = {}) =>
  call(app, 'POST', path, { body, headers: { ...headers, ...more } })

const configure = (configuration: object) =>
  post('/private/configure', {
    data: {
      type: 'configuration',
      attributes: { configuration: JSON.stringify(configuration) },
    },
  })

const connect = ({ secretKey, webhookSecret }: SandboxSecrets, environment = 'test') =>
  configure({ environment, secretKey, webhookSecret })

type Order = { orderReference: string; transactionId: string; redirectUrl: string }

const startOrder = async (changes: Record<string, unknown> = {}): Promise<Order> => {
  const order = anOrder(app, changes)
  const answer = await post('/private/initialize-payment', order)
  expect(told(answer)).toBe('200')
  const { transactionId, redirectUrl } = answer.json as Order
  return { orderReference: String(order.orderData.orderReference), transactionId, redirectUrl }
}

const command = async (name: string, { orderReference }: Order, amount: number) => {
  const answer = await post(
    '/channels/payment-commands',
    {
      orderReference,
      orderItemIds: ['7'],
      amount,
      currencyIsoCode: 'EUR',
    },
    {
      'tenant-identifier': tenant,
      'transfer-name': name,
      'message-id': randomUUID(),
    },
  )
  expect(answer.status).toBeLessThan(300)
}

type Message = { MessageId: string; MessageBody: string; MessageAttributes: { name: string } }

const heard: { name: string; payload: Record<string, unknown> }[] = []

/** Fetches what waits, as a shop's broker does, and acknowledges it. */
async function listen(): Promise<void> {
  for (const channel of ['payment-events', 'payment-method-commands', 'app-events']) {
    const path = `/channels/${channel}`
    const answer = await call(app, 'GET', path, { headers })
    const messages = answer.json as Message[]
    for (const { MessageBody, MessageAttributes } of messages) {
      heard.push({ name: MessageAttributes.name, payload: JSON.parse(MessageBody) })
    }
    const messageIds = messages.map(({ MessageId }) => MessageId)
    if (messageIds.length > 0) await call(app, 'DELETE', path, { headers, body: { messageIds } })
  }
}

const hears = (name: string, { orderReference }: Pick<Order, 'orderReference'>) =>
  eventually(async () => {
    await listen()
    const found = heard.filter((one) => one.name === name)
    expect(found.map(({ payload }) => payload['orderReference'])).toContain(orderReference)
  })

const statusOf = (answer: Answer): unknown => (answer.json as { status?: string }).status

test('a shop connects, pays, changes its account in mid-payment, disconnects with open payments, and connects again', async () => {
  expect(told(await post('/initialize-payment', anOrder(app)))).toBe(
    refusal('payment-method-not-found'),
  )

  const first = await openAccount(app, { tenant })
  expect(statusOf(await connect(first))).toBe('CONNECTED')
  const before = await startOrder()

  // Another account: what has begun stays with the first, what begins now goes to the second.
  const second = await openAccount(app, { tenant })
  expect(statusOf(await connect(second))).toBe('CONNECTED')
  const after = await startOrder()
  await payOnPage(before)
  await payOnPage(after)
  await hears('PaymentAuthorized', before)
  await hears('PaymentAuthorized', after)

  // A rolled key: the old one is ended at the provider while payments of its time are open.
  const secretKey = await rollKey(app, second.id)
  expect(told(await configure({ secretKey }))).toBe('200')
  await endOldKey(app, second.id)
  await command('CapturePayment', before, 24_890)
  await command('CapturePayment', after, 24_890)
  await hears('PaymentCaptured', before)
  await hears('PaymentCaptured', after)

  // Open payments go on after the shop has disconnected; new ones are not taken.
  const open = await startOrder()
  expect(told(await post('/private/disconnect', ''))).toBe(refusal('payments-open'))
  const confirmed = await post('/private/disconnect', '', { 'x-confirmation-status': 'true' })
  expect(confirmed.status).toBe(204)
  expect(told(await post('/initialize-payment', anOrder(app)))).toBe(refusal('tenant-disconnected'))
  await payOnPage(open)
  await hears('PaymentAuthorized', open)
  await command('RefundPayment', before, -24_890)
  await command('CapturePayment', open, 24_890)
  await hears('PaymentRefunded', before)
  await hears('PaymentCaptured', open)

  expect(statusOf(await configure({}))).toBe('CONNECTED')
  const again = await startOrder()
  await payOnPage(again)
  await hears('PaymentAuthorized', again)

  const methods = 4
  expect(heard.map(({ name }) => name).filter((name) => name.endsWith('PaymentMethod'))).toEqual([
    ...Array(methods).fill('AddPaymentMethod'),
    ...Array(methods).fill('DeletePaymentMethod'),
    ...Array(methods).fill('AddPaymentMethod'),
  ])
  const updates = heard.filter(({ name }) => name === 'AppConfigUpdated')
  expect(updates.map(({ payload }) => payload['status'])).toEqual([
    ...['CONNECTED', 'CONNECTED', 'CONNECTED'],
    ...['DISCONNECTED', 'CONNECTED'],
  ])
  expect(JSON.stringify(heard)).not.toMatch(/sk_(test|live)_|whsec_/)
})

test('test and live stand side by side, and an event of one never reaches the other', async () => {
  const live = await openAccount(app, { tenant, mode: 'live' })
  expect(statusOf(await connect(live, 'live'))).toBe('CONNECTED')
  const [real, rehearsal] = [await startOrder(), await startOrder({ paymentMode: 'test' })]
  await payOnPage(real)
  await payOnPage(rehearsal)
  await hears('PaymentAuthorized', real)
  await hears('PaymentAuthorized', rehearsal)
  const { rows } = await sql<{ mode: string }>`
    select mode from payments where tenant = ${tenant} and transaction_id in (${real.transactionId}, ${rehearsal.transactionId})
    order by created_at`.execute(app.db)
  expect(rows.map(({ mode }) => mode)).toEqual(['live', 'test'])
})
