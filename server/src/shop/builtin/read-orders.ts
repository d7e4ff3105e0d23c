import type { Failure } from '../../contract/failures.ts'
import type { OrderView } from '../../contract/shop/checkout.ts'
import type { Database } from '../../database/database.ts'
import type { Shopper } from '../../payments/shopper.ts'
import { fail, ok, type Result } from '../../result.ts'
import type { PlacedOrder } from '../shop.ts'
import { toOrderView } from './order.ts'
import { findOrderOfTransaction, findOwnedOrder, listOwnedOrders } from './order-store.ts'

const ordersMax = 50

/** The shopper's orders, newest first. */
export const listOrders = async (
  { db }: { db: Database },
  shopper: Shopper,
): Promise<OrderView[]> => (await listOwnedOrders(db, shopper, ordersMax)).map(toOrderView)

/** One order of the shopper; another's is not found. */
export async function findOrder(
  { db }: { db: Database },
  shopper: Shopper,
  orderReference: string,
): Promise<Result<OrderView, Failure<'order-not-found'>>> {
  const order = await findOwnedOrder(db, shopper, orderReference)
  return order ? ok(toOrderView(order)) : fail({ kind: 'order-not-found' })
}

/** The order that was placed with a payment, for those who hold the payment. */
export async function findPlacedOrder(
  { db }: { db: Database },
  payment: { tenant: string; transactionId: string; owner: string },
): Promise<PlacedOrder | null> {
  const order = await findOrderOfTransaction(db, payment)
  return (
    order && {
      orderReference: order.orderReference,
      orderItemIds: order.items.map(({ id }) => id),
      amountMinor: order.totals.grandTotal,
      currency: order.currency,
      owner: order.owner,
    }
  )
}
