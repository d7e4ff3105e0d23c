import { expect, type Page } from '@playwright/test'
import { type SandboxCard, type SandboxCardName, sandboxCards } from '../fixtures/sandbox-cards.ts'

/** The sandbox PSP's hosted page, and the page of the shopper's bank behind it. */
export function createPaymentPage(page: Page) {
  const cardNumber = page.getByTestId('card-number')
  const expiry = page.getByTestId('card-expiry')
  const code = page.getByTestId('card-code')
  const name = page.getByTestId('card-name')
  const payButton = page.getByTestId('pay')
  const approveButton = page.getByTestId('challenge-approve')
  const rejectButton = page.getByTestId('challenge-reject')

  const fillCard = async (number: string): Promise<void> => {
    await cardNumber.fill(number)
    await expiry.fill('1230')
    await code.fill('123')
    await name.fill('Ada Kern')
  }

  return {
    page,
    cardNumber,
    expiry,
    code,
    name,
    payButton,
    approveButton,
    rejectButton,
    error: page.getByTestId('error'),
    /** Leads back to the shop without paying; the charge stays open. */
    backToShop: page.getByTestId('cancel'),
    /** A page that only tells how things stand, such as `done` or `lost`. */
    state: (kind: string) => page.getByTestId(`state-${kind}`),
    /** Fills the form with a card of the sandbox by a click, as a person at the demo does. */
    ending: (name: string) => page.getByTestId(`ending-${name}`),
    fillCard,
    /** Pays with a card of the sandbox, answers its bank, and waits for neither page nor outcome. */
    payWith: async (cardName: SandboxCardName): Promise<void> => {
      const card: SandboxCard = sandboxCards[cardName]
      await fillCard(card.number)
      await payButton.click()
      if (card.challenge === 'approve') await approveButton.click()
      if (card.challenge === 'reject') await rejectButton.click()
    },
    /** Pays with a card whose bank asks first, and waits for its question. */
    startChallenge: async (): Promise<void> => {
      await fillCard(sandboxCards['3ds-challenge'].number)
      await payButton.click()
      await expect(approveButton).toBeVisible()
    },
    isShown: () => expect(payButton).toBeVisible(),
  }
}

export type PaymentPage = ReturnType<typeof createPaymentPage>
