import { createHash } from 'node:crypto'
import type { Failure } from '../contract/failures.ts'
import type { Shopper } from '../payments/shopper.ts'
import { fail, ok, type Result } from '../result.ts'
import type { IdempotencyKey } from './request-context.ts'

const keyPattern = /^[\x21-\x7e]{1,255}$/

/** The IETF draft quotes the key, most clients do not: both spellings are the same key. */
export function readIdempotencyKey(
  header: string | undefined,
  request: { path: string; body: string },
): Result<IdempotencyKey | null, Failure<'idempotency-key-invalid'>> {
  if (header === undefined) return ok(null)
  const key = header.trim().replace(/^"(.*)"$/, '$1')
  if (!keyPattern.test(key))
    return fail({ kind: 'idempotency-key-invalid', source: { header: 'Idempotency-Key' } })
  const requestHash = createHash('sha256')
    .update(request.path)
    .update('\n')
    .update(request.body)
    .digest('base64url')
  return ok({ key, requestHash })
}

/** A key is scoped to its caller, so that nobody can read another's stored answer by guessing it. */
export const toClaim = (shopper: Shopper, operation: string, idempotency: IdempotencyKey | null) =>
  idempotency && { tenant: shopper.tenant, caller: shopper.owner, operation, ...idempotency }
