import type { OrderState } from '../../contract/shop/checkout.ts'
import { type Executor, sql } from '../../database/database.ts'
import { isUnpaid } from './order-state.ts'
import type { OrderKey } from './order-store.ts'

/** When a cancellation that failed, or that nobody answered, is asked for again. */
const askAgainAfter = sql`interval '10 minutes'`

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

/** Keeps the payment that the app started. */
export async function replacePayment(
  db: Executor,
  { tenant, orderReference }: OrderKey,
  payment: { transactionId: string; redirectUrl: string | null },
): Promise<void> {
  await sql`
    update shop.orders set transaction_id = ${payment.transactionId}, redirect_url = ${payment.redirectUrl}
    where tenant = ${tenant} and order_reference = ${orderReference}`.execute(db)
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

/** Moves an order. Once it is paid or canceled, nobody waits for its cancellation any more. */
export async function replaceState(
  db: Executor,
  { tenant, orderReference }: OrderKey,
  state: OrderState,
): Promise<void> {
  await sql`
    update shop.orders set state = ${state},
      cancellation_requested_at = case when ${isUnpaid(state)} then cancellation_requested_at end
    where tenant = ${tenant} and order_reference = ${orderReference}`.execute(db)
}

/** Notes that cancellation was asked for, and answers for the how manieth time. */
export async function countCancellation(
  db: Executor,
  { tenant, orderReference }: OrderKey,
): Promise<number> {
  const { rows } = await sql<{ cancellations: number }>`
    update shop.orders set cancellations = cancellations + 1,
      cancellation_requested_at = case when state = 'canceled' then null else clock_timestamp() end
    where tenant = ${tenant} and order_reference = ${orderReference} returning cancellations`.execute(
    db,
  )
  if (!rows[0]) throw new Error('A cancellation was asked for an order that does not exist.')
  return rows[0].cancellations
}

/** Takes the wish to cancel back; the deadline asks again later. */
export async function clearCancellation(
  db: Executor,
  { tenant, orderReference }: OrderKey,
): Promise<void> {
  await sql`
    update shop.orders set cancellation_requested_at = null,
      release_due_at = greatest(release_due_at, clock_timestamp() + ${askAgainAfter})
    where tenant = ${tenant} and order_reference = ${orderReference}`.execute(db)
}

/** Claims unpaid orders whose deadline has passed. Claiming postpones: what is not settled falls due again. */
export async function claimExpired(db: Executor, tenant: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ order_reference: string }>`
    update shop.orders o set release_due_at = clock_timestamp() + ${askAgainAfter}
    from (
      select order_reference from shop.orders
      where tenant = ${tenant} and release_due_at <= clock_timestamp()
        and state in ('payment pending', 'authorization failed')
        and (cancellation_requested_at is null or cancellation_requested_at <= clock_timestamp() - ${askAgainAfter})
      order by release_due_at limit ${limit} for update skip locked
    ) due
    where o.tenant = ${tenant} and o.order_reference = due.order_reference
    returning o.order_reference`.execute(db)
  return rows.map((row) => row.order_reference)
}
