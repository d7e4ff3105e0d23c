import { z } from 'zod'
import { ChargeSnapshot } from '../charges/charge.ts'
import { MerchantSnapshot } from '../merchants/merchant.ts'
import type { Query } from '../query.ts'

const triesMax = 12
const listMax = 50

/**
 * A claimed delivery falls due again after this: longer than one try can take, so that nobody sends it
 * meanwhile.
 */
const leaseSeconds = 15
const backoffSeconds = [1, 5, 30, 120, 600, 3600]

const deliveryKinds = ['event', 'duplicate', 'forged', 'replay'] as const

const Claimed = z.object({
  id: z.int(),
  kind: z.enum(deliveryKinds),
  attempts: z.int(),
  event_id: z.string(),
  type: z.string(),
  created: z.string(),
  charge: ChargeSnapshot.nullable(),
  merchant: MerchantSnapshot.nullable(),
  livemode: z.boolean(),
  webhook_url: z.string().nullable(),
  webhook_secret: z.string(),
  old_webhook_secret: z.string().nullable(),
})
export type ClaimedDelivery = z.infer<typeof Claimed>

const claimSql = `
with due as (
  select id from sandbox_psp.deliveries
  where status = 'due' and due_at <= now()
  order by due_at, id limit $1::int for update skip locked
), claimed as (
  update sandbox_psp.deliveries d
  set attempts = d.attempts + 1, is_held = false, failure = null,
    due_at = now() + interval '${leaseSeconds} seconds'
  from due where d.id = due.id
  returning d.id, d.kind, d.attempts, d.event_id
), waits as (
  select due_at from sandbox_psp.deliveries where status = 'due' and due_at > now()
  union all
  select processing_due_at from sandbox_psp.charges where status = 'processing'
  union all
  select due_at from sandbox_psp.steps
  union all
  select review_due_at from sandbox_psp.merchants where review_due_at is not null
)
select
  (select jsonb_agg(jsonb_build_object('id', claimed.id, 'kind', claimed.kind, 'attempts', claimed.attempts,
     'event_id', e.id, 'type', e.type, 'created', e.created_at, 'charge', e.charge, 'merchant', e.merchant,
     'livemode', a.mode = 'live', 'webhook_url', a.webhook_url, 'webhook_secret', a.webhook_secret,
     'old_webhook_secret', a.old_webhook_secret) order by claimed.id)
   from claimed join sandbox_psp.events e on e.id = claimed.event_id
   join sandbox_psp.accounts a on a.id = e.account_id) as claimed,
  (select extract(epoch from min(due_at) - now()) * 1000 from waits) as next_in_ms`

/** Takes what is due, for this process alone, and tells when the next thing will be. */
export async function claimDeliveries(
  { query }: { query: Query },
  max: number,
): Promise<{ claimed: ClaimedDelivery[]; nextInMs: number | null }> {
  const [row] = await query(claimSql, [max])
  return {
    claimed: z.array(Claimed).parse(row?.claimed ?? []),
    nextInMs: row?.next_in_ms == null ? null : Number(row.next_in_ms),
  }
}

/** Records a webhook that arrived, and lets go what was held behind it: an earlier one, or a replay of one. */
export async function markDelivered(
  { query }: { query: Query },
  id: number,
  answerStatus: number,
): Promise<void> {
  await query(
    `with settled as (
       update sandbox_psp.deliveries
       set status = 'delivered', delivered_at = now(), answer_status = $2::int, failure = null
       where id = $1 returning id, about_id
     )
     update sandbox_psp.deliveries d set due_at = now()
     from settled
     where d.about_id = settled.about_id and d.is_held and d.status = 'due' and (
       d.id < settled.id or d.kind = 'replay' and not exists (
         select from sandbox_psp.deliveries newer
         where newer.about_id = d.about_id and newer.kind = 'event' and newer.status = 'due'
           and newer.id < d.id and newer.id <> settled.id
       )
     )`,
    [id, answerStatus],
  )
}

/**
 * Records a try that failed: due again with growing patience, or dead after the last. A forged copy has one
 * try.
 */
export async function markFailed(
  { query }: { query: Query },
  { id, kind, attempts }: Pick<ClaimedDelivery, 'id' | 'kind' | 'attempts'>,
  { answerStatus, failure }: { answerStatus: number | null; failure: string },
): Promise<void> {
  const waitSeconds = backoffSeconds[Math.min(attempts, backoffSeconds.length) - 1] ?? 1
  const status = kind === 'forged' ? 'refused' : attempts >= triesMax ? 'dead' : 'due'
  await query(
    `update sandbox_psp.deliveries
     set status = $2, answer_status = $3::int, failure = $4, due_at = now() + $5::int * interval '1 second'
     where id = $1`,
    [id, status, answerStatus, failure, waitSeconds],
  )
}

const Listed = z.object({
  id: z.int(),
  kind: z.enum(deliveryKinds),
  status: z.enum(['due', 'delivered', 'refused', 'dropped', 'dead']),
  is_held: z.boolean(),
  attempts: z.int(),
  answer_status: z.int().nullable(),
  failure: z.string().nullable(),
  created_at: z.string(),
  event_id: z.string(),
  about_id: z.string(),
  type: z.string(),
  reference: z.string(),
  account: z.string(),
})
export type ListedDelivery = z.infer<typeof Listed>

/** The latest deliveries, the newest first. */
export async function listDeliveries({ query }: { query: Query }): Promise<ListedDelivery[]> {
  const rows = await query(
    `select
       to_jsonb(d) || jsonb_build_object('type', e.type, 'account', a.name,
         'reference', coalesce(e.charge, e.merchant) ->> 'reference') as delivery
     from sandbox_psp.deliveries d join sandbox_psp.events e on e.id = d.event_id
     join sandbox_psp.accounts a on a.id = e.account_id
     order by d.id desc limit ${listMax}`,
  )
  return rows.map((row) => Listed.parse(row.delivery))
}

/** Makes a delivery due at once, whatever became of it. */
export async function sendAgain({ query }: { query: Query }, id: number): Promise<boolean> {
  const rows = await query(
    `update sandbox_psp.deliveries set status = 'due', attempts = 0, is_held = false, due_at = now()
     where id = $1 returning id`,
    [id],
  )
  return rows.length > 0
}
