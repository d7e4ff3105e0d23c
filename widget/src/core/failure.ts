import type { ServerFailureKind } from './contract.ts'

/** Failures that only the browser can see. */
export type LocalFailureKind =
  | 'offline'
  | 'network'
  | 'timeout'
  | 'method-missing'
  | 'payment-failed'
  | 'redirect-invalid'
  | 'return-incomplete'
  | 'change-failed'
  | 'unknown'

export type FailureKind = ServerFailureKind | LocalFailureKind

/** One expected failure. `detail` is for developers; shoppers read the words of `kind` and `reason`. */
export type CheckoutFailure = {
  /** A newer server may answer a kind that this version does not know. */
  kind: FailureKind | (string & {})
  /** HTTP status, null when no answer came. */
  status: number | null
  detail: string | null
  /** Why a payment failed, as a stable word such as `declined`. */
  reason: string | null
  retryAfterMs: number | null
  /** The shopper's own payment that is in the way, where the server names one. */
  transactionId?: string | undefined
}

/** A failure with the facts at hand, the others null. */
export const aFailure = (
  kind: CheckoutFailure['kind'],
  facts: Partial<CheckoutFailure> = {},
): CheckoutFailure => ({
  status: null,
  detail: null,
  reason: null,
  retryAfterMs: null,
  ...facts,
  kind,
})

/**
 * True when the request may have taken effect although no clear answer came: it is repeated with
 * the same key. One that came too fast may be the repetition of such a one.
 */
export const isUndecided = ({ kind, status }: CheckoutFailure): boolean =>
  status === null
    ? kind !== 'method-missing'
    : status >= 500 || status === 408 || kind === 'request-in-flight' || kind === 'rate-limited'
