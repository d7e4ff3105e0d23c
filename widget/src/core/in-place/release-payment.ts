import { forgetAttempt } from '../attempt-store.ts'
import type { CancelPaymentOutput } from '../contract.ts'
import { type CheckoutFailure, isUndecided } from '../failure.ts'
import type { Answer } from '../http.ts'
import { look } from '../look.ts'
import { pause } from '../pause.ts'
import { fail, type Session, setPhase, supersede, tell } from '../session.ts'

/** How often one cancellation is asked for again while nobody knows how it ended. */
const retriesMax = 3
const firstDelayMs = 500

/**
 * Cancels a payment without an order at the server, and forgets it when that is done. Afterwards the
 * checkout is ready, or shows `because`, or why the payment could not be canceled: what it shows is
 * answered.
 */
export async function releasePayment(
  session: Session,
  transactionId: string,
  because?: CheckoutFailure,
): Promise<CheckoutFailure | null> {
  const signal = supersede(session)
  setPhase(session, { status: 'checking' })
  const answer = await cancelUntilDecided(session, transactionId, signal)
  if (answer.ok || answer.failure.kind === 'payment-not-found') {
    forgetAttempt(session.options.cartId)
    tell(session, 'changed')
    if (because) fail(session, because)
    else setPhase(session, { status: 'idle' })
    return because ?? null
  }
  // An order came meanwhile, so the payment stands: the server says how.
  if (answer.failure.kind === 'payment-has-order') await look(session)
  else fail(session, answer.failure)
  return answer.failure
}

async function cancelUntilDecided(
  { client }: Session,
  transactionId: string,
  signal: AbortSignal,
): Promise<Answer<CancelPaymentOutput>> {
  const key = crypto.randomUUID()
  const attributes = { preOrderPaymentData: { transactionId } }
  for (let retry = 0; ; retry += 1) {
    const sent = { key, signal }
    const answer = await client.post<CancelPaymentOutput>('payment-cancellations', attributes, sent)
    const isLast = answer.ok || signal.aborted || retry >= retriesMax
    if (isLast || !isUndecided(answer.failure)) return answer
    await pause(answer.failure.retryAfterMs ?? firstDelayMs * 2 ** retry, signal)
  }
}
