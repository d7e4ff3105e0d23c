import { waitFor } from '@testing-library/dom'
import { delay, HttpResponse, http } from 'msw'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { refusal } from '../testing/json-api.ts'
import { baseUrl, startTillway } from '../testing/server.ts'
import { type Checkout, createCheckout } from './checkout.ts'
import type { CheckoutOptions, PlaceOrderRequest } from './options.ts'

const tillway = startTillway()
const method = { providerName: 'sandbox', methodName: 'card' }
const opened: Checkout[] = []
let visited: string[] = []

/** A checkout as a page shows it: connected, with a method selected. */
async function aCheckout(options: Partial<CheckoutOptions> = {}): Promise<Checkout> {
  const checkout = createCheckout({
    baseUrl,
    cartId: 'cart-1',
    redirect: (url) => visited.push(url),
    ...options,
  })
  opened.push(checkout)
  checkout.subscribe(() => {})
  checkout.selectMethod(method)
  await waitFor(() => expect(checkout.getState().status).not.toBe('checking'))
  return checkout
}

const status = (checkout: Checkout) => checkout.getState().status
const startUrl = `${baseUrl}/payments`
const keys = () => tillway.get().started.map(({ key }) => key)
const comesBack = () =>
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))

beforeEach(() => {
  visited = []
})
afterEach(() => {
  for (const checkout of opened.splice(0)) checkout.destroy()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a checkout', () => {
  test('a double click starts one payment', async () => {
    const checkout = await aCheckout()
    await Promise.all([checkout.pay(), checkout.pay(), checkout.pay()])
    expect(tillway.get().started).toHaveLength(1)
    expect(visited).toEqual(['https://psp.example/pay/tx_1'])
    expect(status(checkout)).toBe('leaving')
  })

  test('sends the cart, the method and the amount that the shopper saw', async () => {
    const total = { amount: 24890, currency: 'EUR' }
    const checkout = await aCheckout({ total, returnUrl: 'https://shop.example/return' })
    await checkout.pay()
    expect(tillway.get().started[0]?.input).toEqual({
      idCart: 'cart-1',
      quote: { currency: { code: 'EUR' } },
      payment: { paymentProviderName: 'sandbox', paymentMethodName: 'card', amount: 24890 },
      returnUrl: 'https://shop.example/return',
    })
  })

  test('names its tenant on every call, and none when it was given none', async () => {
    const named: (string | null)[] = []
    const listen = ({ request }: { request: Request }) =>
      named.push(request.headers.get('x-tenant-identifier'))
    tillway.server.events.on('request:start', listen)
    const checkout = await aCheckout({ tenant: 'market' })
    await checkout.pay()
    await checkout.client.listPaymentMethods()
    await checkout.client.getPayment('tx_1')
    await checkout.client.openEvents('tx_1', { signal: AbortSignal.abort() })
    expect(new Set(named)).toEqual(new Set(['market']))
    named.length = 0
    await createCheckout({ baseUrl }).client.listPaymentMethods()
    expect(named).toEqual([null])
  })

  test('a lost answer is asked for again with the same key', async () => {
    tillway.server.use(
      http.post(
        startUrl,
        async ({ request }) => {
          tillway.get().started.push({
            key: request.headers.get('idempotency-key'),
            input: { payment: { paymentProviderName: '', paymentMethodName: '' } },
          })
          return HttpResponse.error()
        },
        { once: true },
      ),
    )
    const checkout = await aCheckout()
    await checkout.pay()
    expect(keys()).toHaveLength(2)
    expect(new Set(keys()).size).toBe(1)
    expect(status(checkout)).toBe('leaving')
  })

  test('a failed server is asked again a few times, then the shopper decides, still with the same key', async () => {
    vi.useFakeTimers()
    const seen: (string | null)[] = []
    tillway.server.use(
      http.post(startUrl, ({ request }) => {
        seen.push(request.headers.get('idempotency-key'))
        return refusal(500, 'internal-error')
      }),
    )
    const checkout = createCheckout({
      baseUrl,
      cartId: 'cart-1',
      redirect: (url) => visited.push(url),
    })
    checkout.selectMethod(method)
    void checkout.pay()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(checkout.getState()).toMatchObject({ status: 'failed', canRetry: true })
    expect(seen).toHaveLength(5)
    vi.useRealTimers()
    tillway.server.resetHandlers(...tillway.get().handlers)
    await checkout.pay()
    expect(new Set([...seen, ...keys()]).size).toBe(1)
  })

  test('a provider that is down is told at once, and the next click uses the same key', async () => {
    tillway.server.use(http.post(startUrl, () => refusal(503, 'psp-unavailable'), { once: true }))
    const checkout = await aCheckout()
    await checkout.pay()
    expect(checkout.getState()).toMatchObject({
      status: 'failed',
      failure: { kind: 'psp-unavailable' },
    })
    const kept = localStorage.getItem('tillway:cart-1')
    await checkout.pay()
    expect(kept).toContain(keys()[0])
  })

  test('a refusal ends the attempt: the next click has a new key', async () => {
    const refused: (string | null)[] = []
    tillway.server.use(
      http.post(
        startUrl,
        ({ request }) => {
          refused.push(request.headers.get('idempotency-key'))
          return refusal(422, 'amount-mismatch')
        },
        { once: true },
      ),
    )
    const checkout = await aCheckout()
    await checkout.pay()
    expect(checkout.getState()).toMatchObject({
      status: 'failed',
      failure: { kind: 'amount-mismatch', status: 422 },
    })
    await checkout.pay()
    expect(keys()).toHaveLength(1)
    expect(keys()[0]).not.toBe(refused[0])
  })

  test.each([
    [409, 'request-in-flight'],
    [429, 'rate-limited'],
  ] as const)(
    'after %i %s a request is repeated in the time that the server names',
    async (status, kind) => {
      vi.useFakeTimers()
      tillway.server.use(
        http.post(startUrl, () => refusal(status, kind, { 'retry-after': '3' }), {
          once: true,
        }),
      )
      const checkout = createCheckout({
        baseUrl,
        cartId: 'cart-1',
        redirect: (url) => visited.push(url),
      })
      checkout.selectMethod(method)
      void checkout.pay()
      await vi.advanceTimersByTimeAsync(2_900)
      expect(tillway.get().started).toHaveLength(0)
      expect(checkout.getState()).toMatchObject({ status: 'paying', progress: 'slow' })
      await vi.advanceTimersByTimeAsync(200)
      expect(tillway.get().started).toHaveLength(1)
      checkout.destroy()
    },
  )

  test('who has failed too often is told so at once, and nothing is repeated', async () => {
    const answer = () => refusal(429, 'attempts-spent', { 'retry-after': '3600' })
    tillway.server.use(http.post(startUrl, answer, { once: true }))
    const checkout = await aCheckout()
    await checkout.pay()
    expect(checkout.getState()).toMatchObject({
      status: 'failed',
      failure: { kind: 'attempts-spent', status: 429 },
    })
    expect(tillway.get().started).toHaveLength(0)
  })

  test('offline it waits, says so, and goes on by itself', async () => {
    const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    const checkout = await aCheckout()
    const paid = checkout.pay()
    await waitFor(() =>
      expect(checkout.getState()).toMatchObject({ status: 'paying', progress: 'offline' }),
    )
    expect(tillway.get().started).toHaveLength(0)
    onLine.mockReturnValue(true)
    await paid
    expect(tillway.get().started).toHaveLength(1)
  })

  test('offline stays offline, however long it takes', async () => {
    vi.useFakeTimers()
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    const checkout = createCheckout({ baseUrl })
    checkout.selectMethod(method)
    void checkout.pay()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(checkout.getState()).toMatchObject({ status: 'paying', progress: 'offline' })
    checkout.destroy()
  })

  test('only web addresses are followed', async () => {
    const checkout = await aCheckout()
    await checkout.pay({
      placeOrder: async () => ({ orderReference: 'DE--1', redirectUrl: 'javascript:alert(1)' }),
    })
    expect(checkout.getState()).toMatchObject({
      status: 'failed',
      failure: { kind: 'redirect-invalid' },
    })
    expect(visited).toEqual([])
  })

  test('without a base url it says what to do', () => {
    expect(() => createCheckout({ baseUrl: '' })).toThrow(
      /^\[tillway\] baseUrl is missing.*docs\/widget\.md#provider$/,
    )
  })
})

