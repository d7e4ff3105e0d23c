import { waitFor } from '@testing-library/dom'
import { HttpResponse, http } from 'msw'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { baseUrl, startTillway } from '../../testing/server.ts'
import { createExpressCheckout, type Express } from './create-express-checkout.ts'
import type { Approval, ExpressOptions } from './options.ts'
import { expressMethod } from './testing/express-method.ts'
import { createExpressServer, type ExpressServer, serveExpress } from './testing/express-server.ts'
import { type FakeWallets, installFakeWallets } from './testing/fake-wallets.ts'

const tillway = startTillway()
let server: ExpressServer
let wallets: FakeWallets
let made: Express[]
let told: { approved: Approval[]; canceled: unknown[]; errors: string[]; settled: number }

beforeEach(() => {
  server = createExpressServer()
  serveExpress(tillway.server, server)
  wallets = installFakeWallets()
  made = []
  told = { approved: [], canceled: [], errors: [], settled: 0 }
})

afterEach(async () => {
  const { cancellations } = server.asked
  const open = made.filter((express) => ['open', 'approving'].includes(status(express)))
  const expected = cancellations.length + open.length
  for (const express of made) express.destroy()
  // The cancellation of a sheet that is left open must not arrive in the next test.
  await waitFor(() => expect(cancellations).toHaveLength(expected))
  wallets.remove()
})

const total = { amount: 24890, currency: 'EUR' }

function create(options: Partial<ExpressOptions> = {}): Express {
  const express = createExpressCheckout({
    placement: 'cart',
    baseUrl,
    cartId: 'cart-1',
    total,
    locale: 'en',
    onApproved: (approval) => told.approved.push(approval),
    onCanceled: (cancel) => told.canceled.push(cancel),
    onError: ({ kind }) => told.errors.push(kind),
    onSettled: () => {
      told.settled += 1
    },
    ...options,
  })
  made.push(express)
  return express
}

async function ready(options: Partial<ExpressOptions> = {}): Promise<Express> {
  const express = create(options)
  await waitFor(() => expect(express.getState().isLoading).toBe(false))
  return express
}

const status = (express: Express) => express.getState().status
const pebble = () => {
  const sheet = wallets.pebble.at(-1)
  if (!sheet) throw new Error('No sheet of Pebble is open.')
  return sheet
}
const berlin = { country_code: 'DE', postal_code: '10119', city: 'Berlin', state: '' }
const byAddress = {
  changed: 'address',
  shipping_address: berlin,
  selected_shipping_option: null,
} as const
const actions = () => ({ patch: vi.fn(), reject: vi.fn() })

/** Opens Pebble and lets it create its order. */
async function opened(options: Partial<ExpressOptions> = {}): Promise<Express> {
  const express = await ready(options)
  express.open('pebble-express')
  await pebble().createOrder()
  return express
}

async function approved(options: Partial<ExpressOptions> = {}): Promise<Express> {
  const express = await opened(options)
  pebble().onApprove()
  await waitFor(() => expect(status(express)).toBe('approved'))
  return express
}

