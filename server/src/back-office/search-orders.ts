import type { searchOrders as contract, OrderRow } from '../contract/back-office/orders.ts'
import type { Failure } from '../contract/failures.ts'
import type { OutputOf } from '../contract/operation.ts'
import { fail, ok, type Result } from '../result.ts'
import type { BackOfficeDeps } from './back-office-deps.ts'
import { readCursor, toCursor } from './cursor.ts'
import type { DeskOrder, OrderSearch } from './order-desk.ts'
import { cursorUnknown } from './search-payments.ts'

type OrderPage = OutputOf<typeof contract>

/** One page of orders, newest first. */
export async function searchOrders(
  { orderDesk }: Pick<BackOfficeDeps, 'orderDesk'>,
  search: OrderSearch,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Result<OrderPage, Failure<'resource-not-found' | 'validation-failed'>>> {
  if (!orderDesk) return fail({ kind: 'resource-not-found' })
  const from = cursor === undefined ? null : readCursor(cursor)
  if (cursor !== undefined && from === null) return fail(cursorUnknown)
  const found = await orderDesk.listOrders(search, { from, limit: limit + 1 })
  const shown = found.slice(0, limit)
  const last = found.length > limit ? shown.at(-1) : undefined
  return ok({
    orders: shown.map(toOrderRow),
    nextCursor: last ? toCursor({ at: last.createdExactly, id: last.orderReference }) : null,
    states: [...orderDesk.listStates()],
  })
}

export const toOrderRow = (order: DeskOrder): OrderRow => ({
  orderReference: order.orderReference,
  createdAt: order.createdAt.toISOString(),
  currency: order.currency,
  grandTotal: order.totals.grandTotalMinor,
  customerName: `${order.customer.firstName} ${order.customer.lastName}`.trim(),
  customerEmail: order.customer.email,
  states: order.states.map(({ state, count }) => ({ state, count })),
  transactionId: order.transactionId,
})
