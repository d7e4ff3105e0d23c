import { waitFor } from '@testing-library/dom'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { baseUrl, startTillway } from '../../testing/server.ts'
import type { FieldsPayment, FieldsResult } from '../card-fields.ts'
import { type Checkout, createCheckout } from '../checkout.ts'
import type { CheckoutOptions } from '../options.ts'

const tillway = startTillway()
const cardFields = {
  providerName: 'sandbox',
  methodName: 'card-fields',
  strategy: 'embedded',
} as const
const hosted = { providerName: 'sandbox', methodName: 'card' }
const opened: Checkout[] = []
const asked: FieldsPayment[] = []

type Answering = FieldsResult | (() => FieldsResult | Promise<FieldsResult>)

/** A checkout with fields that answer so. */
function aCheckout(answering: Answering, options: Partial<CheckoutOptions> = {}): Checkout {
  const checkout = createCheckout({ baseUrl, cartId: 'cart-1', redirect: () => {}, ...options })
  opened.push(checkout)
  checkout.subscribe(() => {})
  checkout.selectMethod(cardFields)
  attach(checkout, answering)
  return checkout
}

const attach = (checkout: Checkout, answering: Answering) =>
  checkout.attachFields({
    pay: async (payment) => {
      asked.push(payment)
      return typeof answering === 'function' ? answering() : answering
    },
  })

const approving = (): FieldsResult => {
  tillway.get().approve('tx_1')
  return { status: 'authorized' }
}
const declining = (): FieldsResult => {
  tillway.get().decline('tx_1', 'insufficient_funds')
  return { status: 'declined', code: 'insufficient_funds' }
}
const shows = (checkout: Checkout, state: object) =>
  waitFor(() => expect(checkout.getState()).toMatchObject(state))
const joined = () => tillway.get().started.map(({ input }) => input.preOrderPaymentData)
const transactions = () => tillway.get().payments().length
/** A new page of the same browser. */
const reload = (answering: Answering, options: Partial<CheckoutOptions> = {}) => {
  for (const checkout of opened.splice(0)) checkout.destroy()
  return aCheckout(answering, options)
}

afterEach(() => {
  for (const checkout of opened.splice(0)) checkout.destroy()
  asked.length = 0
  vi.useRealTimers()
})