describe('the methods', () => {
  test('come in the order of the server with the wallet’s own name, for this place only', async () => {
    server.methods = [
      expressMethod('kite-express'),
      expressMethod('pebble-express', { name: 'Pebble Express Checkout' }),
      expressMethod('pebble-express', { placements: ['product'] }),
      expressMethod('pebble-express', { strategy: 'hosted-payment-page' }),
    ]
    const express = await ready()
    expect(express.getState().methods.map(({ name, isReady }) => [name, isReady])).toEqual([
      ['Kite', true],
      ['Pebble', true],
    ])
    expect(server.asked.methods).toBe(1)
    expect(server.asked.payments).toEqual([])
  })

  test('of an unknown wallet are left out', async () => {
    const known = expressMethod('pebble-express')
    const configuration = { ...known.checkoutConfiguration, appPaymentMethodKey: 'toString' }
    server.methods = [{ ...known, checkoutConfiguration: configuration }]
    expect((await ready()).getState().methods).toEqual([])
  })

  test('come and go with the total', async () => {
    server.methods = [
      expressMethod('pebble-express', { minimumAmount: 1000 }),
      expressMethod('kite-express', { maximumAmount: 5000 }),
    ]
    const express = await ready({ total: { amount: 900, currency: 'EUR' } })
    const keys = () => express.getState().methods.map(({ key }) => key)
    expect(keys()).toEqual(['kite-express'])
    express.update({ total: { amount: 5000, currency: 'EUR' } })
    expect(keys()).toEqual(['pebble-express', 'kite-express'])
    express.update({ total: { amount: 5001, currency: 'EUR' } })
    expect(keys()).toEqual(['pebble-express'])
  })

  test('that are not eligible here are left out', async () => {
    wallets.settings.isEligible = false
    expect((await ready()).getState().methods).toEqual([])
  })

  test('whose script does not come are left out, and the shop hears why', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    wallets.settings.scripts = 'error'
    expect((await ready()).getState().methods).toEqual([])
    expect(told.errors).toEqual(['script-not-loaded', 'script-not-loaded'])
  })

  test('whose script did not come are tried again when the network is back', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    wallets.settings.scripts = 'error'
    const express = await ready()
    wallets.settings.scripts = 'load'
    window.dispatchEvent(new Event('online'))
    await waitFor(() => expect(express.getState().methods).toHaveLength(2))
    window.dispatchEvent(new Event('online'))
    expect(express.getState().isLoading).toBe(false)
  })

  test('load their scripts once for two places of a page', async () => {
    await Promise.all([ready(), ready({ placement: 'product' })])
    expect(wallets.scripts).toEqual([
      'https://wallet.example/pebble-express.js?currency=EUR&locale=en',
      'https://wallet.example/kite-express.js?currency=EUR&locale=en',
    ])
  })

  test('that cannot be listed leave the place empty, and the shop hears why', async () => {
    const failure = {
      kind: 'tenant-unknown',
      status: 404,
      detail: null,
      reason: null,
      retryAfterMs: null,
    }
    const express = await ready({ listMethods: () => Promise.reject(failure) })
    expect(express.getState().methods).toEqual([])
    expect(told.errors).toEqual(['tenant-unknown'])
  })
})

