import type { ExpressWords } from '../../locales/express-words-en.ts'
import type { PaymentMethodView, PaymentView } from '../contract.ts'
import type { CheckoutFailure } from '../failure.ts'
import type { ApprovedPayment } from './options.ts'

/** One express method. It is ready when a click may open its sheet. */
export type ExpressMethod = {
  /** Names the wallet, such as `pebble-express`. */
  key: string
  /** The wallet's own name, such as Pebble. */
  name: string
  isReady: boolean
  method: PaymentMethodView
}

/** What did not work with an approval that stands. */
export type ApprovedTrouble = { doing: 'continue' | 'cancel'; failure: CheckoutFailure }

/** The one thing that is true of this express checkout now. `wallet` is the key of a method. */
export type ExpressPhase =
  /** An approval is remembered, and the server is asked what is true of it. `released`, later: an approval that was remembered is no longer valid. */
  | { status: 'checking' }
  | { status: 'idle'; notice: 'canceled' | 'released' | null }
  /** The sheet is there and has no payment yet. */
  | { status: 'opening'; wallet: string }
  | { status: 'open'; wallet: string }
  /** The last look at the total, or the approval is being read. */
  | { status: 'approving'; wallet: string }
  /** `trouble`: the approval stands, and the last thing that was tried with it did not work. */
  | { status: 'approved'; approved: ApprovedPayment; trouble: ApprovedTrouble | null }
  | { status: 'continuing' | 'canceling'; approved: ApprovedPayment }
  /** The payment that was remembered has an order: there is nothing left to pay. */
  | { status: 'settled'; payment: PaymentView }
  /** `wallet` is null when no sheet had a part in it. */
  | { status: 'failed'; failure: CheckoutFailure; wallet: string | null }

/** Discriminated by `status`; the methods come once they are known to work here. */
export type ExpressState = ExpressPhase & {
  methods: readonly ExpressMethod[]
  /** True until the methods are known to work here, for at most two seconds after the server named them. */
  isLoading: boolean
  /** The words of the locale, with those of the shop on top. English until others are loaded. */
  words: ExpressWords
}
