import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import {
  cancelPreOrderPayment,
  confirmPreOrderPayment,
  readCustomer,
} from '../../contract/app/pre-order.ts'
import type { Operation } from '../../contract/operation.ts'
import { type Answer, type Call, call, refusal, told } from '../../testing/call.ts'
import { anOrder, appHeaders } from '../../testing/shop-backend.ts'
import { approveInWallet, calmDown, setChaos } from '../../testing/shoppers.ts'
import { type RunningApp, startApp } from '../../testing/start-app.ts'

let app: RunningApp
beforeAll(async () => {
  app = await startApp()
})
afterEach(() => calmDown(app))
afterAll(() => app.stop())

const send = (path: string, body: object, headers: Call['headers'] = {}): Promise<Answer> =>
  call(app, 'POST', path, { body, headers: { ...appHeaders(app), ...headers } })

const orderData = (changes: Record<string, unknown> = {}) => {
  const { orderReference: _none, ...data } = anOrder(app, {
    paymentMethod: 'pebble-express',
    idCart: randomUUID(),
    ...changes,
  }).orderData
  return data
}

type Started = {
  transactionId: string
  preOrderPaymentData: { transactionId: string; clientSecret: string }
}

async function aPayment(data = orderData()) {
  const answer = await send('/pre-order-payment', { orderData: data, preOrderPaymentData: [] })
  expect(told(answer)).toBe('200')
  return { data, started: answer.json as Started }
}

async function anApproval() {
  const payment = await aPayment()
  const { preOrderPaymentData, transactionId } = payment.started
  const sheet = { transactionId, idShipmentMethod: null, shippingOptions: [], preOrderPaymentData }
  await approveInWallet(app, { ...sheet, amount: Number(payment.data['grandTotal']) })
  return payment
}

const reference = () => `DE--${randomUUID().slice(0, 8)}`

const confirm = (
  { data, started }: { data: Record<string, unknown>; started: Started },
  changes: Record<string, unknown> = {},
  headers: Call['headers'] = {},
) =>
  send(
    '/confirm-pre-order-payment',
    {
      orderReference: reference(),
      orderData: data,
      preOrderPaymentData: started.preOrderPaymentData,
      localeName: 'de_DE',
      ...changes,
    },
    headers,
  )

test('a payment before its order is started, under both of its paths', async () => {
  const { data, started } = await aPayment()
  expect(started).toMatchObject({
    isSuccessful: true,
    redirectUrl: null,
    preOrderPaymentData: { transactionId: started.transactionId },
  })
  const again = await send('/private/pre-order-payment', { orderData: data })
  expect(again.json).toEqual(started)
})

test('an empty id counts as absent, and a known one updates the same payment', async () => {
  const { data, started } = await aPayment()
  const empty = { orderData: data, preOrderPaymentData: { transactionId: '' } }
  expect((await send('/pre-order-payment', empty)).json).toEqual(started)
  const grown = await send('/pre-order-payment', {
    orderData: { ...data, grandTotal: '30000' },
    preOrderPaymentData: started.preOrderPaymentData,
  })
  expect(told(grown)).toBe('200')
  expect(grown.json).toMatchObject({ transactionId: started.transactionId })
})

test('initialize-payment without an order does the same, as headless shops call it', async () => {
  const answer = await send('/initialize-payment', {
    orderData: orderData({ paymentMethod: 'card-fields' }),
    preOrderPaymentData: {},
  })
  expect(answer.json).toMatchObject({
    redirectUrl: null,
    preOrderPaymentData: { clientSecret: expect.stringMatching(/^cs_/) },
  })
})

test('an order is linked, with the id at either place, and linking it twice is harmless', async () => {
  const payment = await anApproval()
  const orderReference = reference()
  const { transactionId } = payment.started
  expect((await confirm(payment, { orderReference })).json).toEqual({
    isSuccessful: true,
    message: null,
  })
  const beside = { orderReference, transactionId, preOrderPaymentData: [] }
  expect(told(await confirm(payment, beside))).toBe('200')
})

