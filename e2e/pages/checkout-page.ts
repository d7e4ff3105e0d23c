import { expect, type Page } from '@playwright/test'
import type { SandboxCardName } from '../fixtures/sandbox-cards.ts'
import type { PaymentPage } from './payment-page.ts'

/** The fields of the address step, by test id. */
export type Delivery = {
  email: string
  'first-name': string
  'last-name': string
  address1: string
  zip: string
  city: string
}

export const aDelivery: Delivery = {
  email: 'ada@example.org',
  'first-name': 'Ada',
  'last-name': 'Kern',
  address1: 'Torstr. 1',
  zip: '10119',
  city: 'Berlin',
}

/** The steps address and payment of the checkout, with the widget in the second one. */
export function createCheckoutPage(page: Page, { paymentPage }: { paymentPage: PaymentPage }) {
  const payButton = page.getByTestId('tillway-pay')
  const toPayment = page.getByTestId('to-payment')
  const field = (name: keyof Delivery) => page.getByTestId(name)

  return {
    page,
    field,
    shipping: (id: string) => page.getByTestId(`shipment-${id}`),
    toPayment,
    method: page.getByTestId('tillway-method-sandbox-card'),
    payButton,
    total: page.getByTestId('summary-total'),
    /** What the widget says while it waits, such as that it takes longer than usual. */
    status: page.getByTestId('tillway-status'),
    error: page.getByTestId('tillway-error'),
    outcome: page.getByTestId('tillway-outcome'),
    /** Said in a tab that is no longer the one paying. */
    elsewhere: page.getByTestId('tillway-elsewhere'),
    openOrder: page.getByTestId('open-order'),
    continuePayment: page.getByTestId('continue-payment'),
    changeOrder: page.getByTestId('change-order'),
    fillDelivery: async (delivery: Delivery = aDelivery): Promise<void> => {
      for (const [name, value] of Object.entries(delivery)) await page.getByTestId(name).fill(value)
    },
    /** Presses the pay button and waits for the payment page. */
    goToPaymentPage: async (): Promise<void> => {
      await payButton.click()
      await paymentPage.isShown()
    },
    /** Presses the pay button and pays on the payment page with a card of the sandbox. */
    payWith: async (card: SandboxCardName): Promise<void> => {
      await payButton.click()
      await paymentPage.payWith(card)
    },
    /** Passes once there is a way to pay, and the button can be pressed. */
    isShown: () => expect(payButton).toBeEnabled(),
  }
}

export type CheckoutPage = ReturnType<typeof createCheckoutPage>
