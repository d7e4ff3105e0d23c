import { keepAttempt, recallAttempt } from './attempt-store.ts'
import { leave } from './leave.ts'
import { look } from './look.ts'
import { type PayOptions, run } from './pay.ts'
import { type Session, tell } from './session.ts'

/** Continues an open payment on its page, or takes over what another tab was doing. */
export async function resume(session: Session, options: PayOptions = {}): Promise<void> {
  const { state } = session
  if (state.status === 'open') {
    tell(session, 'paying')
    return leave(session, state)
  }
  if (state.status !== 'elsewhere') return
  tell(session, 'taken')
  const attempt = recallAttempt(session.options.cartId)?.attempt
  if (!attempt || attempt.payment) return look(session)
  keepAttempt(session.options.cartId, attempt)
  return run(session, options, attempt.method, attempt)
}
