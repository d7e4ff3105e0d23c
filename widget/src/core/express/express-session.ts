import { expressEn } from '../../locales/express-words-en.ts'
import { type Client, type ClientOptions, createClient } from '../client.ts'
import type { PaymentMethodView } from '../contract.ts'
import type { CheckoutFailure } from '../failure.ts'
import type { Answer } from '../http.ts'
import type { OpenSheet, SheetQuote, WalletDriver } from '../wallets/wallet-driver.ts'
import type { KeptPayment } from './kept-payment.ts'
import type { ExpressOptions, PreparedCart } from './options.ts'
import type { ApprovedTrouble, ExpressPhase, ExpressState } from './state.ts'

/** One method whose wallet can be opened here. */
export type Offered = {
  key: string
  name: string
  method: PaymentMethodView
  driver: WalletDriver
}

/** The cart that a sheet is for. Without an id it is the only cart of the shopper. */
export type SheetCart = Partial<PreparedCart>

/** One sheet, from the click to its one ending. */
export type Attempt = {
  offered: Offered
  sheet: OpenSheet | null
  isOver: boolean
  cart: Promise<Answer<SheetCart>>
  kept: KeptPayment | null
  quote: SheetQuote | null
  /** Ways to ship that the shop named itself: they stay when the server looks at the total. */
  shopShipping: Pick<SheetQuote, 'shippingOptions' | 'selected'> | null
  /** The change that is being answered: the next one waits for it. */
  last: Promise<unknown>
  /** Gives the page's one place for a sheet back. */
  release: () => void
}

/** What the verbs of one express checkout share. Only `setPhase` and `setAround` change the state. */
export type ExpressSession = {
  options: ExpressOptions
  ownClient: Client
  state: ExpressState
  listeners: Set<() => void>
  offered: readonly Offered[]
  attempt: Attempt | null
  /** The approved payment that the state shows. */
  approved: KeptPayment | null
  /** What the methods were prepared for; other options need other scripts. */
  preparedFor: string
  /** True when something could not be loaded that may load another time. */
  isIncomplete: boolean
  /** Counts preparations, so that the answer of an older one is recognised. */
  preparation: number
  isOver: boolean
}

export function createExpressSession(options: ExpressOptions): ExpressSession {
  const session: ExpressSession = {
    options,
    ownClient: createClient(() => ({ ...session.options, baseUrl: session.options.baseUrl ?? '' })),
    state: {
      status: 'idle',
      notice: null,
      methods: [],
      isLoading: true,
      words: { ...expressEn, ...options.messages },
    },
    listeners: new Set(),
    offered: [],
    attempt: null,
    approved: null,
    preparedFor: '',
    isIncomplete: false,
    preparation: 0,
    isOver: false,
  }
  return session
}

export const clientOf = ({ options, ownClient }: ExpressSession): Client =>
  options.client ?? ownClient

/** What is known of the purchase now: the express options first, then those of the checkout around it. */
export function settingsOf(session: ExpressSession): ClientOptions {
  const { cartId, locale, currency, total, nonce } = session.options
  const around = clientOf(session).read()
  const known = total ?? around.total
  return {
    ...around,
    cartId: cartId ?? around.cartId,
    locale: locale ?? around.locale,
    total: known,
    nonce: nonce ?? around.nonce,
    currency: currency ?? around.currency ?? known?.currency,
  }
}

type Surroundings = Pick<ExpressState, 'methods' | 'isLoading' | 'words'>

/** Changes what is around the phase. */
export function setAround(session: ExpressSession, change: Partial<Surroundings>): void {
  session.state = { ...session.state, ...change }
  for (const listener of session.listeners) listener()
}

export function setPhase(session: ExpressSession, phase: ExpressPhase): void {
  const { methods, isLoading, words } = session.state
  session.state = { ...phase, methods, isLoading, words }
  for (const listener of session.listeners) listener()
}

/** Shows something about an approved payment. */
export function showApproved(
  session: ExpressSession,
  kept: KeptPayment,
  phase:
    | { status: 'approved'; trouble: ApprovedTrouble | null }
    | { status: 'continuing' | 'canceling' },
): void {
  const { transactionId, amount, currency, method, wallet } = kept
  session.approved = kept
  setPhase(session, { ...phase, approved: { transactionId, amount, currency, method, wallet } })
}

/** Shows a failure and tells the shop. `wallet` is the key of the method whose sheet had it. */
export function fail(
  session: ExpressSession,
  failure: CheckoutFailure,
  wallet: string | null = null,
): void {
  if (session.isOver) return
  setPhase(session, { status: 'failed', failure, wallet })
  session.options.onError?.(failure)
}
