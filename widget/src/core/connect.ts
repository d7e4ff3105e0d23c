import { cartKey } from './attempt-store.ts'
import { isBrowser, onWindow } from './browser.ts'
import { look } from './look.ts'
import { type Session, setPhase, tell } from './session.ts'
import { joinTabs, type TabMessage } from './tabs.ts'

/** Listens to the page and the other tabs, and looks whether a payment is open. Answers how to let go. */
export function connect(session: Session): () => void {
  if (!isBrowser()) return () => {}
  const join = () => {
    session.tabs ??= joinTabs(cartKey(session.options.cartId), (message) => hear(session, message))
  }
  const part = () => {
    session.tabs?.leave()
    session.tabs = null
  }
  const stops = [
    // A page that comes back from the back/forward cache still shows what it showed when it left.
    onWindow('pageshow', ({ persisted }) => {
      join()
      if (persisted) void look(session)
    }),
    // An open channel would keep the page out of the back/forward cache.
    onWindow('pagehide', part),
    onWindow('online', () => {
      const { state } = session
      if (state.status === 'failed' && state.failure.status === null) void look(session)
    }),
    part,
  ]
  join()
  if (session.state.status !== 'paying' && session.state.status !== 'failed') void look(session)
  return () => {
    for (const stop of stops) stop()
  }
}

function hear(session: Session, message: TabMessage): void {
  const { status } = session.state
  const isPaying = status === 'paying' || status === 'leaving'
  if (message === 'ask' && isPaying) tell(session, 'paying')
  if (message === 'changed' && !isPaying) void look(session)
  if (message === 'paying' && !isPaying && status !== 'paid') {
    setPhase(session, { status: 'elsewhere' })
  }
  if (message === 'taken' && isPaying) {
    session.under?.abort()
    session.paying = null
    setPhase(session, { status: 'elsewhere' })
  }
}
