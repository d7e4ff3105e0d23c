import type { RawBuilder } from 'kysely'
import type { Attention } from '../contract/back-office/payments.ts'
import type { PaymentStatus } from '../contract/glue/payments.ts'
import { type Executor, sql } from '../database/database.ts'
import type { Payment } from '../payments/payment.ts'
import { type Row, toPayment } from '../payments/payment-store.ts'
import type { Mode } from '../psp/psp.ts'
import type { Place } from './cursor.ts'

export type PaymentFilter = {
  tenant: string
  /** What one of the payment's names begins with. */
  begins?: string | undefined
  status?: readonly PaymentStatus[] | undefined
  provider?: string | undefined
  method?: string | undefined
  mode?: Mode | undefined
}

export type FoundPayment = { payment: Payment; place: Place }

/** Operations without an end are news only when they have lasted. */
export const stuckAfterMs = 5 * 60_000

/** A time with all its digits, in one form whatever the session speaks. */
const exact = (column: RawBuilder<unknown>) =>
  sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** So is money without an order: after a minute, or sooner where it is given back within half an hour. */
export const orderlessAfterMs = (deadlineMs: number): number => Math.min(60_000, deadlineMs / 30)

const ms = (value: number) => sql`${value}::double precision * interval '1 millisecond'`

/**
 * Newest first, from a place on. At most `scanMax` payments are looked at, along one index, so that a filter that nothing
 * matches costs no more than one that much does.
 */
export async function findNewest(
  db: Executor,
  filter: PaymentFilter,
  { from, scanMax, limit }: { from: Place | null; scanMax: number; limit: number },
): Promise<FoundPayment[]> {
  const { rows } = await sql<Row>`
    select p.*, ${exact(sql`p.created_at`)} as place_at from (
      select * from payments where tenant = ${filter.tenant} and ${isOlder(from)}
      order by created_at desc, transaction_id desc limit ${scanMax}::integer) p
    where ${matches(filter)}
    order by p.created_at desc, p.transaction_id desc limit ${limit}::integer`.execute(db)
  return rows.map(toFound)
}

/** The last payment that a look of `scanMax` payments reaches, or null when it reaches the end. */
export async function findScanEnd(
  db: Executor,
  tenant: string,
  { from, scanMax }: { from: Place | null; scanMax: number },
): Promise<Place | null> {
  const { rows } = await sql<{ at: string; id: string }>`
    select ${exact(sql`created_at`)} as at, transaction_id as id from payments
    where tenant = ${tenant} and ${isOlder(from)}
    order by created_at desc, transaction_id desc offset ${scanMax - 1}::integer limit 1`.execute(
    db,
  )
  return rows[0] ?? null
}

const isOlder = (from: Place | null) =>
  from ? sql`(created_at, transaction_id) < (${from.at}::timestamptz, ${from.id}::text)` : sql`true`

/** Payments that one of the ids names in full, however old; each of the four is one look-up in an index. */
export async function findNamed(
  db: Executor,
  filter: PaymentFilter & { q: string },
  limit: number,
): Promise<FoundPayment[]> {
  const { tenant, q } = filter
  const { rows } = await sql<Row>`
    select p.*, ${exact(sql`p.created_at`)} as place_at from (
      select * from payments where tenant = ${tenant} and transaction_id = ${q}
      union select * from payments where tenant = ${tenant} and order_reference = ${q}
      union select * from payments where tenant = ${tenant} and cart_id = ${q}
      union select f.* from payments f
        join payment_history h on h.tenant = f.tenant and h.transaction_id = f.transaction_id
        where h.tenant = ${tenant} and h.details ->> 'pspReference' = ${q}
    ) p
    where ${matches(filter)}
    order by p.created_at desc, p.transaction_id desc limit ${limit}::integer`.execute(db)
  return rows.map(toFound)
}

/** Payments that need somebody, newest first. Each kind has an index of its own that holds nothing else. */
export async function findNeedy(
  db: Executor,
  filter: PaymentFilter & { attention: Attention; preOrderDeadlineMs: number },
  { from, limit }: { from: Place | null; limit: number },
): Promise<FoundPayment[]> {
  const { rows } = await sql<Row>`
    select p.*, ${exact(sql`p.created_at`)} as place_at from payments p
    where p.tenant = ${filter.tenant} and ${needs[filter.attention](filter)} and ${matches(filter)} and ${isOlder(from)}
    order by p.created_at desc, p.transaction_id desc limit ${limit}::integer`.execute(db)
  return rows.map(toFound)
}

type Needing = { tenant: string; preOrderDeadlineMs: number }

/** Written as the conditions of the partial indexes are, so that the planner knows them again. */
const needs: Record<Attention, (of: Needing) => RawBuilder<unknown>> = {
  orderless: ({
    preOrderDeadlineMs,
  }) => sql`p.orderless_since is not null and p.status not in ('new', 'authorization_failed')
    and p.orderless_since <= now() - ${ms(orderlessAfterMs(preOrderDeadlineMs))}`,
  stuck: ({ tenant }) => sql`p.transaction_id = any(array(
    select o.transaction_id from operations o
    where o.tenant = ${tenant} and o.settled_at is null and o.created_at <= now() - ${ms(stuckAfterMs)}))`,
  'failed-operation': ({ tenant }) => sql`p.transaction_id = any(${failedPayments(tenant)})`,
  overshared: () => sql`p.shared_minor > p.captured_minor - p.refunded_minor`,
}

/** Those whose PSP says that the last step failed, and those where ours failed and nothing of its kind was tried since. */
export const failedPayments = (tenant: string): RawBuilder<unknown> => sql`array(
  select transaction_id from payments
  where tenant = ${tenant} and status in ('capture_failed', 'cancellation_failed', 'refund failed')
  union
  select f.transaction_id from operations f
  where f.tenant = ${tenant} and f.state = 'failed' and f.kind in ('capture', 'cancel', 'refund')
    and not exists (select from operations l where l.tenant = f.tenant and l.transaction_id = f.transaction_id
      and l.kind = f.kind and l.created_at > f.created_at and l.state <> 'failed'))`

function matches({ begins, status, provider, method, mode }: PaymentFilter): RawBuilder<unknown> {
  const conditions = [
    sql`true`,
    ...(status ? [sql`p.status = any(${status}::text[])`] : []),
    ...(provider ? [sql`p.provider = ${provider}`] : []),
    ...(method ? [sql`p.method = ${method}`] : []),
    ...(mode ? [sql`p.mode = ${mode}`] : []),
    ...(begins
      ? [
          sql`(starts_with(p.transaction_id, ${begins}) or starts_with(p.order_reference, ${begins})
            or starts_with(p.cart_id, ${begins}) or starts_with(p.psp_reference, ${begins}))`,
        ]
      : []),
  ]
  return sql.join(conditions, sql` and `)
}

const toFound = (row: Row): FoundPayment => {
  const payment = toPayment(row)
  return { payment, place: { at: String(row['place_at']), id: payment.transactionId } }
}
