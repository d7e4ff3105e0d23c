import { expect, type Page } from '@playwright/test'

export type ShownOutcome = 'paid' | 'pending' | 'failed' | 'canceled' | 'open' | 'unknown'

/** The page that the shopper comes back to. */
export function createReturnPage(page: Page) {
  const outcome = page.getByTestId('tillway-outcome')
  return {
    page,
    outcome,
    /** Leads back to the payment page of a payment that was not made yet. */
    continueButton: page.getByTestId('tillway-continue'),
    /** Leads back to the payment page after a failure. */
    retryButton: page.getByTestId('tillway-retry'),
    backButton: page.getByTestId('tillway-back'),
    orderLink: page.getByTestId('order-reference'),
    shows: (expected: ShownOutcome) => expect(outcome).toHaveAttribute('data-outcome', expected),
  }
}

export type ReturnPage = ReturnType<typeof createReturnPage>
