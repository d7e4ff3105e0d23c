import { onWindow } from '../browser.ts'
import { developerError } from '../developer-error.ts'
import { cancelApproved } from './cancel-payment.ts'
import { abortSheet } from './close-sheet.ts'
import { continueApproved } from './continue-approved.ts'
import {
  createExpressSession,
  type ExpressSession,
  setAround,
  setPhase,
  settingsOf,
} from './express-session.ts'
import { recallPayment } from './kept-payment.ts'
import { lookAtKept } from './look-at-kept.ts'
import { openSheet } from './open-sheet.ts'
import type { ExpressOptions } from './options.ts'
import { methodsFor, prepareMethods } from './prepare-methods.ts'
import type { ExpressState } from './state.ts'

/** Express checkout of one place of a shop, without any user interface. */
export type Express = {
  getState: () => ExpressState
  /** Calls back after each change, until the returned function is called. */
  subscribe: (listener: () => void) => () => void
  /** Opens the sheet of a method by its key. Call it in the click: browsers open windows only there. */
  open: (key: string) => void
  /** Closes the sheet as if the shopper had canceled it. */
  close: () => void
  /** Lets the shop go on with the approved payment, again and as often as needed. */
  continueApproved: () => Promise<void>
  /** Gives the approved payment back at the server. */
  cancelApproved: () => Promise<void>
  /** Asks the server again about a remembered approval. */
  refresh: () => Promise<void>
  /** Takes new options. An open sheet goes on with the cart that it was opened for. */
  update: (options: Partial<ExpressOptions>) => void
  /** Closes the sheet and lets go of the page. */
  destroy: () => void
}

/**
 * Creates an express checkout and begins to look which wallets work here. A payment is created by
 * `open` alone. Browsers only.
 */
export function createExpressCheckout(options: ExpressOptions): Express {
  if (!options.client && !options.baseUrl) {
    throw developerError(
      'baseUrl is missing.',
      'Give the origin of your Tillway server.',
      'express',
    )
  }
  const session = createExpressSession(options)
  const stops = [
    onWindow('pageshow', ({ persisted }) => {
      if (persisted) void lookAtKept(session)
    }),
    // A sheet that lost its page may have been approved: the shopper is told to come back here.
    onWindow('focus', () => {
      if (session.state.status === 'idle') void lookAtKept(session)
    }),
    onWindow('online', () => {
      if (session.isIncomplete && !session.attempt) void prepareMethods(session)
    }),
    onWindow('keydown', ({ key }) => {
      if (key === 'Escape') abortSheet(session)
    }),
  ]
  prepareFor(session)
  void lookAtKept(session)

  const withApproved = async (act: typeof continueApproved): Promise<void> => {
    const { approved, state } = session
    if (approved && state.status === 'approved') await act(session, approved)
  }
  return {
    getState: () => session.state,
    subscribe: (listener) => {
      session.listeners.add(listener)
      return () => session.listeners.delete(listener)
    },
    open: (key) => openSheet(session, key),
    close: () => abortSheet(session),
    continueApproved: () => withApproved(continueApproved),
    cancelApproved: () => withApproved(cancelApproved),
    refresh: () => lookAtKept(session),
    update: (changed) => update(session, changed),
    destroy: () => {
      session.listeners.clear()
      abortSheet(session)
      session.isOver = true
      for (const stop of stops) stop()
    },
  }
}

/** Prepares the methods when the options need others than before, and no sheet would lose its own. */
function prepareFor(session: ExpressSession): void {
  const { baseUrl, tenant, locale, currency } = settingsOf(session)
  const wanted = JSON.stringify([baseUrl, tenant, locale, currency, session.options.placement])
  if (session.attempt || session.preparedFor === wanted) return
  session.preparedFor = wanted
  void prepareMethods(session)
}

function update(session: ExpressSession, changed: Partial<ExpressOptions>): void {
  const before = settingsOf(session).cartId
  session.options = { ...session.options, ...changed }
  const { cartId } = settingsOf(session)
  prepareFor(session)
  if (changesMethods(session)) setAround(session, { methods: methodsFor(session) })
  if (before !== cartId) onOtherCart(session, cartId)
}

const changesMethods = (session: ExpressSession): boolean => {
  const { isLoading, methods } = session.state
  const keys = methodsFor(session).map(({ key }) => key)
  return !isLoading && keys.join() !== methods.map(({ key }) => key).join()
}

function onOtherCart(session: ExpressSession, cartId: string | undefined): void {
  const { status } = session.state
  // A sheet, and what comes of it, belong to the cart that it was opened for.
  if (session.attempt || status === 'continuing' || status === 'canceling') return
  const isShown = status === 'approved' && session.approved?.cartId === cartId
  if (isShown) return
  if (status !== 'idle') setPhase(session, { status: 'idle', notice: null })
  if (recallPayment(cartId)) void lookAtKept(session)
}
