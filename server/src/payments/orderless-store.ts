import { type Executor, sql } from '../database/database.ts'
import type { Payment } from './payment.ts'
import { type Row, toPayment } from './payment-store.ts'

/** How long a payment waits: before the shop is asked for its order, before it is given back, before it is asked again. */
export type OrderlessTimes = { firstLookMs: number; deadlineMs: number; lookAgainMs: number }

/**
 * Claims payments that hold money and have no order. Claiming postpones, so that several processes share the work and one
 * that dies needs no clean-up.
 */
export async function claimOrderless(
  db: Executor,
  { firstLookMs, deadlineMs, lookAgainMs }: OrderlessTimes,
  batchMax: number,
): Promise<{ payment: Payment; isOverdue: boolean }[]> {
  const { rows } = await sql<Row>`
    update payments set orderless_checked_at = now()
    where ctid = any(array(
      select ctid from payments
      where orderless_since is not null and status not in ('new', 'authorization_failed')
        and orderless_since <= now() - ${ms(firstLookMs)}
        and (orderless_checked_at is null or orderless_checked_at <= now() - ${ms(lookAgainMs)})
      order by orderless_since limit ${batchMax}::integer for update skip locked))
    returning *, orderless_since <= now() - ${ms(deadlineMs)} as is_overdue`.execute(db)
  return rows.map((row) => ({ payment: toPayment(row), isOverdue: row['is_overdue'] === true }))
}

/** Claims payments that were begun before an order and that nobody has paid for so long that nobody will. */
export async function claimAbandoned(
  db: Executor,
  { abandonedMs, lookAgainMs }: { abandonedMs: number; lookAgainMs: number },
  batchMax: number,
): Promise<Payment[]> {
  const { rows } = await sql<Row>`
    update payments set orderless_checked_at = now()
    where ctid = any(array(
      select ctid from payments
      where orderless_since is not null and status in ('new', 'authorization_failed')
        and orderless_since <= now() - ${ms(abandonedMs)}
        and (orderless_checked_at is null or orderless_checked_at <= now() - ${ms(lookAgainMs)})
      order by orderless_since limit ${batchMax}::integer for update skip locked))
    returning *`.execute(db)
  return rows.map(toPayment)
}

const ms = (value: number) => sql`${value}::double precision * interval '1 millisecond'`
