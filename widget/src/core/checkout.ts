import { forgetAttempt } from './attempt-store.ts'
import type { CardFields } from './card-fields.ts'
import type { Client } from './client.ts'
import { connect } from './connect.ts'
import { developerError } from './developer-error.ts'
import type { CheckoutFailure } from './failure.ts'
import { look } from './look.ts'
import type { CheckoutOptions, MethodReference } from './options.ts'
import { type PayOptions, pay } from './pay.ts'
import { resume } from './resume.ts'
import { createSession, emit, setPhase, setState, supersede, tell } from './session.ts'
import type { CheckoutState } from './state.ts'

/** One checkout of one purchase, without any user interface. */
export type Checkout = {
  getState: () => CheckoutState
  /**
   * Calls back after each change. The first listener connects to the page and the other tabs, the
   * last one lets go.
   */
  subscribe: (listener: () => void) => () => void
  selectMethod: (method: MethodReference) => void
  /** Pays once, however often it is called; the outcome is in the state. */
  pay: (options?: PayOptions) => Promise<void>
  /** Goes back to the payment page of an open payment, or continues here what another tab began. */
  resume: (options?: PayOptions) => Promise<void>
  /**
   * Forgets the payment in this browser, so that the next click is a new attempt. Cancels nothing
   * at the provider.
   */
  cancel: () => void
  /** Takes the fields that methods without a page of their own are paid with, until it is called back. */
  attachFields: (fields: CardFields) => () => void
  /**
   * Cancels a payment without an order at the server, and only then forgets it. Answers what the
   * checkout shows afterwards: `because`, or why the payment could not be canceled. Rejects when what
   * it takes cannot be loaded: then nothing has happened.
   */
  release: (transactionId: string, because?: CheckoutFailure) => Promise<CheckoutFailure | null>
  /** Asks the server again what is true. */
  refresh: () => Promise<void>
  /** Takes new options without touching an attempt under way; `baseUrl` and `cartId` never change. */
  update: (options: Partial<Omit<CheckoutOptions, 'baseUrl' | 'cartId'>>) => void
  destroy: () => void
  client: Client
}

/** Creates a checkout. Importing and creating touch no browser API, so a server may do both. */
export function createCheckout(options: CheckoutOptions): Checkout {
  if (!options.baseUrl) {
    throw developerError(
      'baseUrl is missing.',
      'Give the origin of your Tillway server.',
      'provider',
    )
  }
  const session = createSession(options)
  const { listeners } = session

  return {
    client: session.client,
    getState: () => session.state,
    subscribe: (listener) => {
      listeners.add(listener)
      session.disconnect ??= connect(session)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        session.disconnect?.()
        session.disconnect = null
      }
    },
    selectMethod: (method) => {
      setState(session, { ...session.state, method })
      emit(session, { type: 'method-selected', method })
    },
    pay: (how) => pay(session, how),
    resume: (how) => resume(session, how),
    cancel: () => {
      supersede(session)
      forgetAttempt(session.options.cartId)
      setPhase(session, { status: 'idle' })
      tell(session, 'changed')
      emit(session, { type: 'dismissed' })
    },
    attachFields: (fields) => {
      session.fields = fields
      return () => {
        if (session.fields === fields) session.fields = null
      }
    },
    release: async (transactionId, because) => {
      const { releasePayment } = await import('./in-place/pay-in-place.ts')
      return releasePayment(session, transactionId, because)
    },
    refresh: () => look(session),
    update: (changed) => {
      session.options = { ...session.options, ...changed }
    },
    destroy: () => {
      session.under?.abort()
      session.disconnect?.()
      session.disconnect = null
      listeners.clear()
    },
  }
}
