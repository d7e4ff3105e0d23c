import type { RawBuilder } from 'kysely'
import type { PaymentStatus } from '../contract/glue/payments.ts'
import { type Executor, sql } from '../database/database.ts'
import { failedPayments, orderlessAfterMs, stuckAfterMs } from './search-store.ts'

/** How long something may wait to be delivered or applied before it is news. */
const waitingAfterMs = 5 * 60_000

export const ms = (value: number) => sql`${value}::double precision * interval '1 millisecond'`

export type Bounds = { countMax: number; itemsMax: number }

/** The oldest of one kind, and how many there are; counting stops just above `countMax`. */
export type Found<Item> = { count: number; isMore: boolean; items: readonly Item[] }

export async function findAll<Item>(
  db: Executor,
  { columns, from, order }: Record<'columns' | 'from' | 'order', RawBuilder<unknown>>,
  { countMax, itemsMax }: Bounds,
): Promise<Found<Item>> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from (select 1 from ${from} limit ${countMax + 1}::integer) bounded`.execute(
    db,
  )
  const counted = Number(rows[0]?.n ?? 0)
  const items =
    counted === 0
      ? []
      : (
          await sql<Item>`
            select ${columns} from ${from} order by ${order} limit ${itemsMax}::integer`.execute(db)
        ).rows
  return { count: Math.min(counted, countMax), isMore: counted > countMax, items }
}

export type OrderlessPayment = {
  transactionId: string
  since: Date
  looks: number
  amountMinor: string | number
  currency: string
  status: string
}

/** Payments that hold money and have no order. */
export const findOrderless = (
  db: Executor,
  { tenant, preOrderDeadlineMs }: { tenant: string; preOrderDeadlineMs: number },
  bounds: Bounds,
) =>
  findAll<OrderlessPayment>(
    db,
    {
      columns: sql`transaction_id as "transactionId", orderless_since as since, orderless_looks as looks,
        amount_minor as "amountMinor", currency, status`,
      from: sql`payments where orderless_since is not null and status not in ('new', 'authorization_failed')
        and tenant = ${tenant} and orderless_since <= now() - ${ms(orderlessAfterMs(preOrderDeadlineMs))}`,
      order: sql`orderless_since`,
    },
    bounds,
  )

export type FailedPayment = {
  transactionId: string
  orderReference: string | null
  since: Date
  status: PaymentStatus
  /** What failed last; null where the PSP said so by itself. */
  kind: 'capture' | 'cancel' | 'refund' | null
  note: string | null
  amountMinor: string | number
  currency: string
}

/** Payments whose last capture, cancellation or refund failed. */
export const findFailed = (db: Executor, tenant: string, bounds: Bounds) =>
  findAll<FailedPayment>(
    db,
    {
      columns: sql`p.transaction_id as "transactionId", p.order_reference as "orderReference",
        coalesce(o.settled_at, p.updated_at) as since, p.status, o.kind, coalesce(o.note, p.failure_reason) as note,
        p.amount_minor as "amountMinor", p.currency`,
      from: sql`payments p left join lateral (
          select kind, note, settled_at from operations
          where tenant = p.tenant and transaction_id = p.transaction_id and state = 'failed'
            and kind in ('capture', 'cancel', 'refund')
          order by settled_at desc limit 1) o on true
        where p.tenant = ${tenant} and p.transaction_id = any(${failedPayments(tenant)})`,
      order: sql`p.created_at`,
    },
    bounds,
  )

export type StuckOperation = {
  operationId: string
  transactionId: string
  kind: string
  since: Date
  attempts: number
  note: string | null
}

/** Operations that the PSP has not answered for long. */
export const findStuck = (db: Executor, tenant: string, bounds: Bounds) =>
  findAll<StuckOperation>(
    db,
    {
      columns: sql`operation_id as "operationId", transaction_id as "transactionId", kind, created_at as since,
        attempts, note`,
      from: sql`operations where settled_at is null and tenant = ${tenant}
        and created_at <= now() - ${ms(stuckAfterMs)}`,
      order: sql`created_at`,
    },
    bounds,
  )

export type TroubledMessage = {
  messageId: string
  subject: string
  name: string
  since: Date
  attempts: number
  note: string | null
}

const messageColumns = sql`message_id as "messageId", subject, name, created_at as since, attempts, note`

export const findDeadMessages = (db: Executor, tenant: string, bounds: Bounds) =>
  findAll<TroubledMessage>(
    db,
    {
      columns: messageColumns,
      from: sql`messages where tenant = ${tenant} and state = 'dead'`,
      order: sql`id`,
    },
    bounds,
  )

/** Messages that the shop should have by now. */
export const findWaitingMessages = (db: Executor, tenant: string, bounds: Bounds) =>
  findAll<TroubledMessage>(
    db,
    {
      columns: messageColumns,
      from: sql`messages where tenant = ${tenant} and settled_at is null
        and created_at <= now() - ${ms(waitingAfterMs)}`,
      order: sql`id`,
    },
    bounds,
  )

export type TroubledEvent = {
  source: string
  eventId: string
  name: string
  since: Date
  attempts: number
  note: string | null
  transactionId: string | null
}

const eventColumns = sql`source, event_id as "eventId", name, received_at as since, attempts, note,
  transaction_id as "transactionId"`

export const findDeadEvents = (db: Executor, tenant: string, bounds: Bounds) =>
  findAll<TroubledEvent>(
    db,
    {
      columns: eventColumns,
      from: sql`inbox where tenant = ${tenant} and state = 'dead'`,
      order: sql`received_at`,
    },
    bounds,
  )

/** Events that should be applied by now. */
export const findWaitingEvents = (db: Executor, tenant: string, bounds: Bounds) =>
  findAll<TroubledEvent>(
    db,
    {
      columns: eventColumns,
      from: sql`inbox where settled_at is null and tenant = ${tenant}
        and received_at <= now() - ${ms(waitingAfterMs)}`,
      order: sql`received_at`,
    },
    bounds,
  )
