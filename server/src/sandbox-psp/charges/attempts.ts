import type { Query } from '../query.ts'
import { luckSql, tellLuckySql, tellSql } from '../webhooks/event-sql.ts'
import { Charge } from './charge.ts'

/**
 * One try to pay. With a `challengeId` it counts only while this challenge is the current one, and with what
 * the shopper was `shown` only while the charge still costs that.
 */
export type Attempt = {
  chargeId: string
  last4: string
  challengeId?: string
  shown?: { amount: number; currency: string }
  /** Whom the wallet tells once this attempt has paid. */
  walletCustomer?: unknown
}

/** What the bank delivers: all at once where the charge is captured automatically, or where it is another amount than asked. */
const paidSet = `
  last_outcome = 'authorized', processing_due_at = null,
  (status, difference, amount_captured, movements) = (
    select
      case when difference > 0 then 'overpaid' when difference < 0 then 'underpaid'
        when captured > 0 then 'captured' else 'authorized' end,
      difference,
      captured,
      case when captured = 0 then '[]' else jsonb_build_array(jsonb_build_object(
        'id', 'cap_' || replace(gen_random_uuid()::text, '-', ''), 'kind', 'capture', 'key', null,
        'amount', captured, 'status', 'succeeded', 'failure_code', null, 'created', now())) end
    from (select greatest(coalesce((select pay_difference from luck), 0), 1 - c.amount) as difference) bank
    cross join lateral (
      select case when difference <> 0 or c.capture = 'automatic' then c.amount + difference else 0 end as captured
    ) delivery
  )`

const paidTell = tellLuckySql(`'charge.' || done.status`, ['pay_difference'])

/** Pays an open charge; null when it is no longer open, so that two tabs or two clicks pay once. */
export const authorizeCharge = (deps: { query: Query }, attempt: Attempt) =>
  attemptOnce(deps, attempt, {
    before: `target as (select id from sandbox_psp.charges where id = $1 for update), ${luckSql('target')},`,
    set: paidSet,
    tell: paidTell,
    declineCode: null,
  })

/** Refuses this attempt and leaves the charge open for the next one. */
export const declineCharge = (deps: { query: Query }, attempt: Attempt, declineCode: string) =>
  attemptOnce(deps, attempt, {
    set: `last_outcome = 'declined'`,
    tell: tellSql(`'charge.declined'`),
    declineCode,
  })

/**
 * Accepts the attempt without an answer yet; `settleProcessing` pays it when the configured time has passed.
 */
export const processCharge = (deps: { query: Query }, attempt: Attempt) =>
  attemptOnce(deps, attempt, {
    set: `status = 'processing', last_outcome = 'processing',
      processing_due_at = now() + interval '1 millisecond'
        * coalesce((select processing_ms from sandbox_psp.chaos), 2000)`,
    tell: tellSql(`'charge.processing'`),
    declineCode: null,
  })

async function attemptOnce(
  { query }: { query: Query },
  { chargeId, last4, challengeId, shown, walletCustomer }: Attempt,
  change: { before?: string; set: string; tell: string; declineCode: string | null },
): Promise<Charge | null> {
  const [row] = await query(
    `with ${change.before ?? ''} done as (
       update sandbox_psp.charges c set ${change.set}, attempts = attempts + 1, card_last4 = $2::text,
         decline_code = $4::text, challenge_id = null, challenge_ending = null, version = version + 1,
         wallet_customer = coalesce($7::jsonb, wallet_customer)
       where id = $1 and status = 'open' and ($3::text is null or challenge_id = $3::text)
         and amount = coalesce($5::bigint, amount) and currency = coalesce($6::text, currency)
       returning *
     ), ${change.tell}
     select to_jsonb(done) as charge from done`,
    [
      chargeId,
      last4,
      challengeId ?? null,
      change.declineCode,
      shown?.amount ?? null,
      shown?.currency ?? null,
      walletCustomer === undefined ? null : JSON.stringify(walletCustomer),
    ],
  )
  return row ? Charge.parse(row.charge) : null
}

/**
 * Asks the shopper's bank: the page of the challenge takes over. A later challenge replaces an earlier one.
 */
export async function beginChallenge(
  { query }: { query: Query },
  { chargeId, last4 }: Attempt,
  challenge: { id: string; ending: string },
): Promise<boolean> {
  const rows = await query(
    `update sandbox_psp.charges set challenge_id = $2, challenge_ending = $3, card_last4 = $4
     where id = $1 and status = 'open' returning id`,
    [chargeId, challenge.id, challenge.ending, last4],
  )
  return rows.length > 0
}

/** Pays one charge whose processing time is over; false when none is due. */
export async function settleProcessing({ query }: { query: Query }): Promise<boolean> {
  const rows = await query(
    `with due as (
       select id from sandbox_psp.charges
       where status = 'processing' and processing_due_at <= now()
       order by processing_due_at limit 1 for update skip locked
     ), target as (select from due), ${luckSql('target')}, done as (
       update sandbox_psp.charges c set ${paidSet}, version = version + 1
       from due where c.id = due.id
       returning c.*
     ), ${paidTell}
     select id from done`,
  )
  return rows.length > 0
}
