import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Client } from '../client.ts'
import type { StartPaymentInput, StartPaymentOutput } from '../contract.ts'
import { aFailure } from '../failure.ts'
import type { Answer } from '../http.ts'
import { createExpressCheckout, type Express } from './create-express-checkout.ts'
import type { ExpressOptions, PreparedCart } from './options.ts'
import { expressMethod } from './testing/express-method.ts'
import { type FakeWallets, installFakeWallets } from './testing/fake-wallets.ts'

let wallets: FakeWallets
let made: Express[] = []
let started: StartPaymentInput[] = []
let canceled: object[] = []
let answerPayment: (input: StartPaymentInput) => Promise<Answer<StartPaymentOutput>>

const output: StartPaymentOutput = {
  isSuccessful: true,
  error: null,
  transactionId: 'tx_1',
  status: 'new',
  amount: 5000,
  currency: 'EUR',
  redirectUrl: null,
  shippingOptions: [],
  idShipmentMethod: null,
  preOrderPaymentData: { transactionId: 'tx_1', clientSecret: 'cs_1' },
}

const unreachable = async () => ({ ok: false, failure: aFailure('network') }) as const
const client = (cartId: string | undefined): Client => ({
  read: () => ({ baseUrl: 'https://pay.example', cartId, locale: 'en', currency: 'EUR' }),
  listPaymentMethods: async () => ({ ok: true, value: [expressMethod('pebble-express')] }),
  startPayment: (input) => {
    started.push(input)
    return answerPayment(input)
  },
  post: async (_type, attributes) => {
    canceled.push(attributes)
    return { ok: false, failure: aFailure('payment-not-cancelable', { status: 409 }) }
  },
  getPayment: unreachable,
  openEvents: async () => aFailure('network'),
})

beforeEach(() => {
  vi.useFakeTimers()
  wallets = installFakeWallets()
  started = []
  canceled = []
  made = []
  answerPayment = async () => ({ ok: true, value: output })
})

afterEach(() => {
  for (const express of made) express.destroy()
  wallets.remove()
  vi.useRealTimers()
})

type Given = Partial<ExpressOptions> & { known?: string }

async function ready({ known, ...options }: Given = {}): Promise<Express> {
  const express = createExpressCheckout({ placement: 'product', client: client(known), ...options })
  made.push(express)
  await vi.waitFor(() => expect(express.getState().isLoading).toBe(false))
  return express
}

