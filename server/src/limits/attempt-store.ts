import type { RawBuilder } from 'kysely'
import { type Executor, sql } from '../database/database.ts'
import { json } from '../database/json.ts'
import type { Payment } from '../payments/payment.ts'
import { type AttemptBudgets, budgetMinutes, chargedFor, limitsFor } from './attempt-budgets.ts'

const window = sql`${budgetMinutes}::integer * interval '1 minute'`

/**
 * Two parts of a statement that begins a payment: `spent` has one row, whose `wait_seconds` says when its payer may try again,
 * null when that is now. The limit makes each budget one look-up: without it they may be joined, and all of a tenant's be read.
 */
export const spentSql = (payment: Payment, budgets: AttemptBudgets): RawBuilder<unknown> => sql`
  budgets as (
    select b.kind, b.max, b.tight, f.failed, f.wait_seconds
    from jsonb_to_recordset(${json(limitsFor(payment, budgets))}) as b (kind text, key text, max integer, tight integer)
    cross join lateral (
      select failed, ceil(extract(epoch from first_at + ${window} - now()))::integer as wait_seconds from failed_attempts
      where tenant = ${payment.tenant} and kind = b.kind and key = b.key and first_at > now() - ${window}
      limit 1) f
  ), spent as (
    select max(wait_seconds) as wait_seconds from budgets
    where kind <> 'tenant' and failed >= case
      when exists (select from budgets where kind = 'tenant' and failed >= max) then tight else max end
  )`

/**
 * A part of a statement that changes a payment, after its part `moved`: charges failed attempts to everybody who has a budget
 * for them.
 */
export const chargeSql = (payment: Payment, failed: number): RawBuilder<unknown> => sql`
  charged as (
    insert into failed_attempts (tenant, kind, key, failed, first_at)
    select moved.tenant, c.kind, c.key, ${failed}::integer, now()
    from moved, jsonb_to_recordset(${json(chargedFor(payment))}) as c (kind text, key text)
    order by c.kind
    on conflict (tenant, kind, key) do update set
      failed = excluded.failed + case when failed_attempts.first_at > now() - ${window} then failed_attempts.failed else 0 end,
      first_at = case when failed_attempts.first_at > now() - ${window} then failed_attempts.first_at else excluded.first_at end
  )`

/** Deletes budgets that are whole again. */
export async function pruneFailedAttempts(db: Executor, batchMax: number): Promise<number> {
  const { rows } = await sql`
    delete from failed_attempts where ctid = any(array(
      select ctid from failed_attempts where first_at < now() - ${window}
      order by first_at limit ${batchMax}::integer))
    returning 1`.execute(db)
  return rows.length
}