describe('paying with fields', () => {
  test('selecting them creates no payment; a click creates one and lets the fields pay it', async () => {
    const checkout = aCheckout(approving)
    expect(tillway.get().started).toHaveLength(0)
    await Promise.all([checkout.pay(), checkout.pay()])
    expect(asked.map(({ clientSecret }) => clientSecret)).toEqual(['cs_tx_1'])
    expect(tillway.get().started).toHaveLength(1)
    await shows(checkout, { status: 'paid', transactionId: 'tx_1' })
  })

  test('pays first also where the shop places orders first', async () => {
    const placeOrder = vi.fn()
    const checkout = aCheckout(approving)
    await checkout.pay({ placeOrder })
    expect(placeOrder).not.toHaveBeenCalled()
    await shows(checkout, { status: 'paid' })
  })

  test('what the fields need is not kept in the browser', async () => {
    const checkout = aCheckout({ status: 'invalid' })
    await checkout.pay()
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).toContain('tx_1')
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain('cs_tx_1')
  })

  test('a declined card is told with its reason, and the next click pays the same payment', async () => {
    const checkout = aCheckout(declining)
    await checkout.pay()
    expect(checkout.getState()).toMatchObject({
      status: 'failed',
      failure: { kind: 'payment-failed', reason: 'insufficient_funds' },
    })
    attach(checkout, approving)
    await checkout.pay()
    await shows(checkout, { status: 'paid' })
    expect(joined()).toEqual([undefined, { transactionId: 'tx_1' }])
    expect(transactions()).toBe(1)
  })

  test('an incomplete card leads back to the fields, without a word of failure', async () => {
    const checkout = aCheckout({ status: 'invalid' })
    await checkout.pay()
    expect(checkout.getState().status).toBe('idle')
    await checkout.pay()
    expect(transactions()).toBe(1)
  })

  test('a bank that asks is told as progress', async () => {
    const seen: unknown[] = []
    const checkout = aCheckout(() => {
      asked[0]?.onChallenge(true)
      seen.push(checkout.getState())
      asked[0]?.onChallenge(false)
      return approving()
    })
    await checkout.pay()
    expect(seen).toMatchObject([{ status: 'paying', progress: 'challenge' }])
    await shows(checkout, { status: 'paid' })
  })

  test('what the fields call authorized counts when the server says so too, and failed until then is not believed', async () => {
    const checkout = aCheckout({ status: 'declined', code: 'declined' })
    await checkout.pay()
    tillway.get().decline('tx_1')
    attach(checkout, { status: 'authorized' })
    await checkout.pay()
    await shows(checkout, { status: 'pending', transactionId: 'tx_1' })
    await waitFor(() => expect(tillway.get().streamCount()).toBe(0))
    tillway.get().approve('tx_1')
    await waitFor(() => expect(checkout.getState().status).toBe('paid'), { timeout: 3000 })
  })

  test('a bank that thinks is waited for', async () => {
    const checkout = aCheckout(() => {
      tillway.get().changePayment('tx_1', { outcome: 'pending' })
      return { status: 'processing' }
    })
    await checkout.pay()
    await shows(checkout, { status: 'pending' })
    await waitFor(() => expect(tillway.get().streamCount()).toBe(1))
    tillway.get().approve('tx_1')
    await shows(checkout, { status: 'paid' })
  })

  test('without an answer nothing is called failed, and a payment that was made is found', async () => {
    const checkout = aCheckout({ status: 'unavailable' })
    await checkout.pay()
    await shows(checkout, {
      status: 'failed',
      failure: { kind: 'outcome-unknown' },
      canRetry: true,
    })
    await waitFor(() => expect(tillway.get().streamCount()).toBe(1))
    tillway.get().approve('tx_1')
    await shows(checkout, { status: 'paid' })
  })

  test('fields that were closed by something else lead to what the server knows', async () => {
    const checkout = aCheckout(() => {
      tillway.get().release('tx_1', 'canceled-by-shopper')
      return { status: 'closed' }
    })
    await checkout.pay()
    await shows(checkout, { status: 'failed', failure: { kind: 'payment-canceled' } })
  })

  test('a server that cannot be reached afterwards does not make it a failure', async () => {
    const checkout = aCheckout(() => {
      tillway.get().failNext('getPayment', 'network')
      return approving()
    })
    await checkout.pay()
    await shows(checkout, { status: 'paid' })
  })

  test('a click that comes before the fields waits for them', async () => {
    const checkout = createCheckout({ baseUrl, cartId: 'cart-1' })
    opened.push(checkout)
    checkout.selectMethod(cardFields)
    const paid = checkout.pay()
    await waitFor(() => expect(checkout.getState()).toMatchObject({ status: 'paying' }))
    expect(tillway.get().started).toHaveLength(0)
    attach(checkout, approving)
    await paid
    await shows(checkout, { status: 'paid' })
  })

  test('where no fields come the shopper is told to pay in another way, and nothing is begun', async () => {
    vi.useFakeTimers()
    const checkout = createCheckout({ baseUrl, cartId: 'cart-1' })
    checkout.selectMethod(cardFields)
    void checkout.pay()
    await vi.advanceTimersByTimeAsync(11_000)
    expect(checkout.getState()).toMatchObject({ failure: { kind: 'method-missing' } })
    expect(tillway.get().started).toHaveLength(0)
    expect(localStorage).toHaveLength(0)
  })
})

