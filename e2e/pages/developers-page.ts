import { expect, type Page } from '@playwright/test'

export type NewAccount = { name: string; webhookUrl: string }
export type AccountSecrets = { secretKey: string; webhookSecret: string; publishableKey: string }

/** The sandbox PSP's page on which accounts are opened and keys are rolled. */
export function createDevelopersPage(page: Page, url: string) {
  const secrets = page.getByTestId('secrets')
  const read = (name: string): Promise<string> => secrets.getByTestId(name).inputValue()
  return {
    page,
    account: (name: string) => page.getByTestId('account').filter({ hasText: name }),
    open: async (): Promise<void> => {
      await page.goto(url)
    },
    /** Opens an account, and reads its secrets from where they are shown once. */
    openAccount: async ({ name, webhookUrl }: NewAccount): Promise<AccountSecrets> => {
      await page.locator('#new-name').fill(name)
      await page.locator('#new-webhook-url').fill(webhookUrl)
      await page.getByTestId('create-account').click()
      await expect(secrets).toBeVisible()
      return {
        secretKey: await read('secret-key'),
        webhookSecret: await read('webhook-secret'),
        publishableKey: await read('publishable-key'),
      }
    },
  }
}

export type DevelopersPage = ReturnType<typeof createDevelopersPage>
