export type { CardFields, FieldsPayment, FieldsResult } from './card-fields.ts'
export { type Checkout, createCheckout } from './checkout.ts'
export { type Client, type ClientOptions, createClient, type Reading } from './client.ts'
export type {
  PaymentMethodView,
  PaymentOutcome,
  PaymentView,
  ServerFailureKind,
  StartPaymentInput,
  StartPaymentOutput,
} from './contract.ts'
export type { CheckoutFailure, FailureKind, LocalFailureKind } from './failure.ts'
export type { Answer } from './http.ts'
export type {
  CheckoutEvent,
  CheckoutOptions,
  MethodReference,
  PlacedOrder,
  PlaceOrder,
  PlaceOrderRequest,
  Shopper,
  Total,
} from './options.ts'
export type { PayOptions } from './pay.ts'
export type { CheckoutPhase, CheckoutState, PayingProgress } from './state.ts'
