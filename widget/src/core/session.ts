import type { CardFields } from './card-fields.ts'
import { type Client, createClient } from './client.ts'
import type { CheckoutFailure } from './failure.ts'
import type { CheckoutEvent, CheckoutOptions } from './options.ts'
import type { CheckoutPhase, CheckoutState } from './state.ts'
import type { TabMessage, Tabs } from './tabs.ts'

/** What the verbs of one checkout share. Only `setPhase` changes the state. */
export type Session = {
  options: CheckoutOptions
  state: CheckoutState
  client: Client
  listeners: Set<() => void>
  tabs: Tabs | null
  /** The fields that are shown and ready, for methods without a page of their own. */
  fields: CardFields | null
  /** The payment run or look-up under way; a newer one, or `destroy`, aborts it. */
  under: AbortController | null
  paying: Promise<void> | null
  looking: Promise<void> | null
  disconnect: (() => void) | null
}

export function createSession(options: CheckoutOptions): Session {
  const session: Session = {
    options,
    state: { status: 'idle', method: null },
    client: createClient(() => session.options),
    listeners: new Set(),
    tabs: null,
    fields: null,
    under: null,
    paying: null,
    looking: null,
    disconnect: null,
  }
  return session
}

/** Starts something that replaces whatever was under way, and answers its signal. */
export function supersede(session: Session): AbortSignal {
  session.under?.abort()
  session.under = new AbortController()
  return session.under.signal
}

export function setPhase(session: Session, phase: CheckoutPhase): void {
  setState(session, { ...phase, method: session.state.method })
}

export function setState(session: Session, state: CheckoutState): void {
  session.state = state
  for (const listener of session.listeners) listener()
}

export function emit(session: Session, event: CheckoutEvent): void {
  session.options.onEvent?.(event)
}

/** Tells the other tabs of this cart. */
export function tell(session: Session, message: TabMessage): void {
  session.tabs?.tell(message)
}

/**
 * Shows a failure; the shopper may always try again, and what that means depends on the attempt
 * that is kept.
 */
export function fail(
  session: Session,
  failure: CheckoutFailure,
  orderReference: string | null = null,
): void {
  setPhase(session, { status: 'failed', failure, canRetry: true, orderReference })
  emit(session, { type: 'failed', failure })
}
