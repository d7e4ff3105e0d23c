import { expect, type Page } from '@playwright/test'

/** The page on which an operator of the sandbox PSP disturbs it, and sees what became of its webhooks. */
export function createChaosPanel(page: Page, url: string) {
  const deliveries = (transactionId: string) =>
    page.getByTestId('delivery').filter({ hasText: transactionId })
  const inState = (transactionId: string, state: string) =>
    deliveries(transactionId).and(page.locator(`[data-status="${state}"]`))
  return {
    page,
    open: async (): Promise<void> => {
      await page.goto(url)
    },
    deliveries,
    /** The webhooks about a payment that stand so; `kind` is `forged`, `duplicate` or `replay`. */
    copies: (transactionId: string, kind: string) =>
      deliveries(transactionId).filter({ has: page.getByText(kind, { exact: true }) }),
    inState,
    /** Sends a webhook at once that is still waiting for its time. */
    sendWaiting: async (transactionId: string): Promise<void> => {
      await page.goto(url)
      await inState(transactionId, 'due').getByRole('button').click()
    },
    /** Waits until the webhooks about a payment have all arrived, as often as they were sent. */
    showsAllDelivered: (transactionId: string) =>
      expect(async () => {
        await page.goto(url)
        await expect(inState(transactionId, 'delivered')).not.toHaveCount(0, { timeout: 1 })
        await expect(inState(transactionId, 'due')).toHaveCount(0, { timeout: 1 })
      }).toPass({ timeout: 15_000 }),
  }
}

export type ChaosPanel = ReturnType<typeof createChaosPanel>
