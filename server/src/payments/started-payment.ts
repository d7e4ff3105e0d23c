import type { Failure } from '../contract/failures.ts'
import type { Result } from '../result.ts'
import type { Payment } from './payment.ts'

/** What a caller needs to go on with a payment. `redirectUrl` is null once there is nothing left to pay. */
export type StartedPayment = {
  transactionId: string
  status: Payment['status']
  amountMinor: number
  currency: string
  redirectUrl: string | null
  /** What the shopper's browser needs to pay in place; empty where a page is gone to. */
  clientData: Readonly<Record<string, string>>
}

export type OpenFailure = Failure<
  | 'payment-refused'
  | 'psp-unavailable'
  | 'outcome-unknown'
  | 'too-many-attempts'
  | 'idempotency-key-reused'
  | 'request-in-flight'
  | 'payment-differs'
  | 'payment-canceled'
  | 'approval-needed'
>

/** `replayed`: this is the stored answer of an earlier request under the same key. */
export type OpenResult = Result<StartedPayment, OpenFailure> & { replayed?: boolean }

export const toStarted = (payment: Payment): StartedPayment => ({
  transactionId: payment.transactionId,
  status: payment.status,
  amountMinor: payment.amountMinor,
  currency: payment.currency,
  redirectUrl: payment.redirectUrl,
  clientData: payment.clientData ?? {},
})
