import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type Client, createClient } from '../core/client.ts'
import type {
  CancelPaymentOutput,
  PaymentCustomerOutput,
  StartPaymentInput,
} from '../core/contract.ts'
import { failureStatus } from './failure-status.ts'
import { baseUrl, startTillway } from './server.ts'
import { testCustomer } from './test-customer.ts'

const tillway = startTillway()
const client: Client = createClient(() => ({ baseUrl }))

const aKey = () => crypto.randomUUID()

const inputOf = (methodName: string, more: Partial<StartPaymentInput> = {}): StartPaymentInput => ({
  idCart: 'cart-1',
  payment: { paymentProviderName: 'sandbox', paymentMethodName: methodName },
  ...more,
})
const start = (
  methodName = 'card-fields',
  more: Partial<StartPaymentInput> = {},
  key: string = aKey(),
) => client.startPayment(inputOf(methodName, more), key)
const joining = { preOrderPaymentData: { transactionId: 'tx_1' } }
const to = (iso2Code: string, idShipmentMethod?: string) => ({
  ...joining,
  quote: {
    shippingAddress: { iso2Code },
    ...(idShipmentMethod && { shipment: { idShipmentMethod } }),
  },
})
const cancel = () =>
  client.post<CancelPaymentOutput>(
    'payment-cancellations',
    { preOrderPaymentData: { transactionId: 'tx_1' } },
    { key: aKey() },
  )
const readCustomer = (type: string) =>
  client.post<PaymentCustomerOutput>(
    type,
    { customerPaymentServiceProviderData: { transactionId: 'tx_1' } },
    { key: aKey() },
  )
const isRefused = (kind: string, status = expect.any(Number)) =>
  expect.objectContaining({ ok: false, failure: expect.objectContaining({ kind, status }) })

afterEach(() => {
  tillway.get().goOnline()
  vi.useRealTimers()
})

// Read as text: nothing of the widget may load the server's code, not even a test.
const catalogue = `${import.meta.dirname}/../../../server/src/contract/failures.ts`

test('every failure has the status of the contract', () => {
  const found = readFileSync(catalogue, 'utf8').matchAll(/^ {2}'([a-z-]+)': \{\s*status: (\d+)/gm)
  const statuses = Object.fromEntries([...found].map(([, kind, status]) => [kind, Number(status)]))
  expect(Object.keys(failureStatus).length).toBeGreaterThan(30)
  expect(statuses).toMatchObject(failureStatus)
})

describe('starting a payment', () => {
  test('answers as its strategy does', async () => {
    expect(await start('card')).toMatchObject({
      value: { redirectUrl: 'https://psp.example/pay/tx_1', status: 'new', amount: 24890 },
    })
    expect(await start('card-fields', { idCart: 'cart-2' })).toMatchObject({
      value: { redirectUrl: null, preOrderPaymentData: { clientSecret: 'cs_tx_2' } },
    })
    expect(await start('unheard-of')).toEqual(isRefused('payment-method-not-found', 422))
  })

  test('joins the payment that the cart has already, and refuses another method', async () => {
    await start()
    expect(await start()).toMatchObject({ value: { transactionId: 'tx_1' } })
    expect(await start('card')).toEqual(isRefused('payment-differs', 409))
  })

  test('repeats the answer of a key, and refuses the key for another request or while it runs', async () => {
    const [first, second] = await Promise.all([
      start('card-fields', {}, 'same'),
      start('card-fields', {}, 'same'),
    ])
    expect([first, second]).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ok: true }),
        isRefused('request-in-flight'),
      ]),
    )
    expect(await start('card-fields', {}, 'same')).toMatchObject({
      value: { transactionId: 'tx_1' },
    })
    expect(await start('card', {}, 'same')).toEqual(isRefused('idempotency-key-reused', 422))
    expect(tillway.get().payments()).toHaveLength(1)
  })

  test('with its transaction id takes the total, address and shipping as they are now', async () => {
    await start('pebble-express')
    expect(await start('pebble-express', to('DE'))).toMatchObject({
      value: { amount: 25380, idShipmentMethod: 'standard', shippingOptions: [{}, {}] },
    })
    expect(await start('pebble-express', to('DE', 'fast'))).toMatchObject({
      value: { amount: 25880 },
    })
    expect(await start('pebble-express', to('US'))).toEqual(isRefused('address-not-served', 422))
    expect(await start('pebble-express', to('DE', 'drone'))).toEqual(
      isRefused('shipment-not-offered', 422),
    )
    expect(tillway.get().payments()[0]?.amount).toBe(25880)
  })

  test('refuses what the shopper did not see or approve', async () => {
    const payment = { paymentProviderName: 'sandbox', paymentMethodName: 'card', amount: 1 }
    expect(await start('card', { payment })).toEqual(isRefused('amount-mismatch', 422))
    await start()
    tillway.get().approve('tx_1')
    tillway.get().changeTotal(30000)
    expect(await start('card-fields', joining)).toEqual(isRefused('approval-needed', 409))
    tillway.get().confirm('tx_1', 'DE--1')
    expect(await start('card-fields', joining)).toEqual(isRefused('payment-has-order', 409))
    expect(await cancel()).toEqual(isRefused('payment-has-order'))
  })
})

