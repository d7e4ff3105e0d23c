import { expect, type Page } from '@playwright/test'

/** The pages of a marketplace on which a merchant sees how far it is with the provider and what it was paid. */
export function createMerchantPortal(page: Page) {
  const merchant = page.getByTestId('merchant')
  const status = page.getByTestId('onboarding-status')
  return {
    page,
    merchant,
    status,
    payouts: page.getByTestId('payouts').getByRole('listitem'),
    /** Leads from where the provider sent the merchant back to. */
    toPortal: page.getByTestId('to-portal'),
    open: async (merchantReference: string): Promise<void> => {
      await page.goto(`/merchant?merchant=${merchantReference}`)
      await expect(merchant).toHaveValue(merchantReference)
    },
    /** Goes to the provider's page, for the first time or again. */
    startOnboarding: () => page.getByTestId('start-onboarding').click(),
    /** Passes once the portal shows the onboarding this far, in its own words. */
    shows: (words: string) => expect(status).toHaveText(words),
    /** Passes once so many minor units are the merchant's. */
    showsPaidOut: (minor: number) =>
      expect(page.getByTestId('paid-out')).toHaveAttribute('data-amount', String(minor)),
  }
}

export type MerchantPortal = ReturnType<typeof createMerchantPortal>
