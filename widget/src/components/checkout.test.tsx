import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { delay, http } from 'msw'
import { StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { de } from '../locales/de.ts'
import { CheckoutProvider, type CheckoutProviderProps } from '../react/checkout-provider.tsx'
import { refusal, resources } from '../testing/json-api.ts'
import { baseUrl, startTillway } from '../testing/server.ts'
import { testMethods } from '../testing/test-methods.ts'
import { OpenPayment, type OpenPaymentProps } from './open-payment.tsx'
import { PayButton, type PayButtonProps } from './pay-button.tsx'
import { PaymentMethods } from './payment-methods.tsx'

const tillway = startTillway()
const methodsUrl = `${baseUrl}/payment-methods`
const user = userEvent.setup()
let visited: string[] = []
beforeEach(() => {
  visited = []
})

type Shown = Partial<CheckoutProviderProps> & PayButtonProps & OpenPaymentProps

const view = ({ placeOrder, onChange, ...options }: Shown = {}) => (
  <StrictMode>
    <CheckoutProvider
      baseUrl={baseUrl}
      cartId="cart-1"
      total={{ amount: 24890, currency: 'EUR' }}
      locale="en"
      redirect={(url) => visited.push(url)}
      {...options}
    >
      <OpenPayment onChange={onChange} />
      <PaymentMethods />
      <PayButton placeOrder={placeOrder} />
    </CheckoutProvider>
  </StrictMode>
)

const payButton = () => screen.getByTestId('tillway-pay')
const card = () => screen.findByTestId<HTMLInputElement>('tillway-method-sandbox-card')
const comesBack = () =>
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))

describe('the checkout', () => {
  test('shows the methods as one group with the first one selected, and the amount on the button', async () => {
    render(view())
    expect((await card()).checked).toBe(true)
    expect(screen.getByRole('group', { name: 'How would you like to pay?' })).toBeTruthy()
    expect(screen.getAllByText('Visa')).toHaveLength(2)
    expect(payButton().textContent).toBe('Continue to secure payment · €248.90')
    expect(screen.getByText('Nothing is charged before you confirm on the next page.')).toBeTruthy()
  })

  test('what was chosen stays chosen when the cart becomes known, and the list does not blink', async () => {
    const asked: string[] = []
    tillway.server.events.on('request:start', ({ request }) => asked.push(request.url))
    const { rerender } = render(view({ cartId: undefined }))
    const bank = await screen.findByTestId<HTMLInputElement>('tillway-method-sandbox-bank')
    await user.click(bank)
    rerender(view({ cartId: 'cart-1' }))
    expect(screen.getByTestId('tillway-method-sandbox-bank')).toBe(bank)
    await waitFor(() => expect(bank.checked).toBe(true))
    await waitFor(() => expect(asked).toContain(`${methodsUrl}?idCart=cart-1`))
    expect(bank.checked).toBe(true)
  })

  test('a method that is refused is asked for again, and what is offered now is selected', async () => {
    render(view())
    const bank = await screen.findByTestId<HTMLInputElement>('tillway-method-sandbox-bank')
    await user.click(bank)
    const offered = testMethods.filter(({ paymentMethodName }) => paymentMethodName !== 'bank')
    tillway.server.use(
      http.post(`${baseUrl}/payments`, () => refusal(422, 'payment-method-not-allowed')),
      http.get(methodsUrl, () => resources('payment-methods', offered)),
    )
    await user.click(payButton())
    await waitFor(() => expect(screen.queryByTestId('tillway-method-sandbox-bank')).toBeNull())
    expect((await card()).checked).toBe(true)
    expect(payButton().textContent).toContain('€248.90')
  })

  test('in StrictMode a double click and Enter start one payment with the chosen method', async () => {
    render(view())
    await user.click(await screen.findByTestId('tillway-method-sandbox-bank'))
    await user.dblClick(payButton())
    await user.keyboard('{Enter}{Enter}')
    await waitFor(() => expect(visited).toHaveLength(1))
    expect(tillway.get().started.map(({ input }) => input.payment.paymentMethodName)).toEqual([
      'bank',
    ])
  })

  test('while paying the button is busy and disabled, and keeps the focus', async () => {
    tillway.server.use(http.post(`${baseUrl}/payments`, () => delay('infinite')))
    render(view())
    await card()
    await user.click(payButton())
    await waitFor(() => expect(payButton().getAttribute('aria-busy')).toBe('true'))
    expect(payButton().getAttribute('aria-disabled')).toBe('true')
    expect(document.activeElement).toBe(payButton())
  })

  test('a refusal says what to do and where the money is, and can be tried again', async () => {
    tillway.server.use(
      http.post(`${baseUrl}/payments`, () => refusal(503, 'psp-unavailable'), { once: true }),
    )
    render(view())
    await card()
    await user.click(payButton())
    const error = await screen.findByTestId('tillway-error')
    expect(error.textContent).toMatch(/did not answer.*nothing was charged/i)
    await user.click(payButton())
    await waitFor(() => expect(visited).toHaveLength(1))
  })

  test('methods that cannot be loaded can be asked for again', async () => {
    tillway.server.use(
      http.get(`${baseUrl}/payment-methods`, () => refusal(404, 'tenant-unknown'), { once: true }),
    )
    render(view())
    await user.click(await screen.findByTestId('tillway-retry'))
    expect(await card()).toBeTruthy()
  })

  test('a new cart is a new checkout; a renewed token is used without one', async () => {
    const { rerender } = render(view({ shopper: { accessToken: 'first' } }))
    await card()
    await user.click(payButton())
    await waitFor(() => expect(visited).toHaveLength(1))
    comesBack()
    await screen.findByTestId('tillway-open')
    rerender(view({ shopper: { accessToken: 'second' } }))
    comesBack()
    await waitFor(() =>
      expect(tillway.get().reads.at(-1)?.get('authorization')).toBe('Bearer second'),
    )
    rerender(view({ cartId: 'cart-2' }))
    await waitFor(() => expect(screen.queryByTestId('tillway-open')).toBeNull())
  })

  test('without a provider it says where to put one', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    expect(() => render(<PayButton />)).toThrow(
      /^\[tillway\] .*<CheckoutProvider> above it.*docs\/widget\.md#provider/,
    )
  })

  test('a server can render it', () => {
    expect(renderToString(view())).toContain('Continue to secure payment')
  })
})

