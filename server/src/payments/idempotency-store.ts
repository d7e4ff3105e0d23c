import { type Executor, sql } from '../database/database.ts'
import type { IdempotencyClaim, KnownRequest } from './idempotency.ts'

/** How long a request may hold its key without an answer: longer than any PSP time-out. */
export const leaseMs = 30_000

/** Stored answers are replayed for this long; PSPs and agents expect at least a day. */
const keptHours = 48

/** Takes a key for its first request. False when it is taken already. */
export async function reserveRequest(db: Executor, claim: IdempotencyClaim): Promise<boolean> {
  const { rows } = await sql`
    insert into idempotency (tenant, caller, operation, key, request_hash, lease_until)
    values (${claim.tenant}, ${claim.caller}, ${claim.operation}, ${claim.key}, ${claim.requestHash},
      now() + ${leaseMs}::integer * interval '1 millisecond')
    on conflict do nothing
    returning 1`.execute(db)
  return rows.length > 0
}

/** What is stored under this key. A lapsed lease is renewed for the asker, so only one retry resumes. */
export async function findRequest(db: Executor, claim: IdempotencyClaim): Promise<KnownRequest> {
  const { rows } = await sql<{
    request_hash: string
    result: unknown
    wait_seconds: number | string
  }>`
    select request_hash, result, extract(epoch from lease_until - now()) as wait_seconds from idempotency
    where tenant = ${claim.tenant} and caller = ${claim.caller} and operation = ${claim.operation}
      and key = ${claim.key}`.execute(db)
  const row = rows[0]
  if (!row) return { kind: 'unknown' }
  if (row.request_hash !== claim.requestHash) return { kind: 'other-request' }
  if (row.result !== null) return { kind: 'answered', result: row.result }
  const waitSeconds = Number(row.wait_seconds)
  if (waitSeconds > 0) return { kind: 'in-flight', retryAfterSeconds: retryAfter(waitSeconds) }
  return (await renewLease(db, claim))
    ? { kind: 'lapsed' }
    : { kind: 'in-flight', retryAfterSeconds: 1 }
}

/** Most requests end within a second: the client may ask again soon, but not for ever at that pace. */
const retryAfter = (waitSeconds: number): number => (waitSeconds > leaseMs / 1000 - 5 ? 1 : 3)

async function renewLease(db: Executor, claim: IdempotencyClaim): Promise<boolean> {
  const { rows } = await sql`
    update idempotency set lease_until = now() + ${leaseMs}::integer * interval '1 millisecond'
    where tenant = ${claim.tenant} and caller = ${claim.caller} and operation = ${claim.operation} and key = ${claim.key}
      and result is null and lease_until <= now()
    returning 1`.execute(db)
  return rows.length > 0
}

/** Stores the first answer under its key, or, without one, lets the next retry go on at once. */
export async function answerRequest(
  db: Executor,
  claim: IdempotencyClaim,
  result: unknown | null,
): Promise<void> {
  await sql`
    update idempotency
    set result = ${result === null ? null : JSON.stringify(result)}::jsonb, lease_until = now()
    where tenant = ${claim.tenant} and caller = ${claim.caller} and operation = ${claim.operation} and key = ${claim.key}
      and result is null`.execute(db)
}

/** Deletes answers that are no longer replayed. */
export async function pruneRequests(db: Executor, batchMax: number): Promise<number> {
  const { rows } = await sql`
    delete from idempotency where ctid = any(array(
      select ctid from idempotency where created_at < now() - ${keptHours}::integer * interval '1 hour'
      order by created_at limit ${batchMax}::integer))
    returning 1`.execute(db)
  return rows.length
}
