import { type Attempt, forgetAttempt, keepAttempt } from './attempt-store.ts'
import { type CheckoutFailure, isUndecided } from './failure.ts'
import { emit, fail, type Session, tell } from './session.ts'

/** Makes an attempt survive a reload, and known to the other tabs. */
export function startAttempt(session: Session, attempt: Attempt): void {
  keepAttempt(session.options.cartId, attempt)
  tell(session, 'paying')
  emit(session, { type: 'attempt-started', attempt: attempt.key, method: attempt.method })
}

/** Shows a refusal; unless the payment may have been begun all the same, the next click is a new attempt. */
export function refuse(session: Session, failure: CheckoutFailure): void {
  if (!isUndecided(failure)) {
    forgetAttempt(session.options.cartId)
    tell(session, 'changed')
  }
  fail(session, failure)
}