describe('a payment without an order', () => {
  test('can be canceled, twice too; what was captured is refunded', async () => {
    await start()
    expect(await cancel()).toMatchObject({ value: { status: 'canceled' } })
    expect(await cancel()).toMatchObject({ value: { status: 'canceled' } })
    expect(await start('card-fields', joining)).toEqual(isRefused('payment-canceled', 409))
    await start()
    tillway.get().changePayment('tx_1', { outcome: 'paid', status: 'captured' })
    expect(await cancel()).toMatchObject({ value: { status: 'refunded' } })
  })

  test.each(['payment-customer', 'payment-customers'])(
    '%s tells who approved an express payment, once they have, and what is missing',
    async (type) => {
      expect(await readCustomer(type)).toEqual(isRefused('payment-not-found', 404))
      await start('kite-express')
      expect(await readCustomer(type)).toEqual(isRefused('payment-not-approved', 409))
      const { shippingAddress } = testCustomer
      const address = shippingAddress && { ...shippingAddress, phone: null }
      tillway.get().approve('tx_1', { ...testCustomer, email: null, shippingAddress: address })
      expect(await readCustomer(type)).toMatchObject({
        value: { missing: ['email', 'shippingAddress.phone'] },
      })
    },
  )

  test('by card has no customer to tell of', async () => {
    await start()
    expect(await readCustomer('payment-customer')).toEqual(isRefused('customer-not-provided', 422))
  })
})

describe('mishaps', () => {
  test('any failure comes as often as it was planned, with the time to wait', async () => {
    tillway.get().failNext('startPayment', 'outcome-unknown', { times: 2, retryAfterSeconds: 3 })
    expect(await start()).toMatchObject({ failure: { status: 503, retryAfterMs: 3000 } })
    expect(await start()).toEqual(isRefused('outcome-unknown'))
    expect(await start()).toMatchObject({ ok: true })
  })

  test('an answer that is lost has taken effect', async () => {
    tillway.get().failNext('startPayment', 'answer-lost')
    expect(await start('card', {}, 'same')).toEqual(isRefused('network', null))
    expect(await start('card', {}, 'same')).toMatchObject({ value: { transactionId: 'tx_1' } })
    expect(tillway.get().payments()).toHaveLength(1)
  })

  test('offline nothing arrives, and the browser says so', async () => {
    tillway.get().goOffline()
    expect(navigator.onLine).toBe(false)
    expect(await start()).toEqual(isRefused('offline', null))
    tillway.get().goOnline()
    expect(await start()).toMatchObject({ ok: true })
  })

  test('answers come as late as they are told to', async () => {
    vi.useFakeTimers()
    tillway.get().delay(4_000, 'startPayment')
    const answered = vi.fn()
    void start().then(answered)
    await vi.advanceTimersByTimeAsync(3_900)
    expect(answered).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(200)
    expect(answered).toHaveBeenCalled()
  })
})

test('methods are offered where they belong', async () => {
  const response = await fetch(`${baseUrl}/payment-methods?placement=cart`)
  const { data } = await response.json()
  expect(
    data.map((method: { attributes: { strategy: string } }) => method.attributes.strategy),
  ).toEqual(['express-checkout', 'express-checkout'])
})
