import { z } from 'zod'
import { leftSql } from '../charges/moved-sql.ts'
import { payableStatuses } from '../merchants/merchant.ts'
import { isUniqueViolation, type Query } from '../query.ts'
import { randomId } from '../secrets.ts'
import { Transfer, type TransferRefusal, transferRefusals } from './transfer.ts'

/** One effect that was asked for: once per key in an account, and a refusal is as final as a transfer. */
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
    and not exists (select from sandbox_psp.transfer_keys where account_id = $1 and key = $2)
  returning c.id
), taken as (
  insert into sandbox_psp.transfer_keys (account_id, key, request_hash)
  select $1::text, $2::text, $3::text from paid
), made as (
  insert into sandbox_psp.transfers (id, account_id, kind, charge_id, merchant_id, amount, currency, key)
  select $4::text, $1::text, 'payout', paid.id, $6::text, $7::bigint, $8::text, $2::text from paid
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
    and not exists (select from sandbox_psp.transfer_keys where account_id = $1 and key = $2)
  returning t.*
), taken as (
  insert into sandbox_psp.transfer_keys (account_id, key, request_hash)
  select $1::text, $2::text, $3::text from source
), given_back as (
  update sandbox_psp.charges c set amount_transferred = c.amount_transferred - $6::bigint
  from source where c.id = source.charge_id
), made as (
  insert into sandbox_psp.transfers
    (id, account_id, kind, charge_id, merchant_id, payout_id, amount, currency, key)
  select $4::text, $1::text, 'reversal', source.charge_id, source.merchant_id, source.id, $6::bigint,
    source.currency, $2::text from source
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

/** Two requests under one key collide on the key, and one is undone. Null when the key was not used before, and nothing was made. */
async function makeOnce(
  { query }: { query: Query },
  sql: string,
  { operation, parameters }: Asked,
): Promise<TransferOutcome | null> {
  const { account, key, hash } = operation
  try {
    const [row] = await query(sql, [account, key, hash, ...parameters])
    if (row) return { kind: 'done', transfer: Transfer.parse(row.transfer) }
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
  }
  return findBefore({ query }, operation)
}

const Before = z.object({
  request_hash: z.string(),
  refusal: z.enum(transferRefusals).nullable(),
  transfer: Transfer.nullable(),
})

/** What became of the first request under this key, whatever has changed since. */
async function findBefore(
  { query }: { query: Query },
  { account, key, hash }: TransferOperation,
): Promise<TransferOutcome | null> {
  const [row] = await query(
    `select k.request_hash, k.refusal, to_jsonb(t) as transfer from sandbox_psp.transfer_keys k
     left join sandbox_psp.transfers t on t.account_id = k.account_id and t.key = k.key
     where k.account_id = $1 and k.key = $2`,
    [account, key],
  )
  if (!row) return null
  const { request_hash, refusal, transfer } = Before.parse(row)
  if (request_hash !== hash) return { kind: 'key-reused' }
  if (refusal !== null) return { kind: 'refused', code: refusal }
  if (transfer === null) throw new Error(`Nothing became of the transfer under ${key}.`)
  return { kind: 'replayed', transfer }
}

/** Refuses under this key for good; or answers what another request under it has come to meanwhile. */
async function keepRefusal(
  { query }: { query: Query },
  operation: TransferOperation,
  code: TransferRefusal,
): Promise<TransferOutcome> {
  const { account, key, hash } = operation
  const kept = await query(
    `insert into sandbox_psp.transfer_keys (account_id, key, request_hash, refusal) values ($1, $2, $3, $4)
     on conflict do nothing returning key`,
    [account, key, hash, code],
  )
  const before = kept.length > 0 ? null : await findBefore({ query }, operation)
  return before ?? { kind: 'refused', code }
}

const PayoutPicture = z.object({
  charge_currency: z.string().nullable(),
  is_captured: z.boolean().nullable(),
  status: z.string().nullable(),
})

async function refusePayout(
  { query }: { query: Query },
  operation: TransferOperation,
  { charge, merchant, currency }: PayoutRequest,
): Promise<TransferOutcome> {
  const [row] = await query(
    `select c.currency as charge_currency, c.amount_captured > 0 as is_captured, m.status from (select) one
     left join sandbox_psp.charges c on c.id = $2 and c.account_id = $1
     left join sandbox_psp.merchants m on m.id = $3 and m.account_id = $1`,
    [operation.account, charge, merchant],
  )
  const picture = PayoutPicture.parse(row)
  return keepRefusal({ query }, operation, objectToPayout(picture, currency))
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
  operation: TransferOperation,
  { transfer, currency }: ReversalRequest,
): Promise<TransferOutcome> {
  const [row] = await query(
    `select currency from sandbox_psp.transfers where id = $2 and account_id = $1 and kind = 'payout'`,
    [operation.account, transfer],
  )
  return keepRefusal({ query }, operation, objectToReversal(row, currency))
}

function objectToReversal(
  payout: Record<string, unknown> | undefined,
  currency: string | null,
): TransferRefusal {
  if (!payout) return 'transfer_not_found'
  const isOther = currency !== null && payout.currency !== currency
  return isOther ? 'currency_mismatch' : 'reversal_too_high'
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

/** Refuses this transfer where the chaos settings want the next ones refused, and counts it down. Null where they do not. */
export async function refuseByChaos(
  { query }: { query: Query },
  operation: TransferOperation,
): Promise<TransferOutcome | null> {
  if (await findBefore({ query }, operation)) return null
  const rows = await query(
    `update sandbox_psp.chaos set transfer_refuse_next = transfer_refuse_next - 1
     where transfer_refuse_next > 0 returning id`,
  )
  return rows.length > 0 ? keepRefusal({ query }, operation, 'transfer_refused') : null
}
