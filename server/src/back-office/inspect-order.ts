import type { inspectOrder as contract, OrderItem } from '../contract/back-office/orders.ts'
import type { Failure } from '../contract/failures.ts'
import type { OutputOf } from '../contract/operation.ts'
import { findOrderPayment } from '../payments/payment-store.ts'
import { fail, ok, type Result } from '../result.ts'
import type { BackOfficeDeps } from './back-office-deps.ts'
import type { DeskItem, DeskOrder } from './order-desk.ts'
import { toPaymentRow } from './payment-row.ts'
import { toOrderRow } from './search-orders.ts'

type OrderDossier = OutputOf<typeof contract>

/** One order with what can be done with each of its items, and its payment. */
export async function inspectOrder(
  { db, orderDesk }: Pick<BackOfficeDeps, 'db' | 'orderDesk'>,
  { tenant, orderReference }: { tenant: string; orderReference: string },
): Promise<Result<OrderDossier, Failure<'order-not-found' | 'resource-not-found'>>> {
  if (!orderDesk) return fail({ kind: 'resource-not-found' })
  const found = await orderDesk.findOrder(tenant, orderReference)
  if (!found) return fail({ kind: 'order-not-found' })
  const payment = await findOrderPayment(db, tenant, orderReference)
  return ok({
    order: toOrderRow(found.order),
    totals: toTotals(found.order),
    items: found.items.map(toItem),
    payment: payment && toPaymentRow(payment),
  })
}

const toTotals = ({ totals }: DeskOrder): OrderDossier['totals'] => ({
  subtotal: totals.subtotalMinor,
  expenseTotal: totals.expenseMinor,
  discountTotal: totals.discountMinor,
  taxTotal: totals.taxMinor,
  grandTotal: totals.grandTotalMinor,
  priceToPay: totals.grandTotalMinor,
})

const toItem = (item: DeskItem): OrderItem => ({
  id: item.id,
  sku: item.sku,
  name: item.name,
  quantity: item.quantity,
  unitPrice: item.unitPriceMinor,
  sumPrice: item.unitPriceMinor * item.quantity,
  process: item.process,
  state: item.state,
  since: item.since.toISOString(),
  history: item.history.map(({ state, event, at }) => ({ state, event, at: at.toISOString() })),
  events: [...item.events],
})
