import { type Failure, failures } from '../contract/failures.ts'
import type { Database } from '../database/database.ts'
import { fail, type Result } from '../result.ts'
import type { IdempotencyClaim, KnownRequest } from './idempotency.ts'
import { answerRequest, findRequest, reserveRequest } from './idempotency-store.ts'

type Refusal = Failure<'idempotency-key-reused' | 'request-in-flight'>

/** An answer of work that is done once per key. `isOpen`: a success of which a part may still end otherwise. */
type Answer<Value, Known> = Result<Value, Known> & { isOpen?: boolean }

/**
 * Runs a request once per key: the first definite answer is stored and replayed. For work that is repeatable by itself and has
 * no statement of its own to write the key in; payments write theirs together with the intent.
 */
export async function answerOnce<Value, Known extends Failure>(
  { db }: { db: Database },
  claim: IdempotencyClaim | null,
  run: () => Promise<Answer<Value, Known>>,
): Promise<Result<Value, Known | Refusal> & { replayed?: boolean }> {
  if (!claim) return run()
  const isFirst = await reserveRequest(db, claim)
  const known: KnownRequest = isFirst ? { kind: 'unknown' } : await findRequest(db, claim)
  if (known.kind === 'other-request') return fail({ kind: 'idempotency-key-reused' })
  if (known.kind === 'in-flight') {
    return fail({ kind: 'request-in-flight', retryAfterSeconds: known.retryAfterSeconds })
  }
  if (known.kind === 'answered') {
    // Only `run` of the same operation is stored under its name, so the shape is the same.
    return { ...(known.result as Result<Value, Known>), replayed: true }
  }
  return runAndKeep(db, claim, run)
}

async function runAndKeep<Value, Known extends Failure>(
  db: Database,
  claim: IdempotencyClaim,
  run: () => Promise<Answer<Value, Known>>,
): Promise<Result<Value, Known>> {
  let answer: Answer<Value, Known> | null = null
  try {
    answer = await run()
    return answer
  } finally {
    await answerRequest(db, claim, answer && isDefinite(answer) ? answer : null)
  }
}

/** An answer that asks to come back, or that tells of a state which may pass, is not the last word and is not stored. */
function isDefinite(answer: Answer<unknown, Failure>): boolean {
  if (answer.ok) return !answer.isOpen
  const { status } = failures[answer.failure.kind]
  return status < 500 && status !== 409 && answer.failure.retryAfterSeconds === undefined
}
