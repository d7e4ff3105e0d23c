import { expect, type Page } from '@playwright/test'
import type { OrderState } from '../fixtures/shop-api.ts'

/** The page of one order. */
export function createOrderPage(page: Page) {
  const state = page.getByTestId('order-state')
  return {
    page,
    reference: page.getByTestId('order-reference'),
    state,
    /** How far the pieces of each product are, where they are not equally far. */
    itemStates: page.getByTestId('item-states'),
    total: page.getByTestId('summary-total'),
    continuePayment: page.getByTestId('continue-payment'),
    changeOrder: page.getByTestId('change-order'),
    open: async (orderReference: string): Promise<void> => {
      await page.goto(`/order/${orderReference}`)
    },
    shows: (expected: OrderState) => expect(state).toHaveAttribute('data-state', expected),
  }
}

export type OrderPage = ReturnType<typeof createOrderPage>
