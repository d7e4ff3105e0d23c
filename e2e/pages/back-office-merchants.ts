import { expect, type Page } from '@playwright/test'

/** The merchants of a marketplace, and the money that is theirs. */
export function createBackOfficeMerchants(page: Page) {
  const merchant = (words: string) => page.getByTestId('merchant-row').filter({ hasText: words })
  const transfers = page.getByTestId('transfer-row')
  return {
    page,
    merchant,
    transfers,
    transfer: (words: string) => transfers.filter({ hasText: words }),
    /** The transfers of a payment, on its page. */
    ofPayment: page.getByTestId('transfers-card'),
    /** Passes once the merchant is this far. */
    shows: (words: string, status: string) =>
      expect(merchant(words).getByTestId('merchant-status')).toHaveAttribute('data-status', status),
    openTransfersOf: async (words: string): Promise<void> => {
      await merchant(words).getByRole('link').first().click()
      await expect(page).toHaveURL(/\/transfers\?merchant=/)
    },
  }
}

export type BackOfficeMerchants = ReturnType<typeof createBackOfficeMerchants>
