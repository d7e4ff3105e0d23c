import { z } from 'zod'
import { leftSql } from '../charges/moved-sql.ts'
import { payableStatuses } from '../merchants/merchant.ts'
import { isUniqueViolation, type Query } from '../query.ts'
import { randomId } from '../secrets.ts'
import { Transfer, type TransferRefusal } from './transfer.ts'

/** One effect that was asked for, once per key in an account. */
export type TransferOperation = { account: string; key: string; hash: string }

export type TransferOutcome =
  | { kind: 'done' | 'replayed'; transfer: Transfer }
  | { kind: 'refused'; code: TransferRefusal }
  | { kind: 'key-reused' }

export type PayoutRequest = { charge: string; merchant: string; amount: number; currency: string }
export type ReversalRequest = { transfer: string; amount: number; currency: string | null }

const payableSql = payableStatuses.map((status) => `'${status}'`).join(', ')

const payoutSql = `
with paid as (
  update sandbox_psp.charges c set amount_transferred = c.amount_transferred + $7::bigint
  from sandbox_psp.merchants m
  where c.id = $5 and c.account_id = $1 and m.id = $6 and m.account_id = c.account_id
    and m.status in (${payableSql}) and c.currency = $8
    and c.amount_transferred + $7::bigint <= ${leftSql.refund}
    and not exists (select from sandbox_psp.transfers where account_id = $1 and key = $2)
  returning c.id
), made as (
  insert into sandbox_psp.transfers (id, account_id, kind, charge_id, merchant_id, amount, currency, key, request_hash)
  select $4::text, $1::text, 'payout', paid.id, $6::text, $7::bigint, $8::text, $2::text, $3::text from paid
  returning *
)
select to_jsonb(made) as transfer from made`

/**
 * Sends a part of what was captured to a merchant: never more than is left of it after refunds, what is under way among them,
 * and after what merchants have already.
 */
export async function payOut(
  { query }: { query: Query },
  operation: TransferOperation,
  { charge, merchant, amount, currency }: PayoutRequest,
): Promise<TransferOutcome> {
  const parameters = [randomId('tr'), charge, merchant, amount, currency]
  const made = await makeOnce({ query }, payoutSql, { operation, parameters })
  return made ?? refusePayout({ query }, operation, { charge, merchant, amount, currency })
}

const reversalSql = `
with source as (
  update sandbox_psp.transfers t set amount_reversed = t.amount_reversed + $6::bigint
  where t.id = $5 and t.account_id = $1 and t.kind = 'payout' and t.currency = coalesce($7::text, t.currency)
    and t.amount_reversed + $6::bigint <= t.amount
    and not exists (select from sandbox_psp.transfers where account_id = $1 and key = $2)
  returning t.*
), given_back as (
  update sandbox_psp.charges c set amount_transferred = c.amount_transferred - $6::bigint
  from source where c.id = source.charge_id
), made as (
  insert into sandbox_psp.transfers
    (id, account_id, kind, charge_id, merchant_id, payout_id, amount, currency, key, request_hash)
  select $4::text, $1::text, 'reversal', source.charge_id, source.merchant_id, source.id, $6::bigint,
    source.currency, $2::text, $3::text from source
  returning *
)
select to_jsonb(made) as transfer from made`

/** Takes a part of a payout back: several reversals never add up to more than it was. */
export async function reverse(
  { query }: { query: Query },
  operation: TransferOperation,
  { transfer, amount, currency }: ReversalRequest,
): Promise<TransferOutcome> {
  const parameters = [randomId('trr'), transfer, amount, currency]
  const made = await makeOnce({ query }, reversalSql, { operation, parameters })
  return made ?? refuseReversal({ query }, operation, { transfer, amount, currency })
}

type Asked = { operation: TransferOperation; parameters: readonly unknown[] }

/** Two requests under one key collide on the key, and one is undone. Null when nothing was made under it. */
async function makeOnce(
  { query }: { query: Query },
  sql: string,
  { operation: { account, key, hash }, parameters }: Asked,
): Promise<TransferOutcome | null> {
  try {
    const [row] = await query(sql, [account, key, hash, ...parameters])
    if (row) return { kind: 'done', transfer: Transfer.parse(row.transfer) }
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
  }
  const [before] = await query(
    `select request_hash, to_jsonb(t) as transfer from sandbox_psp.transfers t where account_id = $1 and key = $2`,
    [account, key],
  )
  if (!before) return null
  return before.request_hash === hash
    ? { kind: 'replayed', transfer: Transfer.parse(before.transfer) }
    : { kind: 'key-reused' }
}

const PayoutPicture = z.object({
  charge_currency: z.string().nullable(),
  is_captured: z.boolean().nullable(),
  status: z.string().nullable(),
})

async function refusePayout(
  { query }: { query: Query },
  { account }: TransferOperation,
  { charge, merchant, currency }: PayoutRequest,
): Promise<TransferOutcome> {
  const [row] = await query(
    `select c.currency as charge_currency, c.amount_captured > 0 as is_captured, m.status from (select) one
     left join sandbox_psp.charges c on c.id = $2 and c.account_id = $1
     left join sandbox_psp.merchants m on m.id = $3 and m.account_id = $1`,
    [account, charge, merchant],
  )
  const picture = PayoutPicture.parse(row)
  return { kind: 'refused', code: objectToPayout(picture, currency) }
}

function objectToPayout(
  { charge_currency, is_captured, status }: z.infer<typeof PayoutPicture>,
  currency: string,
): TransferRefusal {
  if (charge_currency === null) return 'not_found'
  if (status === null) return 'merchant_not_found'
  if (!payableStatuses.some((payable) => payable === status)) return 'merchant_not_active'
  if (charge_currency !== currency) return 'currency_mismatch'
  return is_captured ? 'transfer_too_high' : 'charge_not_captured'
}

async function refuseReversal(
  { query }: { query: Query },
  { account }: TransferOperation,
  { transfer, currency }: ReversalRequest,
): Promise<TransferOutcome> {
  const [row] = await query(
    `select currency from sandbox_psp.transfers where id = $2 and account_id = $1 and kind = 'payout'`,
    [account, transfer],
  )
  if (!row) return { kind: 'refused', code: 'transfer_not_found' }
  const isOther = currency !== null && row.currency !== currency
  return { kind: 'refused', code: isOther ? 'currency_mismatch' : 'reversal_too_high' }
}

/** What was made under this key in one account, as a list of none or one. */
export async function listTransfers(
  { query }: { query: Query },
  account: string,
  key: string,
): Promise<Transfer[]> {
  const rows = await query(
    `select to_jsonb(t) as transfer from sandbox_psp.transfers t where account_id = $1 and key = $2`,
    [account, key],
  )
  return rows.map((row) => Transfer.parse(row.transfer))
}

/** True when this transfer is one of those that the chaos settings let be refused; it is then counted down. */
export async function takeTransferRefusal({ query }: { query: Query }): Promise<boolean> {
  const rows = await query(
    `update sandbox_psp.chaos set transfer_refuse_next = transfer_refuse_next - 1
     where transfer_refuse_next > 0 returning id`,
  )
  return rows.length > 0
}
