import { expect, type Page } from '@playwright/test'

const buttons = { capture: 'Capture', refund: 'Refund', void: 'Give up the rest', cancel: 'Cancel' }

/** The page on which a merchant moves money at the sandbox PSP by hand, past the shop. */
export function createSandboxDashboard(page: Page, url: string) {
  const charge = (transactionId: string) =>
    page.getByTestId('charge').filter({ hasText: transactionId })
  return {
    page,
    open: async (): Promise<void> => {
      await page.goto(url)
    },
    charge,
    /** Presses a button of a charge; without an amount (`12.50`) it moves all that is left. */
    press: async (
      transactionId: string,
      action: keyof typeof buttons,
      amount?: string,
    ): Promise<void> => {
      await page.goto(url)
      const item = charge(transactionId)
      if (amount !== undefined) await item.getByRole('textbox').fill(amount)
      await item.getByRole('button', { name: buttons[action] }).click()
      await expect(page.getByRole('status')).toBeVisible()
    },
    /** The captures or refunds of a charge that stand so. */
    movements: (transactionId: string, kind: 'capture' | 'refund', status: string) =>
      charge(transactionId).locator(`[data-kind="${kind}"][data-status="${status}"]`),
  }
}

export type SandboxDashboard = ReturnType<typeof createSandboxDashboard>