test('a key replays the confirmation', async () => {
  const payment = await anApproval()
  const orderReference = reference()
  const key = { 'idempotency-key': `confirm-${orderReference}` }
  expect(told(await confirm(payment, { orderReference }, key))).toBe('200')
  const again = await confirm(payment, { orderReference }, key)
  expect(again.headers.get('idempotent-replayed')).toBe('true')
  const other = await confirm(payment, { orderReference: reference() }, key)
  expect(told(other)).toBe(refusal('idempotency-key-reused'))
})

test('one payment has one order', async () => {
  const payment = await anApproval()
  await confirm(payment)
  expect(told(await confirm(payment))).toBe(refusal('order-differs'))
})

test('a total that is not what was approved links nothing', async () => {
  const payment = await anApproval()
  const grown = { orderData: { ...payment.data, grandTotal: 99_999 } }
  expect(told(await confirm(payment, grown))).toBe(refusal('approval-needed'))
  expect(told(await confirm(payment))).toBe('200')
})

test("another customer's payment, and one that does not exist, are unknown", async () => {
  const payment = await anApproval()
  const stolen = { orderData: { ...payment.data, customerReference: 'DE--eve' } }
  expect(told(await confirm(payment, stolen))).toBe(refusal('transaction-unknown'))
  const none = { preOrderPaymentData: { transactionId: '' } }
  expect(told(await confirm(payment, none))).toBe(refusal('transaction-unknown'))
  expect(told(await send('/cancel-pre-order-payment', none))).toBe(refusal('transaction-unknown'))
  const unknown = { customerPaymentServiceProviderData: { transactionId: 'tx_none' } }
  expect(told(await send('/customer', unknown))).toBe(refusal('transaction-unknown'))
})

test('a payment that nobody approved gets no order, and one that nobody can look up is asked for again', async () => {
  const payment = await aPayment()
  expect(told(await confirm(payment))).toBe(refusal('payment-not-approved'))
  await setChaos(app, { offline: true })
  const undecided = await confirm(payment)
  expect(told(undecided)).toBe(refusal('outcome-unknown'))
  expect(undecided.headers.get('retry-after')).toBe('5')
})

test('canceling voids it, under both paths and both places of the id; then it gets no order', async () => {
  const payment = await anApproval()
  const { transactionId, preOrderPaymentData } = payment.started
  expect((await send('/cancel-pre-order-payment', { preOrderPaymentData })).json).toEqual({
    isSuccessful: true,
    message: null,
  })
  expect(told(await send('/private/cancel-pre-order-payment', { transactionId }))).toBe('200')
  expect(told(await confirm(payment))).toBe(refusal('payment-canceled'))
  expect(
    told(await send('/pre-order-payment', { orderData: payment.data, preOrderPaymentData })),
  ).toBe(refusal('payment-canceled'))
  const customer = { customerPaymentServiceProviderData: { transactionId } }
  expect(told(await send('/customer', customer))).toBe(refusal('payment-canceled'))
})

test('with an order it is not canceled here', async () => {
  const payment = await anApproval()
  await confirm(payment)
  const { preOrderPaymentData } = payment.started
  expect(told(await send('/cancel-pre-order-payment', { preOrderPaymentData }))).toBe(
    refusal('payment-has-order'),
  )
})

test('a lost answer makes a cancellation pending, and a key belongs to one cancellation', async () => {
  const { started } = await aPayment()
  await setChaos(app, { lose_answer_next: 1 })
  const { preOrderPaymentData } = started
  expect(told(await send('/cancel-pre-order-payment', { preOrderPaymentData }))).toBe(
    refusal('cancellation-pending'),
  )
  const key = { 'idempotency-key': `cancel-${started.transactionId}` }
  expect(told(await send('/cancel-pre-order-payment', { preOrderPaymentData }, key))).toBe('200')
  const other = (await aPayment()).started.preOrderPaymentData
  expect(told(await send('/cancel-pre-order-payment', { preOrderPaymentData: other }, key))).toBe(
    refusal('idempotency-key-reused'),
  )
})

