import { expect, type Page } from '@playwright/test'

/** What a merchant ticks for the sandbox to decide. */
export type OnboardingDecision = 'approve' | 'document' | 'review' | 'reject'

/** The sandbox PSP's page on which a merchant tells about its business. */
export function createOnboardingPage(page: Page) {
  const pane = page.getByTestId('onboarding')
  const terms = page.getByTestId('onboarding-terms')
  return {
    page,
    terms,
    company: page.getByTestId('onboarding-company'),
    isShown: () => expect(pane).toBeVisible(),
    /** Fills in what the example leaves open, and sends it. */
    submit: async (decision: OnboardingDecision): Promise<void> => {
      await terms.check()
      await page.getByTestId(`onboarding-${decision}`).check()
      await page.getByTestId('onboarding-submit').click()
      await expect(pane).toBeHidden()
    },
    saveForLater: () => page.getByTestId('onboarding-save').click(),
  }
}

export type OnboardingPage = ReturnType<typeof createOnboardingPage>