describe('a click', () => {
  test('opens the sheet at once, and only then creates the payment with cart and amount', async () => {
    const express = await ready()
    express.open('pebble-express')
    expect(wallets.pebble).toHaveLength(1)
    expect(status(express)).toBe('opening')
    expect(await pebble().createOrder()).toEqual({
      clientSecret: 'cs_1',
      amount: 24890,
      currency: 'EUR',
      shippingOptions: [
        { id: 'standard', label: 'Standard', amount: 490, selected: true },
        { id: 'express', label: 'Express', amount: 990, selected: false },
      ],
    })
    expect(status(express)).toBe('open')
    expect(server.asked.payments.map(({ input }) => input)).toEqual([
      {
        idCart: 'cart-1',
        quote: { currency: { code: 'EUR' } },
        payment: {
          paymentProviderName: 'sandbox',
          paymentMethodName: 'pebble-express',
          amount: 24890,
        },
      },
    ])
  })

  test('hands Kite the provisional total and the locale', async () => {
    const express = await ready({ locale: 'de-DE' })
    express.open('kite-express')
    expect(wallets.kite[0]?.given).toEqual({ locale: 'de-DE', total })
  })

  test('twice opens one sheet', async () => {
    const express = await ready()
    express.open('pebble-express')
    express.open('pebble-express')
    express.open('kite-express')
    expect([wallets.pebble.length, wallets.kite.length]).toEqual([1, 0])
  })

  test('elsewhere on the page opens no second sheet, until the first one is over', async () => {
    const [one, other] = await Promise.all([ready(), ready()])
    one.open('pebble-express')
    other.open('kite-express')
    expect(wallets.kite).toHaveLength(0)
    pebble().onCancel({ stage: 'connecting' })
    other.open('kite-express')
    expect(wallets.kite).toHaveLength(1)
  })

  test('whose window is refused creates no payment, and the next one opens it', async () => {
    const onClick = vi.fn(async () => ({ cartId: 'cart-1' }))
    const express = await ready({ onClick })
    wallets.settings.isBlocked = true
    express.open('pebble-express')
    express.open('kite-express')
    expect(express.getState()).toMatchObject({
      status: 'failed',
      wallet: 'kite-express',
      failure: { kind: 'popup-blocked' },
    })
    expect(onClick).not.toHaveBeenCalled()
    expect(server.asked.payments).toEqual([])
    wallets.settings.isBlocked = false
    express.open('pebble-express')
    expect(wallets.pebble).toHaveLength(1)
  })

  test('creates the payment of its cart, also for a wallet that asks in the click', async () => {
    const express = await ready()
    const asked: Promise<unknown>[] = []
    Reflect.set(globalThis, 'Pebble', {
      open: (given: { createOrder: () => Promise<unknown> }) => {
        asked.push(given.createOrder())
        return { close: () => {} }
      },
    })
    express.open('pebble-express')
    await Promise.all(asked)
    expect(server.asked.payments[0]?.input.idCart).toBe('cart-1')
  })

  test('creates no payment for a wallet that asks before its window is refused', async () => {
    const express = await ready()
    const asked: Promise<unknown>[] = []
    Reflect.set(globalThis, 'Pebble', {
      open: (given: { createOrder: () => Promise<unknown> }) => {
        asked.push(given.createOrder().catch(() => 'none'))
        throw Object.assign(new Error('blocked'), { code: 'popup_blocked' })
      },
    })
    express.open('pebble-express')
    expect(await Promise.all(asked)).toEqual(['none'])
    expect(express.getState()).toMatchObject({ failure: { kind: 'popup-blocked' } })
    expect(server.asked.payments).toEqual([])
  })

  test('without a network says so and opens nothing', async () => {
    const express = await ready()
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    express.open('pebble-express')
    expect(express.getState()).toMatchObject({ status: 'failed', failure: { kind: 'offline' } })
    expect(wallets.pebble).toHaveLength(0)
  })

  test('repeats a lost answer with the same key', async () => {
    server.refusals.payments = [{ status: 503, kind: 'outcome-unknown' }]
    await opened()
    const [first, second] = server.asked.payments
    expect(server.asked.payments).toHaveLength(2)
    expect(second?.key).toBe(first?.key)
  })

  test('that the server refuses closes the sheet and says why', async () => {
    server.refusals.payments = [{ status: 422, kind: 'cart-empty' }]
    const express = await ready()
    express.open('pebble-express')
    await expect(pebble().createOrder()).rejects.toThrow('[tillway]')
    expect(express.getState()).toMatchObject({
      status: 'failed',
      wallet: 'pebble-express',
      failure: { kind: 'cart-empty' },
    })
    expect(wallets.closed.count).toBe(1)
    pebble().onError(new Error('no order'))
    expect(told.errors).toEqual(['cart-empty'])
  })

  test('for a payment that was approved in a tab that is gone goes on with it, and asks the wallet nothing', async () => {
    server.payment = { ...server.payment, status: 'authorized', outcome: 'paid' }
    const express = await ready()
    express.open('pebble-express')
    await expect(pebble().createOrder()).rejects.toThrow('[tillway]')
    await waitFor(() => expect(told.approved).toHaveLength(1))
    expect(told.approved[0]).toMatchObject({ transactionId: 'tx_1', amount: 24890 })
    expect(server.asked.cancellations).toEqual([])
    expect(express.getState()).toMatchObject({ status: 'approved' })
  })

  test('for a cart whose approval was for another total shows that approval, to go on with or to give back', async () => {
    server.payment = { ...server.payment, status: 'authorized', outcome: 'paid', amount: 15390 }
    const meta = { kind: 'approval-needed', transactionId: 'tx_1' }
    tillway.server.use(
      http.post(`${baseUrl}/payments`, () =>
        HttpResponse.json(
          { errors: [{ code: '4119', status: 409, detail: '', meta }] },
          { status: 409 },
        ),
      ),
    )
    const express = await ready()
    express.open('pebble-express')
    await expect(pebble().createOrder()).rejects.toThrow('[tillway]')
    await waitFor(() =>
      expect(express.getState()).toMatchObject({
        status: 'approved',
        approved: { transactionId: 'tx_1', amount: 15390 },
      }),
    )
    expect(told.errors).toEqual([])
    await express.cancelApproved()
    expect(server.asked.cancellations).toMatchObject([{ transactionId: 'tx_1' }])
  })

  test('with another wallet cancels what was begun with the first one and left', async () => {
    const left = await opened()
    left.destroy()
    await waitFor(() => expect(server.asked.cancellations).toHaveLength(1))
    sessionStorage.setItem(
      'tillway-express:cart-1',
      JSON.stringify({
        transactionId: 'tx_left',
        cartId: 'cart-1',
        method: { paymentProviderName: 'sandbox', paymentMethodName: 'pebble-express' },
        isApproved: false,
        at: Date.now(),
      }),
    )
    server.refusals.payments = [{ status: 409, kind: 'payment-differs' }]
    const express = await ready()
    express.open('kite-express')
    const complete = vi.fn((session: Promise<unknown>) => void session)
    wallets.kite[0]?.onsession?.({ complete })
    await complete.mock.calls[0]?.[0]
    expect(server.asked.cancellations.map(({ transactionId }) => transactionId)).toEqual([
      'tx_1',
      'tx_left',
    ])
    expect(status(express)).toBe('open')
  })
})

