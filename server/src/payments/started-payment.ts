import type { Failure } from '../contract/failures.ts'
import type { Result } from '../result.ts'
import type { Cart } from '../shop/shop.ts'
import type { Payment } from './payment.ts'

/** What the shop offered to ship the cart with when it was priced; nothing where nobody asked. */
export type Shipping = Pick<Cart, 'shippingOptions' | 'idShipmentMethod'>

export const noShipping: Shipping = { shippingOptions: [], idShipmentMethod: null }

/** What a caller needs to go on with a payment. `redirectUrl` is null once there is nothing left to pay. */
export type StartedPayment = Shipping & {
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
  | 'attempts-spent'
  | 'idempotency-key-reused'
  | 'request-in-flight'
  | 'payment-differs'
  | 'payment-canceled'
  | 'approval-needed'
>

/** `replayed`: this is the stored answer of an earlier request under the same key. */
export type OpenResult = Result<StartedPayment, OpenFailure> & { replayed?: boolean }

export const toStarted = (
  payment: Payment,
  { shippingOptions, idShipmentMethod }: Shipping = noShipping,
): StartedPayment => ({
  shippingOptions,
  idShipmentMethod,
  transactionId: payment.transactionId,
  status: payment.status,
  amountMinor: payment.amountMinor,
  currency: payment.currency,
  redirectUrl: payment.redirectUrl,
  clientData: payment.clientData ?? {},
})
