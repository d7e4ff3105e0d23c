import { z } from 'zod'
import type { Account } from '../accounts/account.ts'
import type { Query } from '../query.ts'
import { randomId } from '../secrets.ts'
import { tellMerchantSql } from '../webhooks/event-sql.ts'
import { type Decision, type Details, decisions, Merchant, missingOf } from './merchant.ts'

const latestMax = 50

export type NewMerchant = {
  account: Pick<Account, 'id' | 'mode'>
  reference: string
  name: string
  key: string
  hash: string
}

export type MerchantCreation =
  | { kind: 'created' | 'known'; merchant: Merchant }
  | { kind: 'key-reused' }

/** One key makes one merchant, and so does one reference: in an account they are the same merchant for ever. */
export async function createMerchant(
  { query }: { query: Query },
  { account, reference, name, key, hash }: NewMerchant,
): Promise<MerchantCreation> {
  const [made] = await query(
    `with made as (
       insert into sandbox_psp.merchants (id, account_id, reference, name, requirements, livemode, create_key, create_hash)
       values ($1, $2, $3, $4, $5::jsonb, $6, $7, $8)
       on conflict do nothing returning *
     )
     select to_jsonb(made) as merchant from made`,
    [
      randomId('mer'),
      account.id,
      reference,
      name,
      JSON.stringify(missingOf({})),
      account.mode === 'live',
      key,
      hash,
    ],
  )
  if (made) return { kind: 'created', merchant: Merchant.parse(made.merchant) }
  const [known] = await query(
    `select m.create_key = $2 and m.create_hash <> $4 as is_reused, to_jsonb(m) as merchant
     from sandbox_psp.merchants m
     where account_id = $1 and (create_key = $2 or reference = $3)
     order by create_key = $2 desc limit 1`,
    [account.id, key, reference, hash],
  )
  if (!known) throw new Error('A merchant that blocked a second one must be there.')
  return known.is_reused
    ? { kind: 'key-reused' }
    : { kind: 'known', merchant: Merchant.parse(known.merchant) }
}

export async function findMerchant(
  { query }: { query: Query },
  id: string,
): Promise<Merchant | null> {
  const [row] = await query(
    'select to_jsonb(m) as merchant from sandbox_psp.merchants m where id = $1',
    [id],
  )
  return row ? Merchant.parse(row.merchant) : null
}

/** The merchant with this reference in one account, as a list of none or one. */
export async function listMerchants(
  { query }: { query: Query },
  account: string,
  reference: string,
): Promise<Merchant[]> {
  const rows = await query(
    `select to_jsonb(m) as merchant from sandbox_psp.merchants m where account_id = $1 and reference = $2`,
    [account, reference],
  )
  return rows.map((row) => Merchant.parse(row.merchant))
}

async function change(
  { query }: { query: Query },
  id: string,
  { set, parameters }: { set: string; parameters: readonly unknown[] },
): Promise<Merchant | null> {
  const [row] = await query(
    `with done as (
       update sandbox_psp.merchants m set ${set}, version = version + 1 where m.id = $1 returning m.*
     ), ${tellMerchantSql()}
     select to_jsonb(done) as merchant from done`,
    [id, ...parameters],
  )
  return row ? Merchant.parse(row.merchant) : null
}

/** Keeps what a merchant has told so far, and tells what is still missing. */
export const keepDetails = (deps: { query: Query }, id: string, details: Details) =>
  change(deps, id, {
    set: `details = $2::jsonb,
      requirements = case when status = 'details_needed' then $3::jsonb else requirements end`,
    parameters: [JSON.stringify(details), JSON.stringify(missingOf(details))],
  })

/** Decides on a merchant, with what it has told where it has. A review ends by itself, with an approval. */
export function decideOn(
  deps: { query: Query },
  id: string,
  { decision, details = null }: { decision: Decision; details?: Details | null },
) {
  const { status, requirements } = decisions[decision]
  return change(deps, id, {
    set: `status = $2, requirements = $3::jsonb, details = coalesce($4::jsonb, details),
      review_due_at = case when $2 = 'in_review' then now() + interval '1 millisecond'
        * coalesce((select processing_ms from sandbox_psp.chaos), 2000) end`,
    parameters: [
      status,
      JSON.stringify(requirements),
      details === null ? null : JSON.stringify(details),
    ],
  })
}

/** Approves one merchant whose review is over; false when none is due. */
export async function settleReview({ query }: { query: Query }): Promise<boolean> {
  const rows = await query(
    `with due as (
       select id from sandbox_psp.merchants
       where review_due_at <= now() order by review_due_at limit 1 for update skip locked
     ), done as (
       update sandbox_psp.merchants m set status = 'active', requirements = '[]', review_due_at = null,
         version = version + 1
       from due where m.id = due.id returning m.*
     ), ${tellMerchantSql()}
     select id from done`,
  )
  return rows.length > 0
}

/** What a merchant has here, by currency: below 0 where money came back that was at the bank already. */
const Balance = z.object({ currency: z.string(), amount: z.int() })
export type Balance = z.infer<typeof Balance>

const balanceSql = `
  select merchant_id, currency, sum(amount)::bigint as amount from (
    select merchant_id, currency, case kind when 'payout' then amount else -amount end as amount
    from sandbox_psp.transfers
    union all
    select merchant_id, currency, -amount from sandbox_psp.bank_payouts
  ) moved group by merchant_id, currency`

const Listed = Merchant.extend({ balances: z.array(Balance) })
export type ListedMerchant = z.infer<typeof Listed>

/** The latest merchants of one account, or of all, the newest first. */
export async function latestMerchants(
  { query }: { query: Query },
  account: string | null,
): Promise<ListedMerchant[]> {
  const rows = await query(
    `select to_jsonb(m) || jsonb_build_object('balances', coalesce((
         select jsonb_agg(jsonb_build_object('currency', currency, 'amount', amount) order by currency)
         from (${balanceSql}) balance where balance.merchant_id = m.id
       ), '[]')) as merchant
     from sandbox_psp.merchants m
     where account_id = coalesce($1::text, account_id) order by created_at desc, id limit ${latestMax}`,
    [account],
  )
  return rows.map((row) => Listed.parse(row.merchant))
}

/** Sends all that a merchant has to its bank; false when there is nothing. */
export async function payOutToBank({ query }: { query: Query }, id: string): Promise<boolean> {
  const rows = await query(
    `with target as (select id from sandbox_psp.merchants where id = $1 for update)
     insert into sandbox_psp.bank_payouts (id, merchant_id, currency, amount)
     select 'po_' || replace(gen_random_uuid()::text, '-', ''), target.id, balance.currency, balance.amount
     from target join (${balanceSql}) balance on balance.merchant_id = target.id
     where balance.amount > 0 returning id`,
    [id],
  )
  return rows.length > 0
}
