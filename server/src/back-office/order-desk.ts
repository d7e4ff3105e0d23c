import type { Result } from '../result.ts'
import type { Place } from './cursor.ts'

/** An order as a list shows it. Amounts are integers in minor units of `currency`. */
export type DeskOrder = {
  orderReference: string
  createdAt: Date
  /** The same time with all its digits, `2026-01-15T09:14:02.118000Z`: where a list goes on. */
  createdExactly: string
  currency: string
  totals: {
    subtotalMinor: number
    expenseMinor: number
    discountMinor: number
    taxMinor: number
    grandTotalMinor: number
  }
  customer: { firstName: string; lastName: string; email: string }
  /** How many items are in each state. */
  states: readonly { state: string; count: number }[]
  transactionId: string | null
}

export type DeskItem = {
  id: string
  sku: string
  name: string
  quantity: number
  unitPriceMinor: number
  process: string
  state: string
  since: Date
  /** The oldest first; the event that led there, if one did. */
  history: readonly { state: string; event: string | null; at: Date }[]
  /** What can be fired by hand now. */
  events: readonly string[]
}

export type OrderSearch = {
  tenant: string
  /** Begins an order reference, or is a whole transaction id or e-mail address. */
  q?: string | undefined
  state?: string | undefined
  /** Orders that should have a payment by now and have none. */
  isWithoutPayment: boolean
}

/**
 * The orders of a shop and the processes that their items go through, as an operator sees and moves them. A shop that keeps
 * its orders elsewhere has no desk.
 */
export type OrderDesk = {
  /** Newest first by `createdExactly` and reference, those before `from`, at most `limit`. */
  listOrders(
    search: OrderSearch,
    page: { from: Place | null; limit: number },
  ): Promise<readonly DeskOrder[]>
  /** How many there are; counting stops at `countMax`. */
  countOrders(search: OrderSearch, countMax: number): Promise<number>
  /** Every state that an item can be in. */
  listStates(): readonly string[]
  findOrder(
    tenant: string,
    orderReference: string,
  ): Promise<{ order: DeskOrder; items: readonly DeskItem[] } | null>
  /**
   * Moves all of these items, or none. The same `commandId` moves them once. Answers where each is afterwards.
   */
  fireEvent(command: {
    tenant: string
    orderReference: string
    orderItemIds: readonly string[]
    event: string
    commandId: string
  }): Promise<
    Result<
      readonly { id: string; state: string }[],
      'order-not-found' | 'order-event-not-available'
    >
  >
  /** The process as an SVG, with the states of this order's items lit. */
  drawProcess(drawing: {
    tenant: string
    name: string
    orderReference: string | null
  }): Promise<Result<string, 'process-not-found' | 'order-not-found'>>
}
