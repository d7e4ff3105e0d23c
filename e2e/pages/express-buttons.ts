import type { Page } from '@playwright/test'
import { createWalletSheet, type WalletSheet } from './wallet-sheet.ts'

export type Wallet = 'pebble' | 'kite'

/** The express buttons of a page, and what they say after an approval. */
export function createExpressButtons(page: Page) {
  const button = (wallet: Wallet) => page.getByTestId(`tillway-${wallet}-express`)
  const open = async (wallet: Wallet): Promise<WalletSheet> => {
    const opened = page.waitForEvent('popup')
    await button(wallet).click()
    return createWalletSheet(await opened)
  }
  return {
    page,
    button,
    place: page.getByTestId('tillway-express'),
    approved: page.getByTestId('tillway-express-approved'),
    continueButton: page.getByTestId('tillway-express-continue'),
    cancelButton: page.getByTestId('tillway-express-cancel'),
    message: page.getByTestId('tillway-express').locator('.tillway-message'),
    /** Presses the button and answers the sheet that opens. */
    open,
    /** Does so, and waits until the shop has priced what the sheet shows. */
    openReady: async (wallet: Wallet): Promise<WalletSheet> => {
      const sheet = await open(wallet)
      await sheet.isReady()
      return sheet
    },
  }
}

export type ExpressButtons = ReturnType<typeof createExpressButtons>
