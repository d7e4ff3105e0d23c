import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { call, told } from '../../testing/call.ts'
import { eventually } from '../../testing/eventually.ts'
import { anOrder } from '../../testing/shop-backend.ts'
import { calmDown, payOnPage, setChaos } from '../../testing/shoppers.ts'
import { type RunningApp, readSecret, startApp } from '../../testing/start-app.ts'

/** The demo's second shop, where merchants sell: every part is real, down to the provider's dashboard. */
const tenant = 'market'

let app: RunningApp
let token: string
beforeAll(async () => {
  app = await startApp()
  token = await readSecret(app, `app-token ${tenant}`)
})
afterEach(() => calmDown(app))
afterAll(() => app.stop())

const send = (path: string, body: object, headers: Record<string, string> = {}) =>
  call(app, 'POST', path, {
    body,
    headers: { authorization: `Bearer ${token}`, 'x-tenant-identifier': tenant, ...headers },
  })

type Onboarded = { url: string; status: string }

async function onboard(merchantReference: string) {
  const page = `${app.url}/merchant-app`
  return send(
    '/private/merchants/onboarding',
    {
      merchant: { merchantReference, name: 'Oak Workshop' },
      ...{ successUrl: `${page}/success`, refreshUrl: `${page}/refresh` },
    },
    { 'x-merchant-reference': merchantReference },
  )
}

/** Decides on a merchant at the provider, as somebody there would. */
async function decide(merchantReference: string, intent: 'approve' | 'reject'): Promise<void> {
  const { rows } = await sql<{ psp_reference: string }>`
    select psp_reference from merchants where tenant = ${tenant} and merchant_reference = ${merchantReference}`.execute(
    app.db,
  )
  const form = new URLSearchParams({ merchant: rows[0]?.psp_reference ?? '', intent })
  const answer = await fetch(`${app.sandboxUrl}/dashboard`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
  })
  expect(answer.status).toBe(303)
}

const statusesTold = async (merchantReference: string): Promise<string[]> => {
  const { rows } = await sql<{ status: string }>`
    select payload ->> 'status' as status from messages
    where tenant = ${tenant} and name = 'MerchantAppOnboardingStatusChanged'
      and payload ->> 'merchantReference' = ${merchantReference} order by id`.execute(app.db)
  return rows.map(({ status }) => status)
}

/** A merchant whom the provider has approved, and whose webhook has arrived. */
async function aMerchant(): Promise<string> {
  const merchantReference = `MER-${randomUUID().slice(0, 8)}`
  const answer = await onboard(merchantReference)
  expect(answer.status).toBe(201)
  await decide(merchantReference, 'approve')
  await eventually(async () => expect(await statusesTold(merchantReference)).toEqual(['enabled']))
  return merchantReference
}

const statusOf = async (orderReference: string) => {
  const { rows } = await sql<{ status: string; shared: string }>`
    select status, shared_minor as shared from payments where tenant = ${tenant} and order_reference = ${orderReference}`.execute(
    app.db,
  )
  return { status: rows[0]?.status, sharedMinor: Number(rows[0]?.shared) }
}

const becomes = (orderReference: string, status: string) =>
  eventually(async () => expect(await statusOf(orderReference)).toMatchObject({ status }))

const command = (name: string, body: object) =>
  send('/channels/payment-commands', body, {
    ...{ 'transfer-name': name, 'message-id': randomUUID(), 'tenant-identifier': tenant },
  })

/** An order of 248.90 that is paid and captured. */
async function aCapturedOrder(): Promise<string> {
  const order = anOrder(app)
  const { orderReference } = order.orderData
  const started = await send('/initialize-payment', order)
  expect(told(started)).toBe('200')
  await payOnPage(started.json as { transactionId: string; redirectUrl: string })
  await becomes(orderReference, 'authorized')
  await command('CapturePayment', { orderReference, orderItemIds: [7], amount: 0 })
  await becomes(orderReference, 'captured')
  return orderReference
}

