import type { Page } from '@playwright/test'
import { createWalletSheet, type WalletSheet } from './wallet-sheet.ts'

export type Wallet = 'pebble' | 'kite'

/** The express buttons of a page, and what they say after an approval. */
export function createExpressButtons(page: Page) {
  const button = (wallet: Wallet) => page.getByTestId(`tillway-${wallet}-express`)
  return {
    page,
    button,
    place: page.getByTestId('tillway-express'),
    approved: page.getByTestId('tillway-express-approved'),
    continueButton: page.getByTestId('tillway-express-continue'),
    cancelButton: page.getByTestId('tillway-express-cancel'),
    message: page.getByTestId('tillway-express').locator('.tillway-message'),
    /** Presses the button and answers the sheet that opens. */
    open: async (wallet: Wallet): Promise<WalletSheet> => {
      const opened = page.waitForEvent('popup')
      await button(wallet).click()
      return createWalletSheet(await opened)
    },
  }
}

export type ExpressButtons = ReturnType<typeof createExpressButtons>
