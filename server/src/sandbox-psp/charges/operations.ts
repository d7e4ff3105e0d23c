import { isUniqueViolation, type Query } from '../query.ts'
import { snapshotSql, tellSql } from '../webhooks/event-sql.ts'
import { AnsweredCharge } from './charge.ts'
import { leftSql } from './moved-sql.ts'
import { Refusal } from './movement.ts'

/** One effect that was asked for, once per key. In the dashboard a person asks, without a key. */
export type Operation = { account: string; chargeId: string; key: string | null; hash: string }

export type OperationOutcome =
  | { kind: 'done' | 'replayed'; charge: AnsweredCharge }
  | { kind: 'refused'; charge: AnsweredCharge; code: Objection }
  | { kind: 'declined'; charge: AnsweredCharge; code: Refusal }
  | { kind: 'key-reused' }
  | { kind: 'not-found' }

/** What keeps an effect from happening on a charge as it is. */
type Objection = 'status_conflict' | 'amount_too_high'

/** A change of the charge `c`, as parts of one statement. Its own parameters begin with $5. */
export type Change = {
  before?: string
  from?: string
  set: string
  guard: string
  tell: string
  /** An SQL expression: why the bank refused, null when it did not. */
  declinedSql?: string
  parameters: readonly unknown[]
  /** Why a charge that the guard kept as it was does not change; null when it is as it should be already. */
  objection: (charge: AnsweredCharge) => Objection | null
}

/** A charge of which money was taken. */
export const isCaptured = ({ amount_captured }: AnsweredCharge): boolean => amount_captured > 0

export type Expectation = 'open' | 'authorized' | 'captured'

/**
 * Cancels only from `expected`, or from any unpaid or merely authorised state when nothing is expected. Of a captured charge
 * it gives up what is left to capture.
 */
export const cancelCharge = (
  deps: { query: Query },
  operation: Operation,
  expected: Expectation | null,
) => operate(deps, operation, expected === 'captured' ? giveUpRest : cancelAll(expected))

const cancelAll = (expected: 'open' | 'authorized' | null): Change => ({
  set: `status = 'canceled', challenge_id = null, challenge_ending = null,
    amount_voided = case status when 'authorized' then amount else 0 end`,
  guard: `status in ('open', 'authorized') and status = coalesce($5::text, status)
    and ${leftSql.capture} = amount`,
  tell: tellSql(`'charge.canceled'`),
  parameters: [expected],
  objection: ({ status }) => (status === 'canceled' ? null : 'status_conflict'),
})

const giveUpRest: Change = {
  set: `amount_voided = ${leftSql.capture}`,
  guard: `amount_captured > 0 and amount_voided = 0 and ${leftSql.capture} > 0`,
  tell: tellSql(`'charge.voided'`),
  parameters: [],
  objection: (charge) => (isCaptured(charge) ? null : 'status_conflict'),
}

export type Purchase = {
  amount: number
  currency: string
  lines: readonly { name: string; quantity: number; amount: number }[]
}

/** Gives an unpaid charge another amount. A challenge that asks about the old one ends. */
export const updateCharge = (deps: { query: Query }, operation: Operation, purchase: Purchase) =>
  operate(deps, operation, {
    set: `first_amount = coalesce(first_amount, amount), first_currency = coalesce(first_currency, currency),
      amount = $5::bigint, currency = $6::text, lines = $7::jsonb,
      challenge_id = null, challenge_ending = null`,
    guard: `status = 'open'`,
    tell: tellSql(`'charge.updated'`),
    parameters: [purchase.amount, purchase.currency, JSON.stringify(purchase.lines)],
    objection: () => 'status_conflict',
  })

/** A snapshot with the secret, which is kept once, at the charge. */
const answeredSql = (snapshot: string, charge: string): string =>
  `${snapshot} || jsonb_build_object('client_secret', ${charge}.client_secret)`

/**
 * Effect, event and stored answer are one statement; two requests under one key collide on the key and one is
 * undone.
 */
export async function operate(
  { query }: { query: Query },
  operation: Operation,
  change: Change,
): Promise<OperationOutcome> {
  const declinedSql = change.declinedSql ?? 'null'
  const sql = `
with ${change.before ?? ''}
done as (
  update sandbox_psp.charges c set ${change.set}, version = version + 1
  ${change.from ?? ''}
  where c.id = $1 and c.account_id = $4 and ${change.guard}
    and not exists (select from sandbox_psp.operations where account_id = $4 and key = $2)
  returning c.*
), ${change.tell},
kept as (
  insert into sandbox_psp.operations (account_id, key, request_hash, charge_id, answer, failure_code)
  select $4::text, $2::text, $3::text, done.id, ${snapshotSql('done')}, ${declinedSql} from done where $2::text is not null
)
select ${answeredSql(snapshotSql('done'), 'done')} as charge, ${declinedSql} as failure_code from done`
  const { account, chargeId, key, hash } = operation
  try {
    const [row] = await query(sql, [chargeId, key, hash, account, ...change.parameters])
    if (row) return answered('done', row.charge, row.failure_code)
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
  }
  return explain({ query }, operation, change.objection)
}

function answered(
  kind: 'done' | 'replayed',
  snapshot: unknown,
  failureCode: unknown,
): OperationOutcome {
  const charge = AnsweredCharge.parse(snapshot)
  const code = Refusal.nullable().parse(failureCode ?? null)
  return code === null ? { kind, charge } : { kind: 'declined', charge, code }
}

/** Why nothing was changed: it had been done under this key already, or the charge does not allow it. */
async function explain(
  { query }: { query: Query },
  { account, chargeId, key, hash }: Operation,
  objection: Change['objection'],
): Promise<OperationOutcome> {
  const [row] = await query(
    `select
       (select ${answeredSql(snapshotSql('c'), 'c')} from sandbox_psp.charges c where id = $1 and account_id = $3) as charge,
       o.request_hash, o.failure_code, ${answeredSql('o.answer', 'c')} as answer
     from (select 1) one
     left join sandbox_psp.operations o on o.account_id = $3 and o.key = $2
     left join sandbox_psp.charges c on c.id = o.charge_id`,
    [chargeId, key, account],
  )
  if (row?.request_hash && row.request_hash !== hash) return { kind: 'key-reused' }
  if (row?.answer) return answered('replayed', row.answer, row.failure_code)
  if (!row?.charge) return { kind: 'not-found' }
  const charge = AnsweredCharge.parse(row.charge)
  const code = objection(charge)
  return code === null ? { kind: 'replayed', charge } : { kind: 'refused', charge, code }
}