const itemOf = (order: string, merchant: string, amount: number, transferId?: string) => ({
  ...{ type: 'order-item', merchant_reference: merchant, order_reference: order },
  ...{ item_reference: randomUUID(), amount: String(amount) },
  ...(transferId && { transfer_id: transferId }),
})

type Transfers = {
  transfers: { isSuccessful: boolean; transferId: string; failureReason: string | null }[]
}

async function transfer(...orderItems: object[]): Promise<Transfers['transfers']> {
  const answer = await send('/private/payments/transfers', {
    orderItems,
    paymentTransmissionItems: orderItems,
  })
  expect(told(answer)).toBe('200')
  return (answer.json as Transfers).transfers
}

test('a merchant is onboarded, paid when the shopper has paid, and what went too far comes back', async () => {
  const merchant = await aMerchant()
  const order = await aCapturedOrder()
  const item = itemOf(order, merchant, 20_000)
  const [paid] = await transfer(item)
  expect(paid).toMatchObject({ isSuccessful: true, failureReason: null })
  expect(await transfer(item)).toEqual([paid])
  expect(await transfer(itemOf(order, merchant, 4_891))).toMatchObject([
    { isSuccessful: false, failureReason: 'amount-too-high' },
  ])
  await command('RefundPayment', {
    orderReference: order,
    orderItems: [{ orderItemId: 7, sku: 'fjord' }],
    amount: -24_890,
    currencyIsoCode: 'EUR',
  })
  await becomes(order, 'refunded')
  expect(await statusOf(order)).toMatchObject({ sharedMinor: 20_000 })
  const back = { ...item, amount: '-20000', transfer_id: paid?.transferId }
  expect(await transfer(back)).toMatchObject([{ isSuccessful: true }])
  expect(await statusOf(order)).toMatchObject({ sharedMinor: 0 })
})

test('an answer that the provider loses is settled by a worker, and the merchant is paid once', async () => {
  const merchant = await aMerchant()
  const order = await aCapturedOrder()
  const item = itemOf(order, merchant, 5_000)
  await setChaos(app, { lose_answer_next: 1 })
  expect(await transfer(item)).toMatchObject([{ failureReason: 'outcome-unknown' }])
  await eventually(async () => {
    const { rows } = await sql`
      select 1 from transfers where order_reference = ${order} and state = 'succeeded'`.execute(
      app.db,
    )
    expect(rows).toHaveLength(1)
  })
  expect(await transfer(item)).toMatchObject([{ isSuccessful: true }])
  const { rows } = await sql`
    select 1 from sandbox_psp.transfers where key in
      (select transfer_id from transfers where order_reference = ${order})`.execute(app.db)
  expect(rows).toHaveLength(1)
})

test('a merchant whom the provider turns down is not paid, and the shop is told', async () => {
  const merchantReference = `MER-${randomUUID().slice(0, 8)}`
  const first = (await onboard(merchantReference)).json as Onboarded
  expect(first.status).toBe('incomplete')
  const again = (await onboard(merchantReference)).json as Onboarded
  expect(again.url).not.toBe(first.url)
  await decide(merchantReference, 'reject')
  await eventually(async () => expect(await statusesTold(merchantReference)).toEqual(['rejected']))
  const order = await aCapturedOrder()
  expect(await transfer(itemOf(order, merchantReference, 1_000))).toMatchObject([
    { failureReason: 'merchant-not-ready' },
  ])
})

test('a shop without merchants is told that it has no marketplace', async () => {
  const answer = await call(app, 'POST', '/payments/transfers', {
    body: { orderItems: [itemOf('DE--1', 'MER-1', 1)] },
    headers: { authorization: `Bearer ${app.appToken}`, 'x-tenant-identifier': 'demo' },
  })
  expect(answer.failure).toBe('marketplace-not-supported')
})
