import { type Executor, sql } from '../database/database.ts'
import { type Bounds, findAll, ms } from './attention-store.ts'
import { stuckAfterMs } from './search-store.ts'

export type OversharedPayment = {
  transactionId: string
  orderReference: string | null
  since: Date
  sharedMinor: string | number
  leftMinor: string | number
  currency: string
}

/** Payments of which merchants have more than was captured and not refunded. */
export const findOvershared = (db: Executor, tenant: string, bounds: Bounds) =>
  findAll<OversharedPayment>(
    db,
    {
      columns: sql`transaction_id as "transactionId", order_reference as "orderReference", updated_at as since,
        shared_minor as "sharedMinor", captured_minor - refunded_minor as "leftMinor", currency`,
      from: sql`payments where tenant = ${tenant} and shared_minor > captured_minor - refunded_minor`,
      order: sql`created_at`,
    },
    bounds,
  )

export type TroubledTransfer = {
  transferId: string
  transactionId: string
  orderReference: string
  merchantReference: string
  kind: 'payout' | 'reversal'
  since: Date
  amountMinor: string | number
  currency: string
  attempts: number
  note: string | null
}

const transferColumns = sql`f.transfer_id as "transferId", f.transaction_id as "transactionId",
  f.order_reference as "orderReference", f.merchant_reference as "merchantReference", f.kind, f.created_at as since,
  f.amount_minor as "amountMinor", f.currency, f.attempts, f.note`

/** Transfers that the PSP has not answered for long. */
export const findUnknownTransfers = (db: Executor, tenant: string, bounds: Bounds) =>
  findAll<TroubledTransfer>(
    db,
    {
      columns: transferColumns,
      from: sql`transfers f where f.settled_at is null and f.tenant = ${tenant}
        and f.created_at <= now() - ${ms(stuckAfterMs)}`,
      order: sql`f.created_at`,
    },
    bounds,
  )

/** Transfers that failed, and of which something has not been asked for again since. */
export const findFailedTransfers = (db: Executor, tenant: string, bounds: Bounds) =>
  findAll<TroubledTransfer>(
    db,
    {
      columns: transferColumns,
      from: sql`transfers f where f.tenant = ${tenant} and f.state = 'failed' and exists (
        select from transfer_items i where i.tenant = f.tenant and i.transfer_id = f.transfer_id and not exists (
          select from transfer_items l
          join transfers n on n.tenant = l.tenant and n.transfer_id = l.transfer_id
          where l.tenant = i.tenant and l.order_reference = i.order_reference and l.item_reference = i.item_reference
            and l.kind = i.kind and l.of_transfer is not distinct from i.of_transfer and n.created_at > f.created_at))`,
      order: sql`f.created_at`,
    },
    bounds,
  )
