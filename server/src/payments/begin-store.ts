import { type Executor, sql } from '../database/database.ts'
import { json } from '../database/json.ts'
import type { AttemptBudgets } from '../limits/attempt-budgets.ts'
import { spentSql } from '../limits/attempt-store.ts'
import type { IdempotencyClaim } from './idempotency.ts'
import { leaseMs } from './idempotency-store.ts'
import type { Operation } from './operation.ts'
import type { Payment } from './payment.ts'

/** Attempts per cart or order within the window; a provider is not called for more. */
const attemptsMax = 10
export const attemptsWindowMinutes = 60

/** `begun`: all rows are written. Else nothing of the payment is, and the reason says who came first. */
export type Begin =
  | { kind: 'begun' | 'key-taken' | 'held' | 'too-many-attempts' }
  | { kind: 'attempts-spent'; retryAfterSeconds: number }

/**
 * Writes the intent: idempotency row, payment, operation and history, in one statement and so in one commit, before the PSP
 * is called. The unique indexes decide between requests that race; a statement that lost has written nothing but, at most,
 * its own idempotency row.
 */
export async function beginPayment(
  db: Executor,
  payment: Payment,
  operation: Operation,
  { claim, budgets }: { claim: IdempotencyClaim | null; budgets: AttemptBudgets },
): Promise<Begin> {
  const { rows } = await sql<{
    reserved: boolean
    is_within_limit: boolean
    is_begun: boolean
    wait_seconds: number | null
  }>`
    with reserved as (
      insert into idempotency (tenant, caller, operation, key, request_hash, lease_until)
      select ${payment.tenant}::text, ${claim?.caller ?? null}::text, ${claim?.operation ?? null}::text,
        ${claim?.key ?? null}::text, ${claim?.requestHash ?? null}::text,
        now() + ${leaseMs}::integer * interval '1 millisecond'
      where ${claim !== null}::boolean
      on conflict do nothing
      returning 1
    ), ${spentSql(payment, budgets)}, gate as (
      select (${claim === null}::boolean or exists (select from reserved)) as reserved,
        (select count(*) from payments where tenant = ${payment.tenant}
          and (cart_id = ${payment.cartId} or order_reference = ${payment.orderReference})
          and created_at > now() - ${attemptsWindowMinutes}::integer * interval '1 minute') < ${attemptsMax}::integer
          as is_within_limit, wait_seconds from spent
    ), begun as (
      insert into payments (tenant, transaction_id, mode, provider, method, strategy, owner, cart_id, order_reference,
        order_item_ids, amount_minor, currency, status, success_url, cancel_url, configuration_version, asker,
        orderless_since, look_up_due_at)
      select ${payment.tenant}::text, ${payment.transactionId}::text, ${payment.mode}::text, ${payment.provider}::text,
        ${payment.method}::text, ${payment.strategy}::text, ${payment.owner}::text, ${payment.cartId}::text,
        ${payment.orderReference}::text, ${json(payment.orderItemIds)}, ${payment.amountMinor}::bigint,
        ${payment.currency}::text, ${payment.status}::text, ${payment.successUrl}::text, ${payment.cancelUrl}::text,
        ${payment.configurationVersion}::integer,
        ${payment.asker}::text,
        case when ${payment.orderReference === null}::boolean then now() end,
        case when ${payment.orderReference !== null}::boolean
          then now() + ${unpaidLookUpMs}::integer * interval '1 millisecond' end
      from gate where gate.reserved and gate.is_within_limit and gate.wait_seconds is null
      on conflict do nothing
      returning tenant, transaction_id
    ), intended as (
      insert into operations (tenant, operation_id, transaction_id, kind, state, request, due_at)
      select tenant, ${operation.operationId}::text, transaction_id, ${operation.kind}::text, 'pending',
        ${json(operation.request)}, now() + ${operationGraceMs}::integer * interval '1 millisecond'
      from begun
    ), written as (
      insert into payment_history (tenant, transaction_id, source, event, to_status, details)
      select tenant, transaction_id, 'api', 'payment-created', 'new', ${json({ operationId: operation.operationId })}
      from begun
    )
    select gate.*, exists (select from begun) as is_begun from gate`.execute(db)
  const row = rows[0]
  if (!row?.reserved) return { kind: 'key-taken' }
  if (row.is_begun) return { kind: 'begun' }
  if (!row.is_within_limit) return { kind: 'too-many-attempts' }
  return row.wait_seconds === null
    ? { kind: 'held' }
    : { kind: 'attempts-spent', retryAfterSeconds: Number(row.wait_seconds) }
}

/** Until then somebody who has an order is believed to be paying. Payments before their order have a worker of their own. */
const unpaidLookUpMs = 15 * 60_000

/** How long an operation may be under way before a sweep looks it up: longer than any PSP time-out. */
export const operationGraceMs = 30_000

/** Writes the intent of a later operation on a payment. False when one of its kind is already under way. */
export async function beginOperation(db: Executor, operation: Operation): Promise<boolean> {
  const { rows } = await sql`
    with intended as (
      insert into operations (tenant, operation_id, transaction_id, kind, state, request, due_at)
      values (${operation.tenant}, ${operation.operationId}, ${operation.transactionId}, ${operation.kind}, 'pending',
        ${json(operation.request)}, now() + ${operationGraceMs}::integer * interval '1 millisecond')
      on conflict do nothing
      returning tenant, transaction_id
    ), written as (
      insert into payment_history (tenant, transaction_id, source, event, details)
      select tenant, transaction_id, 'api', ${`${operation.kind}-requested`}::text,
        ${json({ operationId: operation.operationId })} from intended
    )
    select 1 from intended`.execute(db)
  return rows.length > 0
}