describe('a change in the sheet', () => {
  test('of the address is answered by the server, with a key of its own', async () => {
    await opened()
    server.payment = { ...server.payment, amount: 25380 }
    const act = actions()
    await pebble().onShippingChange(byAddress, act)
    expect(act.patch).toHaveBeenCalledWith({
      amount: 25380,
      currency: 'EUR',
      shipping_options: [
        { id: 'standard', label: 'Standard', amount: 490, selected: true },
        { id: 'express', label: 'Express', amount: 990, selected: false },
      ],
    })
    const [first, second] = server.asked.payments
    expect(second?.input).toMatchObject({
      preOrderPaymentData: { transactionId: 'tx_1' },
      quote: {
        shippingAddress: { iso2Code: 'DE', zipCode: '10119', city: 'Berlin', state: null },
      },
    })
    expect(second?.input.payment.amount).toBeUndefined()
    expect(second?.key).not.toBe(first?.key)
  })

  test('of the shipping is answered by the server', async () => {
    await opened()
    const act = actions()
    await pebble().onShippingChange(
      { changed: 'option', shipping_address: berlin, selected_shipping_option: { id: 'express' } },
      act,
    )
    expect(act.patch).toHaveBeenCalledTimes(1)
    expect(server.asked.payments[1]?.input.quote).toMatchObject({
      shipment: { idShipmentMethod: 'express' },
    })
  })

  test.each([
    ['address-not-served', 422, 'ADDRESS_ERROR'],
    ['shipment-not-offered', 422, 'METHOD_UNAVAILABLE'],
    ['validation-failed', 422, 'ADDRESS_ERROR'],
    ['amount-mismatch', 422, 'STORE_UNAVAILABLE'],
    ['approval-needed', 409, 'STORE_UNAVAILABLE'],
    ['psp-unavailable', 503, 'STORE_UNAVAILABLE'],
    ['something-new', 422, 'STORE_UNAVAILABLE'],
  ])(
    'that the server refuses as %s is turned down, and the sheet stays',
    async (kind, at, code) => {
      const express = await opened()
      server.refusals.payments = [{ status: at, kind }]
      const act = actions()
      await pebble().onShippingChange(byAddress, act)
      expect(act.reject).toHaveBeenCalledWith(code)
      expect(status(express)).toBe('open')
    },
  )

  test('of a payment that was canceled meanwhile closes the sheet', async () => {
    const express = await opened()
    server.refusals.payments = [{ status: 409, kind: 'payment-canceled' }]
    await pebble().onShippingChange(byAddress, actions())
    expect(wallets.closed.count).toBe(1)
    expect(express.getState()).toMatchObject({ failure: { kind: 'payment-canceled' } })
  })

  test('to no country at all is not sent', async () => {
    await opened()
    const act = actions()
    const nowhere = { ...byAddress, shipping_address: {} }
    await pebble().onShippingChange(nowhere, act)
    expect(act.reject).toHaveBeenCalledWith('ADDRESS_ERROR')
    expect(server.asked.payments).toHaveLength(1)
  })

  test('is answered after the one before it', async () => {
    await opened()
    const act = actions()
    const option = { id: 'express' }
    await Promise.all([
      pebble().onShippingChange(byAddress, act),
      pebble().onShippingChange(
        { changed: 'option', shipping_address: berlin, selected_shipping_option: option },
        act,
      ),
    ])
    const quotes = server.asked.payments.slice(1).map(({ input }) => input.quote)
    expect(quotes[0]).toHaveProperty('shippingAddress')
    expect(quotes[1]).toHaveProperty('shipment')
  })

  describe('asked of the shop first', () => {
    test('is turned down in the shop’s word, and the server is not asked', async () => {
      await opened({ onAddressChange: async () => ({ reject: 'country-not-served' }) })
      const act = actions()
      await pebble().onShippingChange(byAddress, act)
      expect(act.reject).toHaveBeenCalledWith('COUNTRY_ERROR')
      expect(server.asked.payments).toHaveLength(1)
    })

    test('is compared with the server before it reaches the sheet, and keeps the shop’s shipping', async () => {
      const shipping = [{ id: 'bike', name: 'By bike', amount: 0 }]
      const onAddressChange = vi.fn(async () => ({
        total: { amount: 24000, currency: 'EUR' },
        shippingOptions: shipping,
        selected: 'bike',
      }))
      await opened({ onAddressChange })
      server.payment = { ...server.payment, amount: 24000 }
      const act = actions()
      await pebble().onShippingChange(byAddress, act)
      expect(onAddressChange).toHaveBeenCalledWith({
        countryCode: 'DE',
        postalCode: '10119',
        city: 'Berlin',
        region: null,
      })
      expect(server.asked.payments[1]?.input).toEqual({
        idCart: 'cart-1',
        quote: { currency: { code: 'EUR' } },
        payment: {
          paymentProviderName: 'sandbox',
          paymentMethodName: 'pebble-express',
          amount: 24000,
        },
        preOrderPaymentData: { transactionId: 'tx_1' },
      })
      const patch = {
        amount: 24000,
        currency: 'EUR',
        shipping_options: [{ id: 'bike', label: 'By bike', amount: 0, selected: true }],
      }
      expect(act.patch).toHaveBeenCalledWith(patch)
      await pebble().onConfirm({}, act)
      expect(act.patch).toHaveBeenLastCalledWith(patch)
    })

    test('with a total that is not the cart’s never reaches the sheet', async () => {
      const onShippingOptionChange = async () => ({ total, shippingOptions: [], selected: null })
      await opened({ onShippingOptionChange })
      server.refusals.payments = [{ status: 422, kind: 'amount-mismatch' }]
      const act = actions()
      await pebble().onShippingChange(
        { changed: 'option', shipping_address: berlin, selected_shipping_option: { id: 'x' } },
        act,
      )
      expect(act.patch).not.toHaveBeenCalled()
      expect(act.reject).toHaveBeenCalledWith('STORE_UNAVAILABLE')
    })

    test('that throws is unavailable, and whoever wrote it hears', async () => {
      const error = vi.spyOn(console, 'error').mockImplementation(() => {})
      await opened({ onAddressChange: () => Promise.reject(new Error('shop')) })
      const act = actions()
      await pebble().onShippingChange(byAddress, act)
      expect(act.reject).toHaveBeenCalledWith('STORE_UNAVAILABLE')
      expect(error).toHaveBeenCalledTimes(1)
    })
  })
})

