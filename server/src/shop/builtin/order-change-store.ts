import type { OrderState } from '../../contract/shop/checkout.ts'
import { type Executor, sql } from '../../database/database.ts'
import type { OrderKey } from './order-store.ts'

/**
 * Counts one more attempt to start the payment, before the app is asked. Null when there is nothing to start: the payment
 * page is known, or the order is paid, canceled or being canceled.
 */
export async function countStart(
  db: Executor,
  { tenant, orderReference }: OrderKey,
): Promise<number | null> {
  const { rows } = await sql<{ start_attempts: number }>`
    update shop.orders set start_attempts = start_attempts + 1
    where tenant = ${tenant} and order_reference = ${orderReference} and redirect_url is null
      and state in ('payment pending', 'authorization failed') and cancellation_requested_at is null
    returning start_attempts`.execute(db)
  return rows[0]?.start_attempts ?? null
}

/** Keeps the payment that the app started, and answers what has become of the order meanwhile. */
export async function replacePayment(
  db: Executor,
  { tenant, orderReference }: OrderKey,
  payment: { transactionId: string; redirectUrl: string | null },
): Promise<OrderState> {
  const { rows } = await sql<{ state: OrderState }>`
    update shop.orders set transaction_id = ${payment.transactionId}, redirect_url = ${payment.redirectUrl}
    where tenant = ${tenant} and order_reference = ${orderReference} returning state`.execute(db)
  if (!rows[0]) throw new Error(`Order ${orderReference} vanished while its payment was started.`)
  return rows[0].state
}

/** Keeps the app's id of the payment, where no answer has brought it yet. */
export async function keepTransactionId(
  db: Executor,
  { tenant, orderReference }: OrderKey,
  transactionId: string,
): Promise<void> {
  await sql`
    update shop.orders set transaction_id = coalesce(transaction_id, ${transactionId})
    where tenant = ${tenant} and order_reference = ${orderReference}`.execute(db)
}
