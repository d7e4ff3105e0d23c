import type { Query } from '../query.ts'
import { randomId } from '../secrets.ts'
import { luckSql, tellLuckySql, tellSql, type UsedUp } from '../webhooks/event-sql.ts'
import type { AnsweredCharge } from './charge.ts'
import { leftSql, movedSql, movementEventSql } from './moved-sql.ts'
import { courses, type MovementKind } from './movement.ts'
import { type Change, isCaptured, type Operation, operate } from './operations.ts'

/** Captures `amount`, or all that is left; several captures never add up to more than the charge. */
export const captureCharge = (
  deps: { query: Query },
  operation: Operation,
  amount: number | null,
) => operate(deps, operation, movement('capture', amount))

/** Refunds `amount`, or all that is left; several refunds never add up to more than was captured. */
export const refundCharge = (deps: { query: Query }, operation: Operation, amount: number | null) =>
  operate(deps, operation, movement('refund', amount))

type Rules = {
  prefix: string
  statuses: string
  counter: UsedUp
  mode: string
  timeMs: string
  /** True when the charge moves such money, only not so much. */
  isAmount: (charge: AnsweredCharge) => boolean
}

const rules: Readonly<Record<MovementKind, Rules>> = {
  capture: {
    prefix: 'cap',
    statuses: `('authorized', 'captured', 'partially_refunded')`,
    counter: 'capture_fail_next',
    mode: 'capture_mode',
    timeMs: 'capture_ms',
    isAmount: ({ status }) => ['authorized', 'captured', 'partially_refunded'].includes(status),
  },
  refund: {
    prefix: 'ref',
    statuses: `('captured', 'overpaid', 'underpaid', 'partially_refunded')`,
    counter: 'refund_refuse_next',
    mode: 'refund_mode',
    timeMs: 'refund_ms',
    isAmount: isCaptured,
  },
}

/** One capture or refund, which takes the course that the chaos settings say. Without an amount: all that is left. */
function movement(kind: MovementKind, amount: number | null): Change {
  const { prefix, statuses, counter, mode, timeMs, isAmount } = rules[kind]
  const partSql = `coalesce($5::bigint, ${leftSql[kind]})`
  const movementSql = `jsonb_build_object('id', $6::text, 'kind', '${kind}', 'key', $2::text, 'amount', ${partSql},
    'status', asked.status, 'failure_code', asked.declined, 'created', now())`
  return {
    before: `
target as (select id from sandbox_psp.charges where id = $1 and account_id = $4 for update),
${luckSql('target')},
asked as (
  select course ->> 'first' as status, course -> 'later' as later, course ->> 'failure_code' as failure_code,
    case course ->> 'first' when 'failed' then course ->> 'failure_code' end as declined, time_ms
  from (
    select coalesce(chaos.${timeMs}, 0) as time_ms,
      $7::jsonb -> case when luck.${counter} > 0 then 'refused' else 'calm' end
        -> coalesce(chaos.${mode}, 'instant') as course
    from (select) one left join luck on true left join sandbox_psp.chaos on true
  ) chosen
),`,
    from: 'from asked',
    set: movedSql(`(c.movements || ${movementSql})`),
    guard: `c.status in ${statuses} and ${leftSql[kind]} > 0 and ${partSql} <= ${leftSql[kind]}`,
    tell: `${tellLuckySql(`(select ${movementEventSql(`'${kind}'`, 'asked.status')} from asked)`, [counter])},
steps as (
  insert into sandbox_psp.steps (charge_id, movement_id, kind, status, failure_code, due_at)
  select done.id, $6::text, '${kind}', step.status, case step.status when 'failed' then asked.failure_code end,
    now() + asked.time_ms * interval '1 millisecond' * step.nr / jsonb_array_length(asked.later)
  from done cross join asked
  cross join lateral jsonb_array_elements_text(asked.later) with ordinality as step (status, nr)
  order by step.nr
)`,
    declinedSql: '(select declined from asked)',
    parameters: [amount, randomId(prefix), JSON.stringify(courses[kind])],
    objection: (charge) => (isAmount(charge) ? 'amount_too_high' : 'status_conflict'),
  }
}

const steppedSql = `(
  select jsonb_agg(case when movement ->> 'id' = step.movement_id
    then movement || jsonb_build_object('status', step.status, 'failure_code', step.failure_code)
    else movement end order by nr)
  from jsonb_array_elements(c.movements) with ordinality as listed (movement, nr)
)`

/** Takes one step of a movement whose time has come; false when none is due. A movement takes its steps in order. */
export async function takeStep({ query }: { query: Query }): Promise<boolean> {
  const rows = await query(
    `with step as (
       delete from sandbox_psp.steps where id = (
         select due.id from sandbox_psp.steps due
         where due.due_at <= now() and not exists (
           select from sandbox_psp.steps earlier where earlier.movement_id = due.movement_id and earlier.id < due.id
         )
         order by due.due_at, due.id limit 1 for update skip locked
       )
       returning *
     ), done as (
       update sandbox_psp.charges c set ${movedSql(steppedSql)}, version = version + 1
       from step where c.id = step.charge_id
       returning c.*
     ), ${tellSql(`(select ${movementEventSql('step.kind', 'step.status')} from step)`)}
     select id from done`,
  )
  return rows.length > 0
}