const pebble = () => {
  const sheet = wallets.pebble.at(-1)
  if (!sheet) throw new Error('No sheet of Pebble is open.')
  return sheet
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

/** A promise and its two ends. */
const waiting = <Value>() => Promise.withResolvers<Value>()

describe('the cart that the shop prepares in the click', () => {
  test('is what the payment is for, when it comes within a second', async () => {
    const onClick = async () => ({ cartId: 'cart-new', total: { amount: 5000, currency: 'EUR' } })
    const express = await ready({ onClick, known: 'cart-old' })
    express.open('pebble-express')
    await pebble().createOrder()
    expect(started).toMatchObject([{ idCart: 'cart-new', payment: { amount: 5000 } }])
  })

  test('is asked for once and in the click, after the window', async () => {
    const onClick = vi.fn(() => waiting<PreparedCart>().promise)
    const express = await ready({ onClick })
    express.open('pebble-express')
    expect(wallets.pebble).toHaveLength(1)
    expect(onClick).toHaveBeenCalledTimes(1)
  })

  test('is not waited for longer than a second when a cart is known', async () => {
    const cart = waiting<PreparedCart>()
    const express = await ready({ onClick: () => cart.promise, known: 'cart-1' })
    express.open('pebble-express')
    const order = pebble().createOrder()
    await pass(999)
    expect(started).toEqual([])
    await pass(1)
    expect((await order).clientSecret).toBe('cs_1')
    // The page's own total says nothing about a cart that is about to change.
    expect(started).toMatchObject([{ idCart: 'cart-1' }])
    expect(started[0]?.payment.amount).toBeUndefined()
  })

  test('counts before anything is authorised, when it came late', async () => {
    const cart = waiting<PreparedCart>()
    const express = await ready({ onClick: () => cart.promise, known: 'cart-1' })
    express.open('pebble-express')
    const order = pebble().createOrder()
    await pass(1_000)
    await order
    const actions = { patch: vi.fn(), reject: vi.fn() }
    const confirmed = pebble().onConfirm({}, actions)
    await pass(3_000)
    expect(actions.patch).not.toHaveBeenCalled()
    answerPayment = async () => ({ ok: true, value: { ...output, amount: 7000 } })
    cart.resolve({ cartId: 'cart-1' })
    await confirmed
    expect(actions.patch.mock.calls[0]?.[0]).toMatchObject({ amount: 7000 })
    expect(express.getState().status).toBe('open')
  })

  test('is waited for when none is known, or the known one cannot be paid', async () => {
    for (const known of [undefined, 'cart-empty']) {
      const cart = waiting<PreparedCart>()
      const express = await ready({ onClick: () => cart.promise, ...(known && { known }) })
      answerPayment = async ({ idCart }) =>
        idCart === 'cart-new'
          ? { ok: true, value: output }
          : { ok: false, failure: aFailure('cart-empty', { status: 422 }) }
      express.open('pebble-express')
      const order = pebble().createOrder()
      await pass(5_000)
      cart.resolve({ cartId: 'cart-new' })
      expect((await order).clientSecret).toBe('cs_1')
      express.close()
    }
  })

  test('that fails closes the sheet with an error', async () => {
    const express = await ready({ onClick: () => Promise.reject(new Error('sold out')) })
    express.open('pebble-express')
    await expect(pebble().createOrder()).rejects.toThrow('[tillway]')
    expect(express.getState()).toMatchObject({
      status: 'failed',
      failure: { kind: 'prepare-failed', detail: 'Error: sold out' },
    })
    expect([wallets.closed.count, started.length]).toEqual([1, 0])
  })

  test('that takes longer than 20 seconds closes the sheet, and cancels what was begun', async () => {
    const onClick = () => waiting<PreparedCart>().promise
    const express = await ready({ onClick, known: 'cart-1' })
    express.open('pebble-express')
    const order = pebble().createOrder()
    await pass(1_000)
    await order
    await pass(18_999)
    expect(express.getState().status).toBe('open')
    await pass(1)
    expect(express.getState()).toMatchObject({ failure: { kind: 'prepare-failed' } })
    expect(wallets.closed.count).toBe(1)
    expect(canceled).toMatchObject([{ preOrderPaymentData: { transactionId: 'tx_1' } }])
  })

  test('that is another one than was known closes the sheet', async () => {
    const cart = waiting<PreparedCart>()
    const express = await ready({ onClick: () => cart.promise, known: 'cart-1' })
    express.open('pebble-express')
    const order = pebble().createOrder()
    await pass(1_000)
    await order
    cart.resolve({ cartId: 'cart-2' })
    await pass(0)
    expect(express.getState()).toMatchObject({ failure: { kind: 'prepare-failed' } })
  })
})

describe('a change in the sheet', () => {
  const byAddress = {
    changed: 'address',
    shipping_address: { country_code: 'DE' },
    selected_shipping_option: null,
  } as const

  async function changing(options: Given = {}) {
    const express = await ready({ known: 'cart-1', ...options })
    express.open('pebble-express')
    const order = pebble().createOrder()
    await pass(0)
    await order
    const actions = { patch: vi.fn(), reject: vi.fn() }
    return { express, actions }
  }

  test('that the server does not answer in 20 seconds is unavailable, and the late answer ignored', async () => {
    const { express, actions } = await changing()
    const late = waiting<Answer<StartPaymentOutput>>()
    answerPayment = () => late.promise
    const answered = pebble().onShippingChange(byAddress, actions)
    await pass(19_999)
    expect(actions.reject).not.toHaveBeenCalled()
    await pass(1)
    await answered
    expect(actions.reject).toHaveBeenCalledWith('STORE_UNAVAILABLE')
    late.resolve({ ok: true, value: { ...output, amount: 9000 } })
    await pass(0)
    expect(actions.patch).not.toHaveBeenCalled()
    expect(express.getState().status).toBe('open')
  })

  test('that the shop does not answer in 20 seconds never reaches the server', async () => {
    const shop = waiting<{ reject: 'unavailable' }>()
    const { actions } = await changing({ onAddressChange: () => shop.promise })
    const answered = pebble().onShippingChange(byAddress, actions)
    await pass(20_000)
    await answered
    expect(actions.reject).toHaveBeenCalledWith('STORE_UNAVAILABLE')
    shop.resolve({ reject: 'unavailable' })
    await pass(0)
    expect(started).toHaveLength(1)
  })
})

test('a sheet that is left while its payment is being created leaves no payment behind', async () => {
  const express = await ready({ known: 'cart-1' })
  const answer = waiting<Answer<StartPaymentOutput>>()
  answerPayment = () => answer.promise
  express.open('pebble-express')
  const order = pebble()
    .createOrder()
    .catch(() => 'none')
  await pass(0)
  pebble().onCancel({ stage: 'connecting' })
  expect([express.getState().status, canceled]).toEqual(['idle', []])
  answer.resolve({ ok: true, value: output })
  expect(await order).toBe('none')
  expect(canceled).toMatchObject([{ preOrderPaymentData: { transactionId: 'tx_1' } }])
})

test('a payment that is being canceled is not shown as approved by another part of the page', async () => {
  const { promise, resolve } = waiting<Answer<never>>()
  const paid = vi.fn(unreachable)
  const slow = { ...client('cart-1'), post: () => promise, getPayment: paid }
  const express = await ready({ client: slow })
  express.open('pebble-express')
  const order = pebble().createOrder()
  await pass(0)
  await order
  express.destroy()
  await ready({ client: slow })
  expect(paid).not.toHaveBeenCalled()
  resolve({ ok: false, failure: aFailure('payment-not-cancelable', { status: 409 }) })
  await pass(0)
})

describe('the wallets', () => {
  test('are not waited for longer than two seconds', async () => {
    wallets.settings.scripts = 'silent'
    const express = createExpressCheckout({ placement: 'cart', client: client('cart-1') })
    made.push(express)
    await pass(0)
    expect(express.getState()).toMatchObject({ isLoading: true, methods: [{ isReady: false }] })
    await pass(1_990)
    expect(express.getState().isLoading).toBe(true)
    await vi.waitFor(() => expect(express.getState().isLoading).toBe(false))
    expect(express.getState().methods).toEqual([])
  })
})
