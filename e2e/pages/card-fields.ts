import { expect, type Page } from '@playwright/test'
import { type SandboxCardName, sandboxCards } from '../fixtures/sandbox-cards.ts'

/** The provider's card fields in their frame on the shop's page. */
export function createCardFields(page: Page) {
  const frame = page.frameLocator('[data-testid="tillway-fields"]')
  const field = (name: 'number' | 'expiry' | 'code' | 'name') => frame.getByTestId(`card-${name}`)
  const approveButton = frame.getByTestId('challenge-approve')
  const rejectButton = frame.getByTestId('challenge-reject')
  return {
    page,
    frame,
    field,
    method: page.getByTestId('tillway-method-sandbox-card-fields'),
    approveButton,
    rejectButton,
    /** Answers the question of the bank, once the frame has grown to its size. */
    answerBank: async (answer: 'approve' | 'reject'): Promise<void> => {
      await expect(page.getByTestId('tillway-challenge')).toBeVisible()
      const place = await page.getByTestId('tillway-fields').elementHandle()
      await place?.waitForElementState('stable')
      await (answer === 'approve' ? approveButton : rejectButton).click()
    },
    /** Chooses to pay in the page, and waits for the fields. */
    choose: async (): Promise<void> => {
      await page.getByTestId('tillway-method-sandbox-card-fields').check({ force: true })
      await expect(field('number')).toBeVisible()
    },
    fill: async (card: SandboxCardName): Promise<void> => {
      await field('number').fill(sandboxCards[card].number)
      await field('expiry').fill('1230')
      await field('code').fill('123')
      await field('name').fill('Ada Kern')
    },
  }
}

export type CardFields = ReturnType<typeof createCardFields>