/**
 * Not `settled_at is null`: statistics are taken while hardly anything is open, and the planner would rather read all that is
 * open than the operations of one payment.
 */
export const isUnsettled = sql`state in ('pending', 'unknown')`

/**
 * Writes the intent to change or to give back a payment without an order. Its version moves on, so that a confirmation that is
 * under way looks again and finds the intent; an amount that is asked for is noted beside the known one, so that news of either is
 * believed. False when the payment has changed since it was read, has its order, or an operation of this kind is open.
 */
export async function beginBeforeOrder(
  db: Executor,
  payment: Payment,
  operation: Operation,
): Promise<boolean> {
  const { kind, request, operationId } = operation
  const { amountMinor, currency } = request.kind === 'update' ? request.purchase : noAmount
  const { rows } = await sql`
    with moved as (
      update payments set version = version + 1, updated_at = clock_timestamp(),
        requested_minor = coalesce(${amountMinor}::bigint, requested_minor),
        requested_currency = coalesce(${currency}::text, requested_currency)
      where tenant = ${payment.tenant} and transaction_id = ${payment.transactionId} and version = ${payment.version}
        and order_reference is null
        and not exists (select from operations where tenant = ${payment.tenant}
          and transaction_id = ${payment.transactionId} and kind = ${kind} and ${isUnsettled})
      returning tenant, transaction_id
    ), intended as (
      insert into operations (tenant, operation_id, transaction_id, kind, state, request, due_at)
      select tenant, ${operationId}::text, transaction_id, ${kind}::text, 'pending', ${json(request)},
        now() + ${operationGraceMs}::integer * interval '1 millisecond'
      from moved
    ), written as (
      insert into payment_history (tenant, transaction_id, source, event, details)
      select tenant, transaction_id, 'api', ${`${kind}-requested`}::text, ${json({ operationId })} from moved
    )
    select 1 from moved`.execute(db)
  return rows.length > 0
}

const noAmount = { amountMinor: null, currency: null }

/** True while what the PSP makes of this payment is open: nothing may be decided on it meanwhile. */
export async function isUndecided(
  db: Executor,
  { tenant, transactionId }: Pick<Payment, 'tenant' | 'transactionId'>,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from operations
    where tenant = ${tenant} and transaction_id = ${transactionId} and kind in ('update', 'cancel', 'refund')
      and ${isUnsettled} limit 1`.execute(db)
  return rows.length > 0
}

/** The operation of this kind that is under way for a payment, if one is. */
export async function findOpenOperation(
  db: Executor,
  { tenant, transactionId }: Pick<Payment, 'tenant' | 'transactionId'>,
  kind: Operation['kind'],
): Promise<OpenOperation | null> {
  const { rows } = await sql<{
    operation_id: string
    request: Operation['request']
    is_under_way: boolean
  }>`
    select operation_id, request, (state = 'pending' and due_at > now()) as is_under_way from operations
    where tenant = ${tenant} and transaction_id = ${transactionId} and kind = ${kind} and ${isUnsettled}`.execute(
    db,
  )
  const row = rows[0]
  if (!row) return null
  return {
    tenant,
    transactionId,
    kind,
    operationId: row.operation_id,
    request: row.request,
    isUnderWay: row.is_under_way,
  }
}

/** `isUnderWay`: another request may be asking the PSP at this moment. */
export type OpenOperation = Operation & { isUnderWay: boolean }

/**
 * Takes over an operation whose first asker died or never learned what happened: until its grace is over nobody else asks. The
 * payment's version moves on, so that a sweep that found nothing at the PSP before cannot write so after. Attempts begin anew: if
 * this asker dies too, nobody waits for hours. False when somebody else asks at this moment, or the payment has changed since.
 */
export async function takeOverOperation(
  db: Executor,
  { tenant, transactionId, version }: Pick<Payment, 'tenant' | 'transactionId' | 'version'>,
  operationId: string,
): Promise<boolean> {
  const isFree = sql`operation_id = ${operationId} and (state = 'unknown' or state = 'pending' and due_at <= now())`
  const { rows } = await sql`
    with moved as (
      update payments set version = version + 1, updated_at = clock_timestamp()
      where tenant = ${tenant} and transaction_id = ${transactionId} and version = ${version}
        and exists (select from operations where tenant = ${tenant} and transaction_id = ${transactionId} and ${isFree})
      returning tenant, transaction_id
    )
    update operations o
    set state = 'pending', attempts = 0, due_at = now() + ${operationGraceMs}::integer * interval '1 millisecond'
    from moved
    where o.tenant = moved.tenant and o.transaction_id = moved.transaction_id and ${isFree}
    returning 1`.execute(db)
  return rows.length > 0
}

/** True when this operation was asked for before and is over. */
export async function isSettled(
  db: Executor,
  { tenant, transactionId }: Pick<Payment, 'tenant' | 'transactionId'>,
  operationId: string,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from operations
    where tenant = ${tenant} and transaction_id = ${transactionId} and operation_id = ${operationId}
      and settled_at is not null`.execute(db)
  return rows.length > 0
}
