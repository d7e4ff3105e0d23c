import { type Executor, sql } from '../database/database.ts'
import { json } from '../database/json.ts'
import { operationGraceMs } from '../payments/begin-store.ts'
import type { Source } from '../payments/change.ts'
import type { Payment } from '../payments/payment.ts'
import { toPayment } from '../payments/payment-store.ts'
import type { Transfer, TransferItem, TransferState } from './transfer.ts'
import type { MovedItem } from './transfer-plan.ts'

/** While this transaction lasts, nobody else moves money of this payment. Null when there is none. */
export async function lockPayment(
  tx: Executor,
  { tenant, transactionId }: Pick<Payment, 'tenant' | 'transactionId'>,
): Promise<{ payment: Payment; sharedMinor: number } | null> {
  const { rows } = await sql<Record<string, unknown>>`
    select * from payments where tenant = ${tenant} and transaction_id = ${transactionId} for update`.execute(
    tx,
  )
  const row = rows[0]
  return row ? { payment: toPayment(row), sharedMinor: Number(row['shared_minor']) } : null
}

export async function findTransfer(
  db: Executor,
  { tenant, transferId }: Pick<Transfer, 'tenant' | 'transferId'>,
): Promise<Transfer | null> {
  const { rows } = await sql<TransferRow>`
    select * from transfers where tenant = ${tenant} and transfer_id = ${transferId}`.execute(db)
  return rows[0] ? toTransfer(rows[0]) : null
}

/** Every standing payout of an order's items: one look along an index, which a list of items would not be. */
export const findPaidItems = (
  db: Executor,
  tenant: string,
  orderReference: string,
): Promise<MovedItem[]> =>
  findMoved(
    db,
    sql`i.tenant = ${tenant} and i.order_reference = ${orderReference} and i.kind = 'payout' and i.is_standing`,
  )

/** What a payout was for. */
export const findItemsOf = (
  db: Executor,
  { tenant, transferId }: Pick<Transfer, 'tenant' | 'transferId'>,
): Promise<MovedItem[]> =>
  findMoved(db, sql`i.tenant = ${tenant} and i.transfer_id = ${transferId}`)

/** What was taken back of a payout, or is about to be. */
export const findReversedItems = (
  db: Executor,
  { tenant, transferId }: Pick<Transfer, 'tenant' | 'transferId'>,
): Promise<MovedItem[]> =>
  findMoved(
    db,
    sql`i.tenant = ${tenant} and i.of_transfer = ${transferId} and i.kind = 'reversal' and i.is_standing`,
  )

async function findMoved(
  db: Executor,
  condition: ReturnType<typeof sql<unknown>>,
): Promise<MovedItem[]> {
  const { rows } = await sql<TransferRow & { item_reference: string; item_minor: string }>`
    select t.*, i.item_reference, i.amount_minor as item_minor
    from transfer_items i join transfers t on t.tenant = i.tenant and t.transfer_id = i.transfer_id
    where ${condition}`.execute(db)
  return rows.map((row) => ({
    itemReference: row.item_reference,
    amountMinor: Number(row.item_minor),
    transfer: toTransfer(row),
  }))
}

/** Writes the intent, with what it holds of its payment, before the PSP is asked. */
export async function insertTransfer(
  tx: Executor,
  transfer: Transfer,
  items: readonly TransferItem[],
): Promise<void> {
  const { tenant, transferId, transactionId, kind, amountMinor } = transfer
  const heldMinor = kind === 'payout' ? amountMinor : 0
  await sql`
    with intended as (
      insert into transfers (tenant, transfer_id, transaction_id, provider, mode, order_reference, merchant_reference, kind,
        of_transfer, psp_target, amount_minor, currency, state, due_at)
      values (${tenant}, ${transferId}, ${transactionId}, ${transfer.provider}, ${transfer.mode},
        ${transfer.orderReference}, ${transfer.merchantReference}, ${kind}, ${transfer.ofTransfer},
        ${transfer.pspTarget}, ${amountMinor}::bigint, ${transfer.currency}, 'pending',
        now() + ${operationGraceMs}::integer * interval '1 millisecond')
      returning *
    ), listed as (
      insert into transfer_items (tenant, transfer_id, order_reference, item_reference, kind, of_transfer, amount_minor)
      select t.tenant, t.transfer_id, t.order_reference, i."itemReference", t.kind, t.of_transfer, i."amountMinor"
      from intended t, jsonb_to_recordset(${json(items)}) as i ("itemReference" text, "amountMinor" bigint)
    ), held as (
      update payments set shared_minor = shared_minor + ${heldMinor}::bigint
      where tenant = ${tenant} and transaction_id = ${transactionId}
    )
    insert into payment_history (tenant, transaction_id, source, event, details)
    values (${tenant}, ${transactionId}, 'api', ${`${kind}-requested`}::text, ${json(detailsOf(transfer))})`.execute(
    tx,
  )
}

