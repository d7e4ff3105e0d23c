import { expect, type Page } from '@playwright/test'

/** The addresses that the sandbox's wallets have saved. The shop does not ship to `tokyo` and `newyork`. */
export type WalletAddress = 'berlin' | 'munich' | 'vienna' | 'dublin' | 'tokyo' | 'newyork'

/** The sheet of one of the sandbox's wallets, in its own window. */
export function createWalletSheet(window: Page) {
  const approveButton = window.getByTestId('sheet-approve')
  const cancelButton = window.getByTestId('sheet-cancel')
  const returnButton = window.getByTestId('sheet-return')
  const total = window.getByTestId('sheet-total')
  const address = (name: WalletAddress) => window.getByTestId(`sheet-address-${name}`)
  const option = (id: string) => window.getByTestId(`sheet-option-${id}`)

  return {
    window,
    approveButton,
    cancelButton,
    returnButton,
    total,
    address,
    option,
    changeAddress: window.getByTestId('sheet-change-address'),
    error: window.getByTestId('sheet-error'),
    state: window.getByTestId('sheet-state'),
    funding: (kind: 'works' | 'declined') => window.getByTestId(`sheet-funding-${kind}`),
    /** Passes once the shop has priced what the sheet shows. */
    isReady: () => expect(approveButton).toBeEnabled(),
    choose: async (name: WalletAddress): Promise<void> => {
      await address(name).check({ force: true })
    },
    /** Approves, and goes back to the shop where the wallet asks for that. */
    approve: async (): Promise<void> => {
      await expect(approveButton).toBeEnabled()
      // A wallet may be gone before the click has returned.
      const closed = window.waitForEvent('close').catch(() => null)
      await approveButton.click()
      await Promise.race([closed, returnButton.waitFor().catch(() => null)])
      if (!window.isClosed()) await returnButton.click()
      await closed
    },
    cancel: async (): Promise<void> => {
      const closed = window.waitForEvent('close')
      await cancelButton.click()
      await closed
    },
  }
}

export type WalletSheet = ReturnType<typeof createWalletSheet>
