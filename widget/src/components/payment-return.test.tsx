import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { StrictMode } from 'react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { en } from '../locales/en.ts'
import { baseUrl, startTillway } from '../testing/server.ts'
import { PaymentReturn, type PaymentReturnProps } from './payment-return.tsx'

const tillway = startTillway()
const user = userEvent.setup()

const arrive = (address = '/return?transactionId=tx_1#tillway_token=secret') =>
  history.replaceState(null, '', address)
const show = (props: PaymentReturnProps = {}) =>
  render(
    <StrictMode>
      <PaymentReturn baseUrl={baseUrl} locale="en" {...props} />
    </StrictMode>,
  )
const outcome = () => screen.getByTestId('tillway-outcome').dataset['outcome']
const shows = (expected: string) =>
  waitFor(() => expect(outcome()).toBe(expected), { timeout: 4000 })

beforeEach(() => arrive())

describe('the return page', () => {
  test('reads with the token of the fragment, removes it from the address, and keeps it for a reload', async () => {
    arrive('/return?transactionId=tx_1#tillway_token=secret&part=2')
    tillway.get().addPayment({ outcome: 'paid' })
    const { unmount } = show({ shopper: { guestId: 'a-guest-id-of-twenty-characters' } })
    await shows('paid')
    expect(location.href).toBe('https://shop.example/return?transactionId=tx_1#part=2')
    unmount()
    show()
    await shows('paid')
    const reads = tillway.get().reads.map((headers) => headers.get('authorization'))
    expect(new Set(reads)).toEqual(new Set(['Bearer secret']))
  })

  test('without a token reads as the shopper', async () => {
    arrive('/return?transactionId=tx_1')
    tillway.get().addPayment({ outcome: 'paid' })
    show({ shopper: { guestId: 'a-guest-id-of-twenty-characters' } })
    await shows('paid')
    expect(tillway.get().reads[0]?.get('x-anonymous-customer-unique-id')).toBe(
      'a-guest-id-of-twenty-characters',
    )
  })

  test('says what was paid, and for which order', async () => {
    tillway.get().addPayment({ outcome: 'paid', orderReference: 'DE--1042' })
    show()
    expect(
      await screen.findByText(/€248\.90 is paid\..*Your order number is DE--1042\./),
    ).toBeTruthy()
  })

  test('pending is not failed, and becomes paid by itself', async () => {
    tillway.get().addPayment({ outcome: 'pending' })
    const onSettled = vi.fn()
    show({ onSettled })
    await shows('pending')
    expect(screen.getByText(en['return.pendingText'])).toBeTruthy()
    await waitFor(() => expect(tillway.get().streamCount()).toBeGreaterThan(0))
    tillway.get().changePayment('tx_1', { outcome: 'paid' })
    await shows('paid')
    expect(onSettled.mock.calls.map(([settled]) => settled.outcome)).toEqual(['pending', 'paid'])
  })

  test('polls where streams do not get through', async () => {
    tillway.get().addPayment({ outcome: 'pending' })
    tillway.server.use(http.get(`${baseUrl}/payments/:id/events`, () => HttpResponse.error()))
    vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 500 })
    show()
    await shows('pending')
    tillway.get().changePayment('tx_1', { outcome: 'paid' })
    await shows('paid')
    vi.useRealTimers()
  })

  test('a declined payment says why, where the money is, and leads back to the payment page', async () => {
    tillway.get().addPayment({ outcome: 'failed', failureReason: 'declined' })
    show({ onRetry: () => {} })
    await shows('failed')
    expect(screen.getByText(/Your bank declined the payment\. Nothing was charged\./)).toBeTruthy()
    expect(screen.getByTestId('tillway-retry').getAttribute('href')).toBe(
      'https://psp.example/pay/tx_1',
    )
  })

  test('a canceled payment leads back to the checkout', async () => {
    tillway.get().addPayment({ outcome: 'canceled', redirectUrl: null })
    const onRetry = vi.fn()
    show({ onRetry })
    await shows('canceled')
    await user.click(screen.getByTestId('tillway-retry'))
    expect(onRetry).toHaveBeenCalledTimes(1)
  })

  test('who comes back without paying can continue', async () => {
    tillway.get().addPayment()
    const onSettled = vi.fn()
    show({ onSettled })
    await shows('open')
    expect(screen.getByTestId('tillway-continue').getAttribute('href')).toBe(
      'https://psp.example/pay/tx_1',
    )
    expect(onSettled).not.toHaveBeenCalled()
  })

  test('an address without a payment, or of somebody else, promises nothing', async () => {
    arrive('/return')
    const { unmount } = show()
    await shows('unknown')
    expect(screen.getByText(/Your orders show whether it is paid/)).toBeTruthy()
    unmount()
    arrive('/return?transactionId=tx_other')
    show()
    await shows('unknown')
  })

  test('a payment made first gets its order, placed once', async () => {
    tillway.get().addPayment({ outcome: 'paid' })
    const placeOrder = vi.fn(async () => ({ orderReference: 'DE--7' }))
    const onSettled = vi.fn()
    show({ placeOrder, onSettled })
    expect(await screen.findByText(/Your order number is DE--7/)).toBeTruthy()
    expect(placeOrder).toHaveBeenCalledTimes(1)
    expect(placeOrder).toHaveBeenCalledWith(
      expect.objectContaining({ idempotencyKey: 'order-tx_1' }),
    )
    expect(onSettled).toHaveBeenCalledTimes(1)
  })

  test('a payment that was given back because no order came says so, in both languages', async () => {
    tillway.get().addPayment()
    tillway.get().release('tx_1')
    const { unmount } = show()
    await shows('canceled')
    expect(screen.getByText('Your payment was given back')).toBeTruthy()
    expect(screen.getByText(/reserved was given back. Nothing was charged/)).toBeTruthy()
    unmount()
    show({ locale: 'de' })
    expect(await screen.findByText('Ihre Zahlung wurde zurückgegeben')).toBeTruthy()
  })

  test('a payment that the shopper canceled says so', async () => {
    tillway.get().addPayment()
    tillway.get().release('tx_1', 'canceled-by-shopper')
    show()
    await shows('canceled')
    expect(screen.getByText(en['return.canceled'])).toBeTruthy()
  })

  test('an order that could not be placed keeps the payment, and can be tried again', async () => {
    tillway.get().addPayment({ outcome: 'paid' })
    const placeOrder = vi
      .fn(async () => ({ orderReference: 'DE--8' }))
      .mockRejectedValueOnce(new TypeError('Failed to fetch'))
    show({ placeOrder })
    await user.click(await screen.findByTestId('tillway-retry'))
    expect(await screen.findByText(/Your order number is DE--8/)).toBeTruthy()
    expect(
      new Set(placeOrder.mock.calls.flat().map(({ idempotencyKey }) => idempotencyKey)),
    ).toEqual(new Set(['order-tx_1']))
    expect(tillway.get().canceled).toEqual([])
  })

  test('an order for another total gives the payment back, and leads back to pay the new one', async () => {
    tillway.get().addPayment({ outcome: 'paid' })
    const onSettled = vi.fn()
    const onRetry = vi.fn()
    const placeOrder = () => Promise.reject({ kind: 'amount-mismatch', status: 422 })
    show({ placeOrder, onSettled, onRetry })
    expect(await screen.findByText(/Your cart has changed. Nothing was charged/)).toBeTruthy()
    expect(tillway.get().payments()).toMatchObject([{ outcome: 'canceled' }])
    expect(onSettled).not.toHaveBeenCalled()
    await user.click(screen.getByTestId('tillway-retry'))
    expect(onRetry).toHaveBeenCalledTimes(1)
  })

  test('a payment that cannot be given back is not called given back', async () => {
    tillway.get().addPayment({ outcome: 'paid' })
    tillway.get().failNext('cancelPreOrder', 'payment-not-cancelable')
    show({ placeOrder: () => Promise.reject({ kind: 'approval-needed' }) })
    expect(await screen.findByText(/could not be canceled/)).toBeTruthy()
  })

  test('without a base url and a provider it says what to do', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    expect(() => render(<PaymentReturn />)).toThrow(
      /^\[tillway\] <PaymentReturn> without baseUrl has no provider/,
    )
  })
})