export type TransferEnd =
  | { state: 'succeeded'; note: null; pspReference: string }
  | { state: 'failed' | 'unknown'; note: string }

/**
 * Ends a transfer, or leaves it `unknown` and open: with the same statement its items may be asked for again when it failed,
 * the payment is given back what it held, and its history tells of it. Null when it had ended already.
 */
export async function endTransfer(
  db: Executor,
  transfer: Transfer,
  { end, source }: { end: TransferEnd; source: Source },
): Promise<Transfer | null> {
  const { tenant, transferId, transactionId, kind, amountMinor } = transfer
  const { state, note } = end
  const pspReference = end.state === 'succeeded' ? end.pspReference : null
  const returnedMinor = isGivenBack(kind, state) ? amountMinor : 0
  const { rows } = await sql<TransferRow>`
    with ended as (
      update transfers set state = ${state}, note = ${note}, psp_reference = coalesce(${pspReference}::text, psp_reference),
        settled_at = case when ${state}::text = 'unknown' then null else now() end,
        due_at = case when attempts = 0 then now() + interval '2 seconds' else due_at end
      where tenant = ${tenant} and transfer_id = ${transferId} and state in ('pending', 'unknown')
      returning *
    ), freed as (
      update transfer_items i set is_standing = false from ended
      where i.tenant = ended.tenant and i.transfer_id = ended.transfer_id and ended.state = 'failed'
    ), returned as (
      update payments p set shared_minor = shared_minor - ${returnedMinor}::bigint from ended
      where p.tenant = ended.tenant and p.transaction_id = ended.transaction_id and ${returnedMinor}::bigint > 0
    ), written as (
      insert into payment_history (tenant, transaction_id, source, event, details)
      select ended.tenant, ${transactionId}::text, ${source}::text, ${`${kind}-${state}`}::text,
        ${json(detailsOf({ ...transfer, note }))}
      from ended where ended.state <> 'unknown'
    )
    select * from ended`.execute(db)
  return rows[0] ? toTransfer(rows[0]) : null
}

/** A payout that failed and a reversal that succeeded give the payment back what merchants had of it. */
const isGivenBack = (kind: Transfer['kind'], state: TransferState): boolean =>
  kind === 'payout' ? state === 'failed' : state === 'succeeded'

const detailsOf = ({ transferId, merchantReference, amountMinor, ofTransfer, note }: Transfer) => ({
  ...{ transferId, merchantReference, amountMinor },
  ...(ofTransfer !== null && { ofTransfer }),
  ...(note !== null && { because: note }),
})

export type TransferRow = {
  tenant: string
  transfer_id: string
  transaction_id: string
  provider: string
  mode: Transfer['mode']
  order_reference: string
  merchant_reference: string
  kind: Transfer['kind']
  of_transfer: string | null
  psp_target: string
  amount_minor: string | number
  currency: string
  state: TransferState
  note: string | null
  psp_reference: string | null
  created_at: Date
  settled_at: Date | null
  due_at: Date
}

export const toTransfer = (row: TransferRow): Transfer => ({
  tenant: row.tenant,
  transferId: row.transfer_id,
  transactionId: row.transaction_id,
  provider: row.provider,
  mode: row.mode,
  orderReference: row.order_reference,
  merchantReference: row.merchant_reference,
  kind: row.kind,
  ofTransfer: row.of_transfer,
  pspTarget: row.psp_target,
  amountMinor: Number(row.amount_minor),
  currency: row.currency,
  state: row.state,
  note: row.note,
  pspReference: row.psp_reference,
  createdAt: row.created_at,
  settledAt: row.settled_at,
})
