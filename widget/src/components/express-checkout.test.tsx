import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  createExpressServer,
  type ExpressServer,
  serveExpress,
} from '../core/express/testing/express-server.ts'
import { type FakeWallets, installFakeWallets } from '../core/express/testing/fake-wallets.ts'
import { CheckoutProvider, type CheckoutProviderProps } from '../react/checkout-provider.tsx'
import { baseUrl, startTillway } from '../testing/server.ts'
import { ExpressCheckout, type ExpressCheckoutProps } from './express-checkout.tsx'

const tillway = startTillway()
const user = userEvent.setup()
let server: ExpressServer
let wallets: FakeWallets

beforeEach(() => {
  server = createExpressServer()
  serveExpress(tillway.server, server)
  wallets = installFakeWallets()
})
afterEach(() => wallets.remove())

type Shown = { provider?: Partial<CheckoutProviderProps> } & Partial<ExpressCheckoutProps>

const view = ({ provider, ...express }: Shown = {}) => (
  <StrictMode>
    <CheckoutProvider
      baseUrl={baseUrl}
      cartId="cart-1"
      total={{ amount: 24890, currency: 'EUR' }}
      locale="en"
      {...provider}
    >
      <ExpressCheckout placement="cart" {...express} />
    </CheckoutProvider>
  </StrictMode>
)

const place = () => screen.getByTestId('tillway-express')
const pebbleButton = () => screen.findByTestId('tillway-pebble-express')
const sheet = () => {
  const open = wallets.pebble.at(-1)
  if (!open) throw new Error('No sheet of Pebble is open.')
  return open
}
const clickPebble = async () => user.click(await pebbleButton())

async function approve(shown: Shown = {}) {
  const page = render(view(shown))
  await clickPebble()
  await sheet().createOrder()
  sheet().onApprove()
  await screen.findByTestId('tillway-express-approved')
  return page
}

describe('the express buttons', () => {
  test('are named after their wallets, in one group', async () => {
    render(view())
    expect((await pebbleButton()).getAttribute('aria-label')).toBe('Pay with Pebble')
    expect(screen.getByRole('group', { name: 'Express checkout' })).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Pay with Kite' }).textContent).toBe('Kite')
  })

  test('are named in the language of the shop', async () => {
    render(view({ provider: { locale: 'de-DE' } }))
    expect((await pebbleButton()).getAttribute('aria-label')).toBe('Mit Pebble bezahlen')
  })

  test('take the shop’s own words', async () => {
    render(view({ messages: { 'express.pay': 'Buy with {wallet}' } }))
    expect((await pebbleButton()).getAttribute('aria-label')).toBe('Buy with Pebble')
  })

  test('keep their place by a skeleton, also on the server', async () => {
    expect(renderToString(view())).toContain('tillway-express-skeleton')
    wallets.settings.scripts = 'silent'
    render(view())
    const places = () => place().querySelectorAll('.tillway-express-skeleton')
    expect(places()).toHaveLength(1)
    await waitFor(() => expect(places()).toHaveLength(2))
  })

  test('take one request for two places below one provider', async () => {
    render(
      <CheckoutProvider baseUrl={baseUrl} cartId="cart-1" locale="en">
        <ExpressCheckout placement="cart" />
        <ExpressCheckout placement="product" />
      </CheckoutProvider>,
    )
    await waitFor(() => expect(screen.getAllByTestId('tillway-kite-express')).toHaveLength(2))
    expect(server.asked.methods).toBe(1)
    expect(wallets.scripts).toHaveLength(2)
  })

  test('leave nothing where no wallet works', async () => {
    wallets.settings.isEligible = false
    render(view())
    await waitFor(() => expect(place().querySelector('.tillway-express-skeleton')).toBeNull())
    expect(screen.queryAllByRole('button')).toEqual([])
  })

  test('have the height, the layout and the theme that the shop wants', () => {
    render(view({ buttonHeight: 56, layout: 'column', theme: 'dark' }))
    expect(place().style.getPropertyValue('--tillway-express-height')).toBe('56px')
    expect(place().dataset).toMatchObject({ layout: 'column', theme: 'dark' })
  })
})

describe('a click', () => {
  test('twice in StrictMode opens one sheet and creates one payment', async () => {
    render(view())
    await user.dblClick(await pebbleButton())
    await user.keyboard('{Enter}')
    expect(wallets.pebble).toHaveLength(1)
    await sheet().createOrder()
    expect(server.asked.payments).toHaveLength(1)
  })

  test('shows which window to go on in; the button is busy and keeps the focus', async () => {
    render(view())
    await clickPebble()
    const button = await pebbleButton()
    expect(button.getAttribute('aria-busy')).toBe('true')
    expect(document.activeElement).toBe(button)
    const other = screen.getByTestId('tillway-kite-express')
    expect([other.getAttribute('aria-disabled'), other.getAttribute('aria-busy')]).toEqual([
      'true',
      'false',
    ])
    expect(screen.getByTestId('tillway-status').textContent).toMatch(/Pebble window.*Nothing is/)
  })

  test('whose window is blocked says so, with a button that opens it', async () => {
    wallets.settings.isBlocked = true
    render(view())
    await clickPebble()
    expect(screen.getByTestId('tillway-error').textContent).toMatch(
      /did not open the Pebble window/,
    )
    wallets.settings.isBlocked = false
    await user.click(screen.getByRole('button', { name: 'Open Pebble' }))
    expect(wallets.pebble).toHaveLength(1)
  })

  test('that the server refuses says what to do and where the money is', async () => {
    server.refusals.payments = [{ status: 422, kind: 'cart-empty' }]
    render(view())
    await clickPebble()
    await sheet()
      .createOrder()
      .catch(() => {})
    expect((await screen.findByTestId('tillway-error')).textContent).toMatch(/cart is empty/)
    expect(wallets.closed.count).toBe(1)
  })

  test('goes on in its sheet when the shop learns of another cart meanwhile', async () => {
    const onApproved = vi.fn()
    const onClick = async () => ({ cartId: 'cart-new' })
    const page = render(view({ provider: { cartId: undefined }, onClick, onApproved }))
    await clickPebble()
    await sheet().createOrder()
    page.rerender(view({ provider: { cartId: 'cart-new' }, onClick, onApproved }))
    expect(wallets.closed.count).toBe(0)
    sheet().onApprove()
    await waitFor(() => expect(onApproved).toHaveBeenCalledTimes(1))
    expect(server.asked.payments[0]?.input.idCart).toBe('cart-new')
  })
})