describe('before anything is authorised', () => {
  test('the same total lets the sheet go on', async () => {
    const express = await opened()
    const act = actions()
    await pebble().onConfirm({}, act)
    expect(act.patch.mock.calls[0]?.[0]).toMatchObject({ amount: 24890 })
    expect(server.asked.payments[1]?.input).toMatchObject({
      preOrderPaymentData: { transactionId: 'tx_1' },
    })
    expect(status(express)).toBe('approving')
  })

  test('a changed total goes into the sheet, and the shopper is asked again', async () => {
    const express = await opened()
    server.payment = { ...server.payment, amount: 26000 }
    const act = actions()
    await pebble().onConfirm({}, act)
    expect(act.patch.mock.calls[0]?.[0]).toMatchObject({ amount: 26000 })
    expect(status(express)).toBe('open')
    pebble().onApprove()
    await waitFor(() => expect(told.approved[0]).toMatchObject({ amount: 26000 }))
  })
})

describe('an approval', () => {
  test('is told with the customer, what is missing, and the step that is left', async () => {
    server.missing = ['shippingAddress.phone']
    await approved()
    expect(told.approved).toMatchObject([
      {
        transactionId: 'tx_1',
        amount: 24890,
        currency: 'EUR',
        method: { paymentProviderName: 'sandbox', paymentMethodName: 'pebble-express' },
        customer: { firstName: 'Ada' },
        missing: ['shippingAddress.phone'],
        nextStep: 'address',
      },
    ])
  })

  test('without a way to ship goes to the shipment step', async () => {
    server.selected = null
    const express = await opened()
    await pebble().onConfirm({}, actions())
    pebble().onApprove()
    await waitFor(() => expect(status(express)).toBe('approved'))
    expect(told.approved[0]?.nextStep).toBe('shipment')
  })

  test('is kept without personal data', async () => {
    await approved()
    const kept = sessionStorage.getItem('tillway-express:cart-1') ?? ''
    expect(JSON.parse(kept)).toMatchObject({ transactionId: 'tx_1', isApproved: true })
    expect(kept).not.toMatch(/Ada|Kern|ada@/)
  })

  test('whose customer cannot be read is kept, and told when it can be', async () => {
    server.refusals['payment-customer'] = [{ status: 422, kind: 'customer-not-provided' }]
    const express = await approved()
    expect(express.getState()).toMatchObject({ trouble: { doing: 'continue' } })
    expect([told.approved.length, told.errors]).toEqual([0, ['customer-not-provided']])
    await express.continueApproved()
    expect(told.approved).toHaveLength(1)
    expect(express.getState()).toMatchObject({ status: 'approved', trouble: null })
  })

  test('that the provider has not told yet is asked for again', async () => {
    server.refusals['payment-customer'] = [{ status: 409, kind: 'payment-not-approved' }]
    await approved()
    expect(server.asked.customers).toHaveLength(2)
    expect(told.approved).toHaveLength(1)
  })

  test('ends the sheet: nothing else is heard of it', async () => {
    const express = await approved()
    pebble().onCancel({ stage: 'late' })
    pebble().onError(new Error('late'))
    pebble().onApprove()
    expect(status(express)).toBe('approved')
    expect([told.approved.length, told.canceled, told.errors]).toEqual([1, [], []])
    expect(server.asked.cancellations).toEqual([])
  })

  test('is canceled at the server by the shopper, who may then pay in any way', async () => {
    const express = await approved()
    await express.cancelApproved()
    expect(express.getState()).toMatchObject({ status: 'idle', notice: 'canceled' })
    expect(server.asked.cancellations).toMatchObject([{ transactionId: 'tx_1' }])
    expect(told.canceled).toEqual([{ transactionId: 'tx_1', stage: 'approved' }])
    expect(sessionStorage.getItem('tillway-express:cart-1')).toBeNull()
  })

  test('that the server cannot cancel stands, and is said to', async () => {
    server.refusals['payment-cancellations'] = [{ status: 409, kind: 'payment-not-cancelable' }]
    const express = await approved()
    await express.cancelApproved()
    expect(express.getState()).toMatchObject({ status: 'approved', trouble: { doing: 'cancel' } })
  })

  test('with an order by now is not canceled but settled', async () => {
    const express = await approved()
    server.refusals['payment-cancellations'] = [{ status: 409, kind: 'payment-has-order' }]
    server.payment = { ...server.payment, outcome: 'paid', orderReference: 'DE--1' }
    await express.cancelApproved()
    await waitFor(() => expect(status(express)).toBe('settled'))
    expect(told.settled).toBe(1)
  })
})

