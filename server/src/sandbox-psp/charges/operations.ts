import { isUniqueViolation, type Query } from '../query.ts'
import { snapshotSql, tellSql } from '../webhooks/event-sql.ts'
import { AnsweredCharge } from './charge.ts'

export type Operation = { chargeId: string; key: string; hash: string }

export type OperationOutcome =
  | { kind: 'done' | 'replayed'; charge: AnsweredCharge }
  | { kind: 'refused'; charge: AnsweredCharge }
  | { kind: 'key-reused' }
  | { kind: 'not-found' }

type Change = { set: string; guard: string; typeSql: string; parameters: readonly unknown[] }

/** Cancels only from `expected`, or from any unpaid or merely authorised state when nothing is expected. */
export const cancelCharge = (
  deps: { query: Query },
  operation: Operation,
  expected: 'open' | 'authorized' | null,
) =>
  operate(deps, operation, {
    set: `status = 'canceled', challenge_id = null, challenge_ending = null`,
    guard: `status in ('open', 'authorized') and status = coalesce($4::text, status)`,
    typeSql: `'charge.canceled'`,
    parameters: [expected],
  })

/** Captures `amount`, or all that is left; several captures never add up to more than the charge. */
export const captureCharge = (
  deps: { query: Query },
  operation: Operation,
  amount: number | null,
) =>
  operate(deps, operation, {
    set: `status = 'captured',
      amount_captured = amount_captured + coalesce($4::bigint, amount - amount_captured)`,
    guard: `status in ('authorized', 'captured') and amount_captured < amount
      and amount_captured + coalesce($4::bigint, 0) <= amount`,
    typeSql: `'charge.captured'`,
    parameters: [amount],
  })

/** Refunds `amount`, or all that is left; several refunds never add up to more than was captured. */
export const refundCharge = (deps: { query: Query }, operation: Operation, amount: number | null) =>
  operate(deps, operation, {
    set: `amount_refunded = amount_refunded + coalesce($4::bigint, amount_captured - amount_refunded),
      status = case when $4::bigint is null or amount_refunded + $4::bigint = amount_captured
        then 'refunded' else 'partially_refunded' end`,
    guard: `status in ('captured', 'partially_refunded') and amount_refunded < amount_captured
      and amount_refunded + coalesce($4::bigint, 0) <= amount_captured`,
    typeSql: `'charge.refunded'`,
    parameters: [amount],
  })

export type Purchase = {
  amount: number
  currency: string
  lines: readonly { name: string; quantity: number; amount: number }[]
}

/** Gives an unpaid charge another amount. A challenge that asks about the old one ends. */
export const updateCharge = (deps: { query: Query }, operation: Operation, purchase: Purchase) =>
  operate(deps, operation, {
    set: `first_amount = coalesce(first_amount, amount), first_currency = coalesce(first_currency, currency),
      amount = $4::bigint, currency = $5::text, lines = $6::jsonb,
      challenge_id = null, challenge_ending = null`,
    guard: `status = 'open'`,
    typeSql: `'charge.updated'`,
    parameters: [purchase.amount, purchase.currency, JSON.stringify(purchase.lines)],
  })

/** A snapshot with the secret, which is kept once, at the charge. */
const answeredSql = (snapshot: string, charge: string): string =>
  `${snapshot} || jsonb_build_object('client_secret', ${charge}.client_secret)`

/**
 * Effect, event and stored answer are one statement; two requests under one key collide on the key and one is
 * undone.
 */
async function operate(
  { query }: { query: Query },
  operation: Operation,
  change: Change,
): Promise<OperationOutcome> {
  const sql = `
with done as (
  update sandbox_psp.charges set ${change.set}, version = version + 1
  where id = $1 and ${change.guard} and not exists (select from sandbox_psp.operations where key = $2)
  returning *
), ${tellSql(change.typeSql)},
kept as (
  insert into sandbox_psp.operations (key, request_hash, charge_id, answer)
  select $2::text, $3::text, done.id, ${snapshotSql('done')} from done
)
select ${answeredSql(snapshotSql('done'), 'done')} as charge from done`
  const { chargeId, key, hash } = operation
  try {
    const [row] = await query(sql, [chargeId, key, hash, ...change.parameters])
    if (row) return { kind: 'done', charge: AnsweredCharge.parse(row.charge) }
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
  }
  return explain({ query }, operation)
}

/** Why nothing was changed: it had been done under this key already, or the charge does not allow it. */
async function explain(
  { query }: { query: Query },
  { chargeId, key, hash }: Operation,
): Promise<OperationOutcome> {
  const [row] = await query(
    `select
       (select ${answeredSql(snapshotSql('c'), 'c')} from sandbox_psp.charges c where id = $1) as charge,
       (select request_hash from sandbox_psp.operations where key = $2) as request_hash,
       (select ${answeredSql('o.answer', 'c')} from sandbox_psp.operations o
        join sandbox_psp.charges c on c.id = o.charge_id where o.key = $2) as answer`,
    [chargeId, key],
  )
  if (row?.request_hash && row.request_hash !== hash) return { kind: 'key-reused' }
  if (row?.answer) return { kind: 'replayed', charge: AnsweredCharge.parse(row.answer) }
  if (!row?.charge) return { kind: 'not-found' }
  return { kind: 'refused', charge: AnsweredCharge.parse(row.charge) }
}