test('the customer is told to the shop once the payment is approved', async () => {
  const { started } = await aPayment()
  const body = { customerPaymentServiceProviderData: started.preOrderPaymentData }
  expect(told(await send('/customer', body))).toBe(refusal('payment-not-approved'))
  const approved = await anApproval()
  const customerPaymentServiceProviderData = approved.started.preOrderPaymentData
  const answer = await send('/private/customer', { customerPaymentServiceProviderData })
  expect(answer.json).toMatchObject({
    isSuccessful: true,
    customer: { email: 'ada.kern@example.com', shippingAddress: { iso2Code: 'DE' } },
    missing: [],
  })
  await setChaos(app, { offline: true })
  expect(told(await send('/customer', { customerPaymentServiceProviderData }))).toBe(
    refusal('psp-unavailable'),
  )
})

test('a customer request that names nothing, and a method that tells nothing, are refused', async () => {
  expect(told(await send('/customer', {}))).toBe(refusal('validation-failed'))
  const { started } = await aPayment(orderData({ paymentMethod: 'card-fields' }))
  const body = { customerPaymentServiceProviderData: started.preOrderPaymentData }
  expect(told(await send('/customer', body))).toBe(refusal('customer-not-provided'))
})

test('another tenant is refused before anything is looked up', async () => {
  const { started } = await anApproval()
  const body = { preOrderPaymentData: started.preOrderPaymentData }
  const answer = await send('/cancel-pre-order-payment', body, { 'x-tenant-identifier': 'other' })
  expect(told(answer)).toBe(refusal('tenant-mismatch'))
})

/** What only races or a broken provider bring; the verbs' own tests produce them. */
const notProducedHere = ['payment-not-cancelable', 'request-in-flight']

test('every failure of the contract has been produced', () => {
  const operations: Operation[] = [confirmPreOrderPayment, cancelPreOrderPayment, readCustomer]
  for (const { id, failures } of operations) {
    const declared = failures.filter((kind) => !notProducedHere.includes(kind))
    expect([...(app.seen.get(id) ?? [])]).toEqual(expect.arrayContaining(declared))
  }
})

test('a payment is changed for its own customer only, in a known currency, and once per key', async () => {
  const { data, started } = await aPayment()
  const { preOrderPaymentData } = started
  const ask = (changes: Record<string, unknown>, key?: string) =>
    send(
      '/pre-order-payment',
      { orderData: { ...data, ...changes }, preOrderPaymentData },
      key ? { 'idempotency-key': key } : {},
    )
  expect(told(await ask({ customerReference: 'DE--666' }))).toBe(refusal('transaction-unknown'))
  expect(told(await ask({ currencyCode: 'QQQ' }))).toBe(refusal('currency-unknown'))
  expect(told(await ask({ paymentMethod: 'card-fields' }))).toBe(refusal('payment-differs'))
  expect(told(await ask({ grandTotal: 25_000 }, 'update-one'))).toBe('200')
  expect(told(await ask({ grandTotal: 26_000 }, 'update-two'))).toBe('200')
  const retried = await ask({ grandTotal: 25_000 }, 'update-one')
  expect(retried.headers.get('idempotent-replayed')).toBe('true')
  const paid = { transactionId: '', idShipmentMethod: null, shippingOptions: [] }
  await approveInWallet(app, { ...paid, amount: 26_000, preOrderPaymentData })
})

test('a confirmation that came too early is not remembered under its key', async () => {
  const payment = await aPayment()
  const orderReference = reference()
  const key = { 'idempotency-key': `early-${orderReference}` }
  expect(told(await confirm(payment, { orderReference }, key))).toBe(
    refusal('payment-not-approved'),
  )
  const sheet = { transactionId: '', idShipmentMethod: null, shippingOptions: [] }
  const { preOrderPaymentData } = payment.started
  await approveInWallet(app, {
    ...sheet,
    amount: Number(payment.data['grandTotal']),
    preOrderPaymentData,
  })
  expect(told(await confirm(payment, { orderReference }, key))).toBe('200')
})
