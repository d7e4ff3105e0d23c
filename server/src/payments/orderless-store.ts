import { type Executor, sql } from '../database/database.ts'
import type { Payment } from './payment.ts'
import { type Row, toPayment } from './payment-store.ts'

/** How long a payment waits: before the shop is asked for its order, before it is given back, before it is asked again. */
export type OrderlessTimes = { firstLookMs: number; deadlineMs: number; lookAgainMs: number }

/**
 * Claims payments that hold money and have no order. Claiming postpones, longer each time and at most six hours, so that
 * several processes share the work and one that dies needs no clean-up; the deadline is never slept through.
 */
export async function claimOrderless(
  db: Executor,
  { firstLookMs, deadlineMs, lookAgainMs }: OrderlessTimes,
  batchMax: number,
): Promise<{ payment: Payment; isOverdue: boolean }[]> {
  const { rows } = await sql<Row>`
    update payments set orderless_checked_at = now(), orderless_looks = orderless_looks + 1
    where ctid = any(array(
      select ctid from payments
      where orderless_since is not null and status not in ('new', 'authorization_failed')
        and orderless_since <= now() - ${ms(firstLookMs)}
        and (orderless_checked_at is null
          or orderless_checked_at <= now() - ${backoff(lookAgainMs)}
          or (orderless_checked_at < orderless_since + ${ms(deadlineMs)}
            and orderless_since <= now() - ${ms(deadlineMs)}))
      order by orderless_since limit ${batchMax}::integer for update skip locked))
    returning *, orderless_since <= now() - ${ms(deadlineMs)} as is_overdue`.execute(db)
  return rows.map((row) => ({ payment: toPayment(row), isOverdue: row['is_overdue'] === true }))
}

/**
 * Claims payments that were begun before an order and that nobody seems to have paid: the news may have been lost. After
 * `abandonedMs` nobody will pay them any more.
 */
export async function claimUnpaid(
  db: Executor,
  { afterMs, abandonedMs, lookAgainMs }: Record<'afterMs' | 'abandonedMs' | 'lookAgainMs', number>,
  batchMax: number,
): Promise<{ payment: Payment; isAbandoned: boolean }[]> {
  const { rows } = await sql<Row>`
    update payments set orderless_checked_at = now(), orderless_looks = orderless_looks + 1
    where ctid = any(array(
      select ctid from payments
      where orderless_since is not null and status in ('new', 'authorization_failed')
        and orderless_since <= now() - ${ms(afterMs)}
        and (orderless_checked_at is null
          or orderless_checked_at <= now() - ${backoff(lookAgainMs)}
          or (orderless_checked_at < orderless_since + ${ms(abandonedMs)}
            and orderless_since <= now() - ${ms(abandonedMs)}))
      order by orderless_since limit ${batchMax}::integer for update skip locked))
    returning *, orderless_since <= now() - ${ms(abandonedMs)} as is_abandoned`.execute(db)
  return rows.map((row) => ({ payment: toPayment(row), isAbandoned: row['is_abandoned'] === true }))
}

const ms = (value: number) => sql`${value}::double precision * interval '1 millisecond'`

const backoff = (firstMs: number) =>
  sql`least(${firstMs}::double precision * power(2, least(orderless_looks, 20)), 21600000) * interval '1 millisecond'`
