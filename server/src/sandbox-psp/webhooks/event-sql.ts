const untold = [
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

/** A charge's snapshot in an event or a stored answer: no secret, and nobody's address. */
export const snapshotSql = (row: string): string =>
  `to_jsonb(${row}) - '{${untold.join(',')}}'::text[]`

/** How long a held webhook waits for the next one of its charge, at most. */
const holdSeconds = 5

/**
 * The part of a statement that tells what its `done` rows became: no effect without its event, no event
 * without its webhooks. `typeSql` is an SQL expression over `done`.
 */
export const tellSql = (typeSql: string): string => `
event as (
  insert into sandbox_psp.events (id, type, charge_id, charge)
  select 'evt_' || replace(gen_random_uuid()::text, '-', ''), ${typeSql}, done.id, ${snapshotSql('done')}
  from done
  returning id, charge_id
),
dropped as (
  update sandbox_psp.chaos set webhook_drop_next = webhook_drop_next - 1
  where webhook_drop_next > 0 and exists (select from event)
  returning id
),
planned as (
  insert into sandbox_psp.deliveries (event_id, charge_id, kind, status, is_held, due_at)
  select event.id, event.charge_id, copy.kind,
    case when exists (select from dropped) then 'dropped' else 'due' end,
    plan.is_held,
    now() + case when plan.is_held then interval '${holdSeconds} seconds' else plan.delay end
  from event
  left join sandbox_psp.chaos on true
  cross join lateral (
    select
      coalesce(chaos.webhook_delay_ms, 0) * interval '1 millisecond' as delay,
      coalesce(chaos.webhook_reorder, false) and not exists (select from dropped) and not exists (
        select from sandbox_psp.deliveries held
        where held.charge_id = event.charge_id and held.is_held and held.status = 'due'
      ) as is_held
  ) plan
  cross join lateral (
    select 'event' as kind
    union all select 'duplicate' from generate_series(1, coalesce(chaos.webhook_duplicates, 0))
    union all select 'forged' where coalesce(chaos.webhook_forge, false)
  ) copy
)`
