const untoldOfCharge = [
  'account_id',
  'amount_transferred',
  'page_title',
  'lines',
  'customer',
  'create_key',
  'create_hash',
  'challenge_id',
  'return_url',
  'client_secret',
  'wallet_customer',
  'first_amount',
  'first_currency',
]

const untoldOfMerchant = ['account_id', 'details', 'create_key', 'create_hash', 'review_due_at']

const without = (row: string, untold: readonly string[]): string =>
  `to_jsonb(${row}) - '{${untold.join(',')}}'::text[]`

/** A charge's snapshot in an event or a stored answer: no secret, and nobody's address. */
export const snapshotSql = (row: string): string => without(row, untoldOfCharge)

/** A merchant's snapshot in an event: what the sandbox decided, and nothing that the merchant typed. */
const merchantSnapshotSql = (row: string): string => without(row, untoldOfMerchant)

/** How long a held webhook waits for the next one of its charge, at most. */
const holdSeconds = 5

/** By how much an event that tells a wrong amount is wrong. */
const wrongByMinor = 100

/** The settings that are used up, and what is left of each once a statement has used it. */
const afterUse = {
  webhook_drop_next: 'greatest(chaos.webhook_drop_next - 1, 0)',
  webhook_wrong_amount_next: 'greatest(chaos.webhook_wrong_amount_next - 1, 0)',
  capture_fail_next: 'greatest(chaos.capture_fail_next - 1, 0)',
  refund_refuse_next: 'greatest(chaos.refund_refuse_next - 1, 0)',
  pay_difference: '0',
} as const
export type UsedUp = keyof typeof afterUse

/**
 * The part of a statement that holds what goes wrong with it, so that two statements never use up the same. Calm settings
 * match no row and cost no lock. `after` names the rows that hold the charge: always first the charge, then the chaos.
 */
export const luckSql = (after: 'target' | 'done'): string => `
luck as (
  select * from sandbox_psp.chaos
  where exists (select from ${after}) and (${Object.keys(afterUse)
    .map((name) => `${name} <> 0`)
    .join(' or ')})
  for update
)`

/**
 * The part of a statement that tells what its `done` rows became: no effect without its event, no event
 * without its webhooks. `typeSql` is an SQL expression over `done`.
 */
export const tellSql = (typeSql: string): string => `${luckSql('done')}, ${tellLuckySql(typeSql)}`

/** As `tellSql`, for a statement that has drawn its `luck` before and uses up some of it. */
export const tellLuckySql = (typeSql: string, used: readonly UsedUp[] = []): string =>
  tellAboutSql({
    typeSql,
    chargeSql: `${snapshotSql('done')} || case when luck.webhook_wrong_amount_next > 0
      then jsonb_build_object('amount', done.amount + ${wrongByMinor}) else '{}' end`,
    merchantSql: 'null',
    used: ['webhook_drop_next', 'webhook_wrong_amount_next', ...used],
  })

/** As `tellSql`, where the `done` rows are merchants. */
export const tellMerchantSql = (): string =>
  `${luckSql('done')}, ${tellAboutSql({
    typeSql: `'merchant.updated'`,
    chargeSql: 'null',
    merchantSql: merchantSnapshotSql('done'),
    used: ['webhook_drop_next'],
  })}`

type Told = {
  typeSql: string
  chargeSql: string
  merchantSql: string
  used: readonly UsedUp[]
}

const tellAboutSql = ({ typeSql, chargeSql, merchantSql, used }: Told): string => `
used as (
  update sandbox_psp.chaos set ${used.map((name) => `${name} = ${afterUse[name]}`).join(', ')}
  from luck where exists (select from done)
),
event as (
  insert into sandbox_psp.events (id, type, account_id, about_id, charge, merchant)
  select 'evt_' || replace(gen_random_uuid()::text, '-', ''), ${typeSql}, done.account_id, done.id,
    ${chargeSql}, ${merchantSql}
  from done
  left join luck on true
  left join sandbox_psp.chaos on true
  cross join generate_series(0, coalesce(chaos.webhook_other_id, false)::int)
  returning id, account_id, about_id
),
planned as (
  insert into sandbox_psp.deliveries (event_id, about_id, kind, status, failure, is_held, due_at)
  select coalesce(copy.event_id, event.id), event.about_id, copy.kind,
    case when plan.is_dropped or plan.is_nowhere then 'dropped' else 'due' end,
    case when plan.is_nowhere then 'the account has no webhook URL' end,
    plan.is_held or copy.kind = 'replay',
    now() + case when plan.is_held or copy.kind = 'replay' then interval '${holdSeconds} seconds' else plan.delay end
  from event
  join sandbox_psp.accounts account on account.id = event.account_id
  left join luck on true
  left join sandbox_psp.chaos on true
  cross join lateral (
    select
      account.webhook_url is null as is_nowhere,
      coalesce(luck.webhook_drop_next, 0) > 0 as is_dropped,
      coalesce(chaos.webhook_delay_ms, 0) * interval '1 millisecond' as delay,
      coalesce(chaos.webhook_reorder, false) and coalesce(luck.webhook_drop_next, 0) = 0 and not exists (
        select from sandbox_psp.deliveries held
        where held.about_id = event.about_id and held.is_held and held.status = 'due' and held.kind <> 'replay'
      ) as is_held
  ) plan
  cross join lateral (
    select 'event' as kind, null as event_id
    union all select 'duplicate', null from generate_series(1, coalesce(chaos.webhook_duplicates, 0))
    union all select 'forged', null where coalesce(chaos.webhook_forge, false)
    union all (
      select 'replay', older.id from sandbox_psp.events older
      where coalesce(chaos.webhook_replay, false) and older.about_id = event.about_id
      order by (coalesce(older.charge, older.merchant) ->> 'version')::int desc limit 1
    )
  ) copy
)`