describe('order first', () => {
  test('places the order once, and comes back with the same key when the answer was lost', async () => {
    const asked: PlaceOrderRequest[] = []
    const checkout = await aCheckout()
    const placeOrder = async (request: PlaceOrderRequest) => {
      asked.push(request)
      if (asked.length === 1) throw new TypeError('Failed to fetch')
      return {
        orderReference: 'DE--1',
        redirectUrl: 'https://psp.example/pay/1',
        transactionId: 'tx_1',
      }
    }
    await Promise.all([checkout.pay({ placeOrder }), checkout.pay({ placeOrder })])
    expect(asked).toHaveLength(1)
    expect(checkout.getState()).toMatchObject({ status: 'failed', failure: { kind: 'network' } })
    await checkout.pay({ placeOrder })
    expect(asked[1]).toEqual({ idempotencyKey: asked[0]?.idempotencyKey, method })
    expect(visited).toEqual(['https://psp.example/pay/1'])
  })

  test('a shop that refuses with a kind ends the attempt', async () => {
    const asked: string[] = []
    const checkout = await aCheckout()
    const placeOrder = ({ idempotencyKey }: PlaceOrderRequest) => {
      asked.push(idempotencyKey)
      return Promise.reject({ kind: 'stock-insufficient', status: 422 })
    }
    await checkout.pay({ placeOrder })
    await checkout.pay({ placeOrder })
    expect(checkout.getState()).toMatchObject({
      status: 'failed',
      failure: { kind: 'stock-insufficient' },
    })
    expect(new Set(asked).size).toBe(2)
  })
})

