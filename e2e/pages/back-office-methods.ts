import { expect, type Page } from '@playwright/test'

type Purchase = { amount?: string; currency?: string; country?: string; placement?: string }

/** The methods of each connection, in their order, and the panel that says why one is offered or not. */
export function createBackOfficeMethods(page: Page) {
  const entry = (method: string) => page.getByTestId(`method-${method}`)
  const explained = (method: string) => page.getByTestId(`explained-${method}`)
  const entries = page.getByTestId('method-list').locator('> li')
  return {
    page,
    entry,
    entries,
    explained,
    field: (method: string, name: string) => entry(method).getByTestId(`method-${name}`),
    drag: (method: string) => entry(method).getByTestId('drag-method'),
    moveUp: (method: string) => entry(method).getByTestId('move-up').click(),
    moveDown: (method: string) => entry(method).getByTestId('move-down').click(),
    edit: (method: string) => entry(method).getByTestId('edit-method').click(),
    enable: (method: string, isEnabled: boolean) =>
      entry(method).getByTestId('enable-method').setChecked(isEnabled),
    saveBar: page.getByTestId('save-bar'),
    outdated: page.getByTestId('methods-outdated'),
    save: async (): Promise<void> => {
      await page.getByTestId('save-methods').click()
      await expect(page.getByTestId('save-bar')).toBeHidden()
    },
    order: () =>
      entries.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-place') ?? '')),
    /** Passes once the methods are in this order. */
    showsOrder: async (...methods: string[]): Promise<void> => {
      await expect
        .poll(() =>
          entries.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-place'))),
        )
        .toEqual(methods)
    },
    /** Fills in what is bought. */
    ask: async (purchase: Purchase): Promise<void> => {
      const { placement, ...texts } = purchase
      for (const [name, value] of Object.entries(texts))
        await page.getByTestId(`explain-${name}`).fill(value)
      if (placement !== undefined)
        await page.getByTestId('explain-placement').selectOption(placement)
    },
    /** Passes once the panel says whether this method is offered. */
    showsOffered: (method: string, isOffered: boolean) =>
      expect(explained(method)).toHaveAttribute('data-offered', String(isOffered)),
  }
}

export type BackOfficeMethods = ReturnType<typeof createBackOfficeMethods>