describe('an approval after a reload', () => {
  const reload = async () => {
    const express = await approved()
    server.payment = { ...server.payment, outcome: 'paid', status: 'authorized' }
    express.destroy()
    told.approved = []
  }

  test('is asked of the server, shown, and told when the shopper goes on', async () => {
    await reload()
    const express = create()
    expect(status(express)).toBe('checking')
    await waitFor(() => expect(status(express)).toBe('approved'))
    expect(express.getState()).toMatchObject({
      approved: { transactionId: 'tx_1', amount: 24890, currency: 'EUR', wallet: 'Pebble' },
    })
    expect([server.asked.looks, told.approved.length]).toEqual([1, 0])
    await express.continueApproved()
    expect(told.approved).toHaveLength(1)
  })

  test('belongs to its cart only', async () => {
    await reload()
    expect(status(await ready({ cartId: 'cart-2' }))).toBe('idle')
  })

  test.each(['canceled', 'failed'] as const)(
    'that is %s is forgotten with a sentence',
    async (outcome) => {
      await reload()
      server.payment = { ...server.payment, outcome }
      const express = create()
      await waitFor(() => expect(status(express)).toBe('idle'))
      expect(express.getState()).toMatchObject({ notice: 'released' })
      expect(sessionStorage.getItem('tillway-express:cart-1')).toBeNull()
    },
  )

  test('that has an order is settled', async () => {
    await reload()
    server.payment = { ...server.payment, orderReference: 'DE--1' }
    const express = create()
    await waitFor(() => expect(status(express)).toBe('settled'))
    expect(told.settled).toBe(1)
  })

  test('that cannot be asked for is not lost, and is asked for again', async () => {
    await reload()
    server.refusals.look = [{ status: 503, kind: 'database-unavailable' }]
    const express = create()
    await waitFor(() => expect(status(express)).toBe('failed'))
    await express.refresh()
    expect(status(express)).toBe('approved')
  })

  test('given while the page was away is found when the shopper comes back', async () => {
    const express = await opened()
    express.destroy()
    await waitFor(() => expect(server.asked.cancellations).toHaveLength(1))
    await waitFor(() => expect(sessionStorage).toHaveLength(0))
    const begun = await ready()
    begun.open('pebble-express')
    await pebble().createOrder()
    // The page is gone without a word, as a reload does it; the sheet stays.
    Reflect.deleteProperty(globalThis, Symbol.for('tillway.sheet'))
    const after = await ready()
    expect(status(after)).toBe('idle')
    server.payment = { ...server.payment, outcome: 'paid' }
    window.dispatchEvent(new Event('focus'))
    await waitFor(() => expect(status(after)).toBe('approved'))
  })
})

