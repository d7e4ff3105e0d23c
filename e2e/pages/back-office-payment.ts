import { expect, type Page } from '@playwright/test'

export type OperatorAction = 'capture' | 'cancel' | 'refund'
export type MoneyPart =
  | 'authorised'
  | 'captured'
  | 'capturing'
  | 'refunded'
  | 'refunding'
  | 'voided'

/** What an operation is asked for: an amount as one types it (`12.50`), or items by their place in the list. */
export type Asked = { amount?: string; items?: readonly number[] }

const euros = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'EUR' })

/** One payment as an operator sees it: its money, what happened to it, and what can be done. */
export function createBackOfficePayment(page: Page) {
  const action = (kind: OperatorAction) => page.getByTestId(`action-${kind}`)
  const dialog = (kind: OperatorAction) => page.getByTestId(`dialog-${kind}`)
  const entries = page.getByTestId('timeline-entry')
  const movements = page.getByTestId('movement')
  const announcement = page.getByTestId('announcement')

  const ask = async (kind: OperatorAction, { amount, items = [] }: Asked = {}): Promise<void> => {
    await action(kind).click()
    for (const index of items) await dialog(kind).getByTestId('choose-item').nth(index).check()
    if (amount !== undefined) await dialog(kind).getByTestId('amount').fill(amount)
    await dialog(kind).getByTestId('submit-operation').click()
  }

  return {
    page,
    action,
    dialog,
    amountProblem: page.getByTestId('amount-problem'),
    /** What the server answered to what was asked for in a dialog, if it refused. */
    refusal: page.getByTestId('action-failure'),
    facts: page.getByTestId('facts'),
    hint: page.getByTestId('hint'),
    toOrder: page.getByTestId('to-order'),
    lookUp: page.getByTestId('action-look-up'),
    movements,
    /** The captures and refunds that stand so. */
    movement: (status: 'pending' | 'processing' | 'succeeded' | 'failed' | 'canceled') =>
      movements.and(page.locator(`[data-status="${status}"]`)),
    /** Opens the dialog of an operation, fills it in and sends it; waits for nothing. */
    ask,
    /** As `ask`, and waits until it was answered. */
    operate: async (kind: OperatorAction, asked?: Asked): Promise<void> => {
      await ask(kind, asked)
      await expect(dialog(kind)).toBeHidden()
      await expect(announcement).toBeVisible()
    },
    shows: (status: string) =>
      expect(page.getByTestId('status').first()).toHaveAttribute('data-status', status),
    /** Passes once these amounts, in minor units of euros, are where they should be. */
    showsMoney: async (money: Partial<Record<MoneyPart, number>>): Promise<void> => {
      for (const [part, minor] of Object.entries(money))
        await expect(page.getByTestId(`money-${part}`)).toHaveText(euros.format(minor / 100))
    },
    entries,
    /** The entries of the timeline with these words. */
    told: (words: string | RegExp) => entries.filter({ hasText: words }),
  }
}

export type BackOfficePayment = ReturnType<typeof createBackOfficePayment>
