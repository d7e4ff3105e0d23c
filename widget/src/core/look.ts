import { recallAttempt } from './attempt-store.ts'
import { aFailure } from './failure.ts'
import { fail, type Session, setPhase, supersede, tell } from './session.ts'

/**
 * What the fields said of a payment that the server may not know yet: `told` that it was made or
 * closed, or nothing at all. Until the server knows more, neither open nor failed is believed.
 */
export type Hearsay = 'told' | 'untold' | undefined

/** Asks the server what became of the payment that this browser remembers, and shows that. */
export function look(session: Session, hearsay?: Hearsay): Promise<void> {
  session.paying = null
  const looking = ask(session, hearsay).finally(() => {
    if (session.looking === looking) session.looking = null
  })
  session.looking = looking
  return looking
}

async function ask(session: Session, hearsay: Hearsay): Promise<void> {
  const signal = supersede(session)
  const attempt = recallAttempt(session.options.cartId)?.attempt
  if (!attempt?.payment) {
    if (session.state.status !== 'idle') setPhase(session, { status: 'idle' })
    tell(session, 'ask')
    return
  }
  const { payment: remembered } = attempt
  setPhase(session, { status: 'checking' })
  // Most checkouts remember nothing, so what it takes is loaded when there is something.
  const { lookUp } = await import('./look-up.ts').catch(() => ({ lookUp: null }))
  if (signal.aborted) return
  if (lookUp) return lookUp(session, { attempt, remembered, signal, hearsay })
  fail(session, aFailure(hearsay ? 'outcome-unknown' : 'network'), remembered.orderReference)
}