describe('coming back', () => {
  const placeOrder = async () => {
    const { transactionId } = tillway.get().addPayment({ orderReference: 'DE--1' })
    return {
      orderReference: 'DE--1',
      redirectUrl: `https://psp.example/pay/${transactionId}`,
      transactionId,
    }
  }

  test('by Back from the payment page finds the open payment, never a busy button', async () => {
    const checkout = await aCheckout()
    await checkout.pay({ placeOrder })
    comesBack()
    await waitFor(() => expect(status(checkout)).toBe('open'))
    expect(checkout.getState()).toMatchObject({ transactionId: 'tx_1', orderReference: 'DE--1' })
    await checkout.resume()
    expect(visited).toEqual(['https://psp.example/pay/tx_1', 'https://psp.example/pay/tx_1'])
  })

  test('after paying says that it is paid, and pays no second time', async () => {
    const checkout = await aCheckout()
    await checkout.pay({ placeOrder })
    tillway
      .get()
      .changePayment('tx_1', { outcome: 'paid', status: 'authorized', redirectUrl: null })
    comesBack()
    await waitFor(() => expect(status(checkout)).toBe('paid'))
    await checkout.pay({ placeOrder })
    expect(visited).toHaveLength(1)
  })

  test('by a reload asks the server what is true', async () => {
    const first = await aCheckout()
    await first.pay({ placeOrder })
    first.destroy()
    const second = await aCheckout()
    await waitFor(() => expect(status(second)).toBe('open'))
  })

  test('to a payment that failed offers to pay anew', async () => {
    const checkout = await aCheckout()
    await checkout.pay({ placeOrder })
    tillway
      .get()
      .changePayment('tx_1', { outcome: 'failed', failureReason: 'declined', redirectUrl: null })
    comesBack()
    await waitFor(() => expect(status(checkout)).toBe('failed'))
    expect(checkout.getState()).toMatchObject({
      failure: { kind: 'payment-failed', reason: 'declined' },
      canRetry: true,
      orderReference: 'DE--1',
    })
  })

  test('to a payment that the bank still thinks about waits, and hears when it is paid', async () => {
    const checkout = await aCheckout()
    await checkout.pay({ placeOrder })
    tillway.get().changePayment('tx_1', { outcome: 'pending' })
    comesBack()
    await waitFor(() => expect(status(checkout)).toBe('pending'))
    await waitFor(() => expect(tillway.get().streamCount()).toBe(1))
    tillway.get().changePayment('tx_1', { outcome: 'paid' })
    await waitFor(() => expect(status(checkout)).toBe('paid'))
  })

  test('dismissing forgets the payment: the next click is a new attempt', async () => {
    const checkout = await aCheckout()
    await checkout.pay()
    comesBack()
    await waitFor(() => expect(status(checkout)).toBe('open'))
    checkout.cancel()
    await checkout.pay()
    expect(new Set(keys()).size).toBe(2)
  })
})

describe('two tabs', () => {
  // A second checkout of the same cart with its own tab memory is what a second tab is.
  const asOtherTab = () => sessionStorage.clear()

  test('the second tab learns that the first one pays, and can take over with the same key', async () => {
    const seen: (string | null)[] = []
    tillway.server.use(
      http.post(
        startUrl,
        async ({ request }) => {
          seen.push(request.headers.get('idempotency-key'))
          await delay('infinite')
        },
        { once: true },
      ),
    )
    const first = await aCheckout()
    const second = await aCheckout()
    void first.pay()
    await waitFor(() => expect(status(second)).toBe('elsewhere'))
    await waitFor(() => expect(seen).toHaveLength(1))
    asOtherTab()
    await second.resume()
    expect(keys()).toEqual(seen)
    await waitFor(() => expect(status(first)).toBe('elsewhere'))
    expect(visited).toHaveLength(1)
  })

  test('a tab that opens while another one pays learns it too', async () => {
    tillway.server.use(http.post(startUrl, () => delay('infinite')))
    const first = await aCheckout()
    void first.pay()
    asOtherTab()
    const second = await aCheckout()
    await waitFor(() => expect(status(second)).toBe('elsewhere'))
  })

  test('the second tab may pay again when the first one was refused', async () => {
    tillway.server.use(http.post(startUrl, () => refusal(422, 'cart-empty'), { once: true }))
    const first = await aCheckout()
    const second = await aCheckout()
    await first.pay()
    await waitFor(() => expect(status(second)).toBe('idle'))
    expect(status(first)).toBe('failed')
  })
})
