import type { Client } from './client.ts'
import type { PaymentView } from './contract.ts'
import type { CheckoutFailure } from './failure.ts'

/** Whose payment is watched, and who wants to know. */
export type Watch = {
  client: Client
  transactionId: string
  token?: string | null | undefined
  signal: AbortSignal
  onPayment: (payment: PaymentView) => void
  /** Each time nothing could be learned; watching goes on unless the server refused. */
  /** When there is nothing left to wait for; `isFinal` otherwise. */
  isFinal?: (payment: PaymentView) => boolean
  onTrouble?: ((failure: CheckoutFailure) => void) | undefined
}

/** True when nothing more is expected to happen while a shopper waits. A failed payment may still be paid in another tab. */
export const isFinal = ({ outcome, redirectUrl }: PaymentView): boolean =>
  outcome === 'paid' || outcome === 'canceled' || (outcome === 'failed' && redirectUrl === null)
