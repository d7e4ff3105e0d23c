import type { PaymentView } from './contract.ts'
import type { CheckoutFailure } from './failure.ts'
import type { MethodReference } from './options.ts'

/**
 * What a paying checkout is waiting for. `slow`: the answer takes longer than two seconds;
 * `challenge`: the shopper's bank asks them, inside of the fields.
 */
export type PayingProgress = 'sending' | 'slow' | 'offline' | 'challenge'

/** The one thing that is true of this checkout now. */
export type CheckoutPhase =
  | { status: 'idle' }
  /** Asking the server what became of a payment that this browser remembers. */
  | { status: 'checking' }
  | { status: 'paying'; attempt: string; progress: PayingProgress }
  | { status: 'leaving'; redirectUrl: string }
  /** A payment was begun and not paid: it can be continued or changed. */
  | {
      status: 'open'
      transactionId: string | null
      redirectUrl: string
      orderReference: string | null
      /** Why the last try failed; null when there was none. */
      failureReason: string | null
    }
  | { status: 'pending'; transactionId: string; payment: PaymentView }
  | { status: 'paid'; transactionId: string; payment: PaymentView }
  | { status: 'failed'; failure: CheckoutFailure; canRetry: boolean; orderReference: string | null }
  /** This tab is no longer the one paying; `resume` makes it so. */
  | { status: 'elsewhere' }

/** Discriminated by `status`; `method` is the selected one in every status. */
export type CheckoutState = CheckoutPhase & { method: MethodReference | null }
