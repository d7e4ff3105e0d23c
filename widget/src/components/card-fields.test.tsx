import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CheckoutProvider, type CheckoutProviderProps } from '../react/checkout-provider.tsx'
import { createFakeCardFields, type FakeCardFields } from '../testing/fake-card-fields.ts'
import { baseUrl, startTillway } from '../testing/server.ts'
import { OpenPayment } from './open-payment.tsx'
import { PayButton, type PayButtonProps } from './pay-button.tsx'
import { PaymentMethods } from './payment-methods.tsx'

// Loaded already, so that tests of time need not wait for it.
import './card-fields.tsx'

const tillway = startTillway()
const user = userEvent.setup()
let fields: FakeCardFields

beforeEach(() => {
  fields = createFakeCardFields(tillway.get())
})
afterEach(() => {
  cleanup()
  fields.stop()
  vi.useRealTimers()
})

const view = ({
  placeOrder,
  placeOrderAfterPayment,
  ...options
}: Partial<CheckoutProviderProps> & PayButtonProps = {}) => (
  <StrictMode>
    <CheckoutProvider
      baseUrl={baseUrl}
      cartId="cart-1"
      total={{ amount: 24890, currency: 'EUR' }}
      locale="en"
      redirect={() => {}}
      {...options}
    >
      <OpenPayment />
      <PaymentMethods />
      <PayButton {...{ placeOrder, placeOrderAfterPayment }} />
    </CheckoutProvider>
  </StrictMode>
)

const payButton = () => screen.getByTestId('tillway-pay')
const frame = () => screen.findByTestId<HTMLIFrameElement>('tillway-fields')
const outcome = () => screen.findByTestId('tillway-outcome')
const chooseFields = async () => {
  await user.click(await screen.findByTestId('tillway-method-sandbox-card-fields'))
  return frame()
}
const isReady = (element: HTMLElement) =>
  waitFor(() => expect(element.parentElement?.dataset['status']).toBe('ready'))

describe('card fields', () => {
  test('appear below their method when it is chosen, in a frame of the provider with a name, and nothing is paid', async () => {
    render(view())
    expect(screen.queryByTestId('tillway-fields')).toBeNull()
    const element = await chooseFields()
    expect(element.title).toBe('Card details')
    const address = new URL(element.dataset['src'] ?? '')
    expect(address.origin + address.pathname).toBe('https://psp.example/fields/card')
    expect(Object.fromEntries(address.searchParams)).toEqual({
      origin: 'https://shop.example',
      locale: 'en',
      scheme: 'light',
    })
    await isReady(element)
    expect(tillway.get().started).toHaveLength(0)
    expect(fields.heard[0]).toMatchObject({ type: 'appearance' })
    expect(payButton().textContent).toBe('Pay now · €248.90')
    expect(screen.getByText(/You pay when you press this button/)).toBeTruthy()
  })

  test('take the height that they say', async () => {
    render(view())
    const element = await chooseFields()
    await isReady(element)
    fields.resize(444)
    await waitFor(() => expect(element.parentElement?.style.blockSize).toBe('444px'))
  })

  test('that do not load say so after a while, tell the developer once, and can be tried again', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {})
    fields.allow(false)
    render(view())
    const method = await screen.findByTestId('tillway-method-sandbox-card-fields')
    vi.useFakeTimers()
    fireEvent.click(method)
    await act(() => vi.advanceTimersByTimeAsync(500))
    await act(() => vi.advanceTimersByTimeAsync(8_000))
    const retry = screen.getByTestId('tillway-retry')
    expect(screen.getByText(/could not be loaded. Nothing was charged/)).toBeTruthy()
    vi.useRealTimers()
    expect(told.mock.calls.flat().join()).toMatch(/psp\.example in frame-src/)
    expect(told).toHaveBeenCalledTimes(1)
    fields.allow(true)
    await user.click(retry)
    await isReady(await frame())
  })

  test('messages of other windows and other origins are passed over', async () => {
    render(view())
    const element = await chooseFields()
    await isReady(element)
    const forged = { tillwayFields: 1, type: 'resize', height: 5 }
    for (const sent of [
      { origin: 'https://evil.example', source: element.contentWindow },
      { origin: 'https://psp.example', source: window },
    ]) {
      window.dispatchEvent(Object.assign(new Event('message'), { data: forged, ...sent }))
    }
    fields.resize(401)
    await waitFor(() => expect(element.parentElement?.style.blockSize).toBe('401px'))
  })

  test('speak the language of the checkout', async () => {
    render(view({ locale: 'de-DE' }))
    expect((await chooseFields()).title).toBe('Kartendaten')
  })

  test('a server can render the checkout', () => {
    expect(renderToString(view())).not.toContain('iframe')
  })
})