describe('an unfinished payment', () => {
  const placeOrder = async () => {
    const { transactionId } = tillway.get().addPayment({ orderReference: 'DE--1042' })
    return {
      orderReference: 'DE--1042',
      redirectUrl: `https://psp.example/pay/${transactionId}`,
      transactionId,
    }
  }

  test('can be continued on the same page', async () => {
    render(view({ placeOrder }))
    await card()
    await user.click(payButton())
    await waitFor(() => expect(visited).toHaveLength(1))
    comesBack()
    const open = await screen.findByTestId('tillway-open')
    expect(open.textContent).toContain('Your order number is DE--1042. Nothing was charged yet.')
    await user.click(screen.getByTestId('tillway-continue'))
    expect(visited[1]).toBe(visited[0])
  })

  test('can be changed: the shop cancels it, then the shopper chooses again', async () => {
    const onChange = vi.fn(async () => {})
    render(view({ placeOrder, onChange }))
    await card()
    await user.click(payButton())
    await waitFor(() => expect(visited).toHaveLength(1))
    comesBack()
    await user.click(await screen.findByTestId('tillway-change'))
    await waitFor(() => expect(screen.queryByTestId('tillway-open')).toBeNull())
    expect(onChange).toHaveBeenCalledTimes(1)
    expect(payButton().getAttribute('aria-disabled')).toBe('false')
  })

  test('that was paid meanwhile cannot be changed, and is shown as paid', async () => {
    const onChange = async () => {
      tillway.get().changePayment('tx_1', { outcome: 'paid', redirectUrl: null })
      throw new Error('order-not-cancellable')
    }
    render(view({ placeOrder, onChange }))
    await card()
    await user.click(payButton())
    await waitFor(() => expect(visited).toHaveLength(1))
    comesBack()
    await user.click(await screen.findByTestId('tillway-change'))
    expect((await screen.findByTestId('tillway-outcome')).textContent).toMatch(/This order is paid/)
    expect(payButton().getAttribute('aria-disabled')).toBe('true')
  })
})

describe('words', () => {
  test('are German where the shop is, amounts too', async () => {
    render(view({ locale: 'de-DE' }))
    await screen.findByText('Wie möchten Sie bezahlen?')
    expect(payButton().textContent).toBe('Weiter zur sicheren Zahlung · 248,90\u00a0€')
  })

  test('of another language can be there from the first paint', () => {
    expect(renderToString(view({ locale: 'de-DE', words: de }))).toContain(
      'Weiter zur sicheren Zahlung',
    )
  })

  test('can be replaced one by one', async () => {
    render(view({ messages: { 'pay.continue': 'Zur Kasse' } }))
    await card()
    expect(payButton().textContent).toBe('Zur Kasse · €248.90')
  })
})
