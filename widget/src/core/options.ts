import type { PaymentView } from './contract.ts'
import type { CheckoutFailure } from './failure.ts'

/** Who pays: a customer's access token, or a guest's secret id of at least 20 characters. */
export type Shopper = { accessToken: string } | { guestId: string }

/** An amount in the minor units of an ISO 4217 currency: 24890 EUR is 248.90. */
export type Total = { amount: number; currency: string }

/** Names one payment method of one provider. */
export type MethodReference = {
  providerName: string
  methodName: string
  /** `embedded`: paid with the fields that are attached to the checkout, on no page of its own. */
  strategy?: 'embedded'
}

/** What the shop answers when it has placed the order and wants it paid on `redirectUrl`. */
export type PlacedOrder = {
  orderReference: string
  redirectUrl: string
  transactionId?: string | null
}

/** What the shop gets to place an order exactly once: the same key comes again when an answer was lost. */
export type PlaceOrderRequest = { idempotencyKey: string; method: MethodReference }
export type PlaceOrder = (request: PlaceOrderRequest) => Promise<PlacedOrder>

/** What is worth tracking. Holds no token and no personal data. */
export type CheckoutEvent =
  | { type: 'method-selected'; method: MethodReference }
  | { type: 'attempt-started'; attempt: string; method: MethodReference }
  | { type: 'redirecting'; transactionId: string | null; orderReference: string | null }
  | { type: 'failed'; failure: CheckoutFailure }
  | { type: 'open-payment-found'; transactionId: string | null; orderReference: string | null }
  | { type: 'dismissed' }
  | { type: 'settled'; payment: PaymentView }

/** Everything a checkout needs to know; only `baseUrl` is required. */
export type CheckoutOptions = {
  /** Origin of the Tillway server, with or without a path. */
  baseUrl: string
  /** The shop, where one server serves several: sent as `X-Tenant-Identifier`. */
  tenant?: string | undefined
  /** Names one purchase. Tabs with the same cart know of each other. */
  cartId?: string | undefined
  shopper?: Shopper | undefined
  /** BCP 47, such as `de-DE`. */
  locale?: string | undefined
  currency?: string | undefined
  total?: Total | undefined
  /** Where the payment page sends the shopper back to; its origin must be allowed by the server. */
  returnUrl?: string | undefined
  /** For pages whose content security policy names one for scripts. */
  nonce?: string | undefined
  onEvent?: ((event: CheckoutEvent) => void) | undefined
  /** Replaces the navigation to the payment page, for web views and tests. */
  redirect?: ((url: string) => void) | undefined
}
