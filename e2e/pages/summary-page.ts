import type { Page } from '@playwright/test'

/** The last look before the order of an approved wallet payment is placed. */
export function createSummaryPage(page: Page) {
  return {
    page,
    approved: page.getByTestId('approved'),
    total: page.getByTestId('summary-total'),
    placeOrder: page.getByTestId('place-order'),
    /** Shown instead of the order button when the total is not what was approved. */
    approvalNeeded: page.getByTestId('approval-needed'),
    approveAgain: page.getByTestId('approve-again'),
  }
}

export type SummaryPage = ReturnType<typeof createSummaryPage>