describe('coming back to fields', () => {
  const never = () => new Promise<FieldsResult>(() => {})

  test('after a reload in the middle shows them again, and the next click pays the same payment', async () => {
    const checkout = aCheckout(never)
    void checkout.pay()
    await waitFor(() => expect(asked).toHaveLength(1))
    const second = reload(approving)
    second.selectMethod(hosted)
    await shows(second, { status: 'idle', method: cardFields })
    await second.pay()
    await shows(second, { status: 'paid' })
    expect(transactions()).toBe(1)
  })

  test('finds a payment that was made meanwhile', async () => {
    const checkout = aCheckout(never)
    void checkout.pay()
    await waitFor(() => expect(asked).toHaveLength(1))
    tillway.get().approve('tx_1')
    await shows(reload(never), { status: 'paid' })
  })

  test('to a payment that was released because no order came says so', async () => {
    const checkout = aCheckout(never)
    void checkout.pay()
    await waitFor(() => expect(asked).toHaveLength(1))
    tillway.get().release('tx_1')
    await shows(reload(approving), { status: 'failed', failure: { reason: 'no-order' } })
  })

  test('with another method cancels the first payment before the next one begins', async () => {
    const checkout = aCheckout({ status: 'invalid' })
    await checkout.pay()
    checkout.selectMethod(hosted)
    await checkout.pay()
    expect(tillway.get().canceled).toEqual(['tx_1'])
    expect(tillway.get().started.at(-1)?.input.payment.paymentMethodName).toBe('card')
    await shows(checkout, { status: 'leaving' })
  })
})

describe('a payment that is not what it was', () => {
  test('canceled elsewhere, a new one is begun by itself, once', async () => {
    const checkout = aCheckout({ status: 'invalid' })
    await checkout.pay()
    tillway.get().release('tx_1', 'canceled-by-shopper')
    await checkout.pay()
    expect(joined()).toEqual([undefined, { transactionId: 'tx_1' }, undefined])
    expect(asked.at(-1)?.clientSecret).toBe('cs_tx_2')
  })

  test('approved for another total is canceled, and the new total is asked for', async () => {
    const checkout = aCheckout({ status: 'invalid' })
    await checkout.pay()
    tillway.get().failNext('startPayment', 'approval-needed')
    await checkout.pay()
    expect(checkout.getState()).toMatchObject({
      status: 'failed',
      failure: { kind: 'amount-mismatch' },
    })
    expect(tillway.get().payments()[0]?.outcome).toBe('canceled')
    attach(checkout, { status: 'invalid' })
    await checkout.pay()
    expect(asked.at(-1)?.clientSecret).toBe('cs_tx_2')
  })

  test('that could not be canceled is called so, and the next click tries again', async () => {
    const checkout = aCheckout({ status: 'invalid' })
    await checkout.pay()
    tillway.get().failNext('startPayment', 'approval-needed', { times: 2 })
    tillway.get().failNext('cancelPreOrder', 'payment-not-cancelable')
    await checkout.pay()
    expect(checkout.getState()).toMatchObject({ failure: { kind: 'payment-not-cancelable' } })
    await checkout.pay()
    expect(checkout.getState()).toMatchObject({ failure: { kind: 'amount-mismatch' } })
  })

  test('a cancellation that nobody knows the end of is asked for again, then told as under way', async () => {
    const checkout = aCheckout({ status: 'invalid' })
    await checkout.pay()
    vi.useFakeTimers()
    tillway.get().failNext('startPayment', 'approval-needed')
    tillway.get().failNext('cancelPreOrder', 'cancellation-pending', { times: 9 })
    void checkout.pay()
    await vi.advanceTimersByTimeAsync(20_000)
    expect(checkout.getState()).toMatchObject({ failure: { kind: 'cancellation-pending' } })
    expect(tillway.get().canceled).toHaveLength(4)
  })

  test('with an order already, the server says how it stands', async () => {
    const checkout = aCheckout({ status: 'invalid' })
    await checkout.pay()
    tillway.get().approve('tx_1')
    tillway.get().confirm('tx_1', 'DE--1')
    await checkout.pay()
    await shows(checkout, { status: 'paid' })
  })
})