describe('a sheet that is left', () => {
  test('in the sheet says that nothing was charged, and the shopper chooses again', async () => {
    const onCanceled = vi.fn()
    render(view({ onCanceled }))
    await clickPebble()
    await sheet().createOrder()
    sheet().onCancel({ stage: 'choosing' })
    expect((await screen.findByTestId('tillway-status')).textContent).toMatch(/You canceled/)
    expect(onCanceled).toHaveBeenCalledWith({ transactionId: 'tx_1', stage: 'choosing' })
    expect((await pebbleButton()).getAttribute('aria-disabled')).toBe('false')
    await waitFor(() => expect(server.asked.cancellations).toHaveLength(1))
  })

  test('by the button beside it is closed and canceled', async () => {
    render(view())
    await clickPebble()
    await sheet().createOrder()
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(wallets.closed.count).toBe(1)
    await waitFor(() => expect(server.asked.cancellations).toHaveLength(1))
  })

  test('by leaving the page within the shop is closed and canceled', async () => {
    const page = render(view())
    await clickPebble()
    await sheet().createOrder()
    page.unmount()
    expect(wallets.closed.count).toBe(1)
    await waitFor(() => expect(server.asked.cancellations).toHaveLength(1))
  })
})

describe('an approved payment', () => {
  test('is told to the shop once, and shown with its amount', async () => {
    const onApproved = vi.fn()
    await approve({ onApproved })
    await waitFor(() => expect(onApproved).toHaveBeenCalledTimes(1))
    expect(onApproved.mock.calls[0]?.[0]).toMatchObject({ nextStep: 'summary' })
    expect(screen.getByRole('region', { name: 'You approved €248.90 with Pebble' })).toBeTruthy()
    expect(screen.queryByTestId('tillway-pebble-express')).toBeNull()
  })

  test('is there after a reload; Continue tells the shop again', async () => {
    const page = await approve()
    page.unmount()
    server.payment = { ...server.payment, outcome: 'paid' }
    const onApproved = vi.fn()
    render(view({ onApproved }))
    await user.click(await screen.findByTestId('tillway-express-continue'))
    await waitFor(() => expect(onApproved).toHaveBeenCalledTimes(1))
  })

  test('is given back by Cancel, and then everything can be chosen again', async () => {
    await approve()
    await waitFor(() => expect(server.asked.customers).toHaveLength(1))
    const cancel = await screen.findByTestId('tillway-express-cancel')
    await waitFor(() => expect(cancel.getAttribute('aria-disabled')).toBe('false'))
    await user.click(cancel)
    await pebbleButton()
    expect(screen.getByTestId('tillway-status').textContent).toMatch(/Nothing was charged/)
    expect(server.asked.cancellations).toHaveLength(1)
  })

  test('that cannot be canceled just now is said to stand', async () => {
    server.refusals['payment-cancellations'] = [{ status: 409, kind: 'payment-not-cancelable' }]
    await approve()
    const cancel = await screen.findByTestId('tillway-express-cancel')
    await waitFor(() => expect(cancel.getAttribute('aria-disabled')).toBe('false'))
    await user.click(cancel)
    expect((await screen.findByTestId('tillway-error')).textContent).toMatch(/still reserved/)
  })

  test('whose address cannot be read says that it is kept', async () => {
    server.refusals['payment-customer'] = [{ status: 422, kind: 'customer-not-provided' }]
    await approve()
    expect((await screen.findByTestId('tillway-error')).textContent).toMatch(/approval is kept/)
  })

  test('that was released says so and lets the shopper choose', async () => {
    const page = await approve()
    page.unmount()
    server.payment = { ...server.payment, outcome: 'canceled', failureReason: 'no-order' }
    render(view())
    await pebbleButton()
    expect(screen.getByTestId('tillway-status').textContent).toMatch(/no longer valid/)
  })

  test('with an order says that there is nothing left to pay', async () => {
    const page = await approve()
    page.unmount()
    server.payment = { ...server.payment, outcome: 'paid', orderReference: 'DE--1' }
    const onSettled = vi.fn()
    render(view({ onSettled }))
    expect((await screen.findByTestId('tillway-outcome')).textContent).toMatch(/placed and paid/)
    expect(onSettled).toHaveBeenCalledTimes(1)
  })
})

test('without a provider it says what to do', () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  expect(() => render(<ExpressCheckout placement="cart" />)).toThrow(
    '[tillway] <ExpressCheckout> has no provider.',
  )
})
