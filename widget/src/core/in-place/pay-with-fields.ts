import { aFailure } from '../failure.ts'
import { look } from '../look.ts'
import { pause } from '../pause.ts'
import type { Sending } from '../send-until-decided.ts'
import { fail, type Session, setPhase } from '../session.ts'

/** A click waits this long for fields that are still on their way. */
const waitMaxMs = 10_000
const waitMs = 100

/** True once fields are ready; when none come the shopper is told to pay in another way. */
export async function untilFields(session: Session, signal: AbortSignal): Promise<boolean> {
  for (let waited = 0; !session.fields && waited < waitMaxMs; waited += waitMs) {
    await pause(waitMs, signal)
  }
  if (!session.fields && !signal.aborted) fail(session, aFailure('method-missing'))
  return session.fields !== null && !signal.aborted
}

/**
 * Lets the attached fields pay. What they answer moves the shopper on; whether money moved, only
 * the server is asked.
 */
export async function payWithFields(
  session: Session,
  clientSecret: string,
  { signal, onProgress }: Sending,
): Promise<void> {
  const onChallenge = (isOpen: boolean) => onProgress(isOpen ? 'challenge' : 'sending')
  const result = await session.fields?.pay({ clientSecret, signal, onChallenge })
  if (signal.aborted) return
  if (result?.status === 'invalid') return setPhase(session, { status: 'idle' })
  if (result?.status === 'declined') {
    return fail(session, aFailure('payment-failed', { reason: result.code }))
  }
  return look(session, result && result.status !== 'unavailable' ? 'told' : 'untold')
}