describe('paying with card fields', () => {
  test('pays in place, once, however often the button is pressed', async () => {
    render(view())
    await isReady(await chooseFields())
    await user.dblClick(payButton())
    await user.keyboard('{Enter}{Enter}')
    expect((await outcome()).textContent).toMatch(/This order is paid/)
    expect(fields.paid).toEqual(['cs_tx_1'])
    expect(screen.queryByTestId('tillway-fields')).toBeNull()
  })

  test('a declined card is told in words, and the next click pays the same payment', async () => {
    fields.answer({ status: 'declined', code: 'insufficient_funds' })
    render(view())
    await isReady(await chooseFields())
    await user.click(payButton())
    expect((await screen.findByTestId('tillway-error')).textContent).toMatch(/not enough money/)
    fields.answer({ status: 'authorized' })
    await user.click(payButton())
    await outcome()
    expect(fields.paid).toEqual(['cs_tx_1', 'cs_tx_1'])
  })

  test('an incomplete card gives the focus back to the fields', async () => {
    fields.answer({ status: 'invalid' })
    render(view())
    const element = await chooseFields()
    await isReady(element)
    await user.click(payButton())
    await waitFor(() => expect(fields.heard.at(-1)).toEqual({ type: 'focus' }))
    await waitFor(() => expect(payButton().getAttribute('aria-busy')).toBe('false'))
    expect(screen.queryByTestId('tillway-error')).toBeNull()
  })

  test('a bank that asks is said in words, and the button stays busy', async () => {
    fields.answer('never')
    render(view())
    await isReady(await chooseFields())
    await user.click(payButton())
    await waitFor(() => expect(fields.paid).toHaveLength(1))
    fields.challenge(true)
    expect((await screen.findByTestId('tillway-challenge')).textContent).toMatch(
      /Your bank asks you to confirm/,
    )
    expect(payButton().getAttribute('aria-busy')).toBe('true')
    fields.challenge(false)
    fields.finish({ status: 'authorized' })
    await outcome()
  })

  test('a frame that goes away in the middle is no failure of the payment', async () => {
    fields.answer('never')
    render(view())
    await isReady(await chooseFields())
    await user.click(payButton())
    await waitFor(() => expect(fields.paid).toHaveLength(1))
    fields.say({ type: 'ready' })
    expect((await screen.findByTestId('tillway-status')).textContent).toMatch(
      /you will not pay twice/,
    )
    tillway.get().approve('tx_1')
    await outcome()
  })

  test('after a reload in the middle the fields are there again instead of an unfinished payment', async () => {
    fields.answer('never')
    const { unmount } = render(view())
    await isReady(await chooseFields())
    await user.click(payButton())
    await waitFor(() => expect(fields.paid).toHaveLength(1))
    unmount()
    render(view())
    await isReady(await frame())
    expect(screen.queryByTestId('tillway-open')).toBeNull()
    fields.answer({ status: 'authorized' })
    await user.click(payButton())
    await outcome()
    expect(tillway.get().payments()).toHaveLength(1)
  })
})

describe('the order after the payment', () => {
  const payWithCard = async () => {
    await isReady(await chooseFields())
    await user.click(payButton())
  }

  test('is placed once, and its number is told', async () => {
    const placeOrderAfterPayment = vi.fn(async () => ({ orderReference: 'DE--9' }))
    const placeOrder = vi.fn()
    render(view({ placeOrder, placeOrderAfterPayment }))
    await payWithCard()
    expect(await screen.findByText(/Your order number is DE--9/)).toBeTruthy()
    expect(placeOrder).not.toHaveBeenCalled()
    expect(placeOrderAfterPayment).toHaveBeenCalledTimes(1)
    expect(placeOrderAfterPayment).toHaveBeenCalledWith(
      expect.objectContaining({ idempotencyKey: 'order-tx_1', transactionId: 'tx_1' }),
    )
  })

  test('that could not be placed can be tried again, and says where the money is', async () => {
    const placeOrderAfterPayment = vi
      .fn(async () => ({ orderReference: 'DE--9' }))
      .mockRejectedValueOnce({ kind: 'order-not-placed', status: 422 })
    render(view({ placeOrderAfterPayment }))
    await payWithCard()
    expect((await screen.findByTestId('tillway-error')).textContent).toMatch(
      /reserved but not charged.*otherwise the amount is released/,
    )
    expect(payButton().textContent).toBe('Place the order')
    await user.click(payButton())
    expect(await screen.findByText(/DE--9/)).toBeTruthy()
    expect(tillway.get().canceled).toEqual([])
  })

  test('for another total gives the payment back, and asks for the new total', async () => {
    const placeOrderAfterPayment = () => Promise.reject({ kind: 'approval-needed', status: 409 })
    const { rerender } = render(view({ placeOrderAfterPayment }))
    await payWithCard()
    expect((await screen.findByTestId('tillway-error')).textContent).toMatch(
      /Your cart has changed. Nothing was charged/,
    )
    expect(tillway.get().payments()).toMatchObject([{ outcome: 'canceled' }])
    tillway.get().changeTotal(25000)
    rerender(
      view({
        placeOrderAfterPayment: async () => ({ orderReference: 'DE--10' }),
        total: { amount: 25000, currency: 'EUR' },
      }),
    )
    expect(payButton().textContent).toBe('Pay now · €250.00')
    await user.click(payButton())
    expect(await screen.findByText(/DE--10/)).toBeTruthy()
  })

  test('for another total, with a payment that cannot be canceled, does not say that it is', async () => {
    tillway.get().failNext('cancelPreOrder', 'payment-not-cancelable')
    render(view({ placeOrderAfterPayment: () => Promise.reject({ kind: 'amount-mismatch' }) }))
    await payWithCard()
    expect((await screen.findByTestId('tillway-error')).textContent).toMatch(
      /could not be canceled/,
    )
  })
})