describe('a sheet that is left', () => {
  test('by the shopper cancels the payment once, without waiting', async () => {
    const express = await opened()
    pebble().onCancel({ stage: 'choosing' })
    expect(express.getState()).toMatchObject({ status: 'idle', notice: 'canceled' })
    expect(told.canceled).toEqual([{ transactionId: 'tx_1', stage: 'choosing' }])
    await waitFor(() => expect(server.asked.cancellations).toHaveLength(1))
    pebble().onCancel({ stage: 'choosing' })
    expect(told.canceled).toHaveLength(1)
  })

  test('repeats a cancellation whose outcome is not known, with the same key', async () => {
    server.refusals['payment-cancellations'] = [{ status: 503, kind: 'cancellation-pending' }]
    await opened()
    pebble().onCancel()
    await waitFor(() => expect(server.asked.cancellations).toHaveLength(2))
    const [first, second] = server.asked.cancellations
    expect(second?.key).toBe(first?.key)
  })

  test('with Escape is closed and canceled', async () => {
    const express = await opened()
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
    expect([wallets.closed.count, status(express)]).toEqual([1, 'idle'])
    expect(told.canceled).toEqual([{ transactionId: 'tx_1', stage: 'aborted' }])
  })

  test('by a part of the page that goes away is closed and canceled', async () => {
    const express = await opened()
    express.destroy()
    expect(wallets.closed.count).toBe(1)
    await waitFor(() => expect(server.asked.cancellations).toHaveLength(1))
  })

  test('is waited for by the next click', async () => {
    const express = await opened()
    pebble().onCancel()
    express.open('kite-express')
    const complete = vi.fn((session: Promise<unknown>) => void session)
    wallets.kite[0]?.onsession?.({ complete })
    await complete.mock.calls[0]?.[0]
    expect(server.asked.cancellations).toHaveLength(1)
    expect(status(express)).toBe('open')
  })
})

describe('a wallet that fails', () => {
  test('is said to have failed, and its payment is canceled', async () => {
    const express = await opened()
    pebble().onError(new Error('sheet broke'))
    pebble().onApprove()
    await waitFor(() => expect(status(express)).toBe('failed'))
    expect(express.getState()).toMatchObject({ failure: { kind: 'wallet-failed' } })
    expect(told.errors).toEqual(['wallet-failed'])
    await waitFor(() => expect(server.asked.cancellations).toHaveLength(1))
  })

  test('after the approval counts as approved, because the server says so', async () => {
    const express = await opened()
    server.payment = { ...server.payment, outcome: 'paid' }
    pebble().onError(new Error('sheet broke'))
    await waitFor(() => expect(status(express)).toBe('approved'))
    expect(server.asked.cancellations).toEqual([])
  })
})
