import { expect, type Page } from '@playwright/test'

const nameOf = (event: string): string => event.replaceAll(' ', '-')

/** One order as an operator sees it: the states of its items, and what moves them on. */
export function createBackOfficeOrder(page: Page) {
  const items = page.getByTestId('order-item')
  const event = (name: string) => page.getByTestId(`event-${nameOf(name)}`)
  const announcement = page.getByTestId('announcement')
  const question = page.getByTestId('confirm-event')

  const select = async (which?: readonly number[]): Promise<void> => {
    const boxes = items.getByTestId('select-item')
    await expect(boxes.first()).toBeVisible()
    for (const [index, box] of (await boxes.all()).entries())
      await box.setChecked(which === undefined || which.includes(index))
  }

  return {
    page,
    reference: page.getByTestId('order-reference'),
    items,
    event,
    question,
    toPayment: page.getByTestId('to-payment'),
    diagram: page.getByTestId('diagram').getByRole('img'),
    /** Selects items by their place in the list; all of them without one. */
    select,
    /** Presses an event for some items, or for all of them, that happens at once. */
    fire: async (name: string, which?: readonly number[]): Promise<void> => {
      await select(which)
      await event(name).click()
      await expect(announcement).toContainText(`${name}:`)
    },
    /** As `fire`, for an event that may move money and is asked about first. */
    fireAfterAsking: async (name: string, which?: readonly number[]): Promise<void> => {
      await select(which)
      await event(name).click()
      await question.getByTestId('confirm').click()
      await expect(question).toBeHidden()
      await expect(announcement).toContainText(`${name}:`)
    },
    /** Passes once the items are in these states, in the order of the list. */
    shows: (...states: string[]) => expect(items.getByTestId('item-state')).toHaveText(states),
  }
}

export type BackOfficeOrder = ReturnType<typeof createBackOfficeOrder>
