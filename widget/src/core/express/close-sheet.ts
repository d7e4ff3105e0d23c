import type { CheckoutFailure } from '../failure.ts'
import { cancelQuietly } from './cancel-payment.ts'
import { type Attempt, type ExpressSession, fail, setPhase } from './express-session.ts'

/** Ends an attempt once. False when it is over already: then nothing more may be told of it. */
export function endAttempt(session: ExpressSession, attempt: Attempt): boolean {
  if (attempt.isOver) return false
  attempt.isOver = true
  attempt.release()
  if (session.attempt === attempt) session.attempt = null
  return true
}

/** Closes the sheet because something failed outside of it, and leaves no payment behind. */
export function closeSheet(
  session: ExpressSession,
  attempt: Attempt,
  failure: CheckoutFailure,
): void {
  if (!endAttempt(session, attempt)) return
  attempt.sheet?.close()
  if (attempt.kept) cancelQuietly(session, attempt.kept)
  fail(session, failure, attempt.offered.key)
}

/** Ends the attempt as the shopper wants it: the payment is canceled, and every way to pay is free again. */
export function cancelSheet(session: ExpressSession, attempt: Attempt, stage: string | null): void {
  if (!endAttempt(session, attempt)) return
  const { kept } = attempt
  if (kept) cancelQuietly(session, kept)
  if (!session.isOver) setPhase(session, { status: 'idle', notice: 'canceled' })
  session.options.onCanceled?.({ transactionId: kept?.transactionId ?? null, stage })
}

/** Cancel by the page: Escape, a button beside the buttons, or a page part that goes away. */
export function abortSheet(session: ExpressSession): void {
  const { attempt } = session
  if (!attempt) return
  const { sheet } = attempt
  cancelSheet(session, attempt, 'aborted')
  sheet?.close()
}
