export { ExpressCheckout, type ExpressCheckoutProps } from './components/express-checkout.tsx'
export { OpenPayment, type OpenPaymentProps } from './components/open-payment.tsx'
export { PayButton, type PayButtonProps } from './components/pay-button.tsx'
export { PaymentMethods } from './components/payment-methods.tsx'
export { PaymentReturn, type PaymentReturnProps } from './components/payment-return.tsx'
export type {
  PaymentMethodView,
  PaymentOutcome,
  PaymentView,
} from './core/contract.ts'
export type {
  Approval,
  ApprovedPayment,
  CheckoutStep,
  ExpressCancel,
  ExpressMethod,
  Placement,
  PreparedCart,
  ProvidedAddress,
  ProvidedCustomer,
  Rejection,
  SheetAddress,
  SheetChange,
  SheetQuote,
} from './core/express/index.ts'
export type { CheckoutFailure, FailureKind } from './core/failure.ts'
export type {
  CheckoutEvent,
  MethodReference,
  PlacedOrder,
  PlaceOrder,
  PlaceOrderRequest,
  Shopper,
  Total,
} from './core/options.ts'
export type { CheckoutState } from './core/state.ts'
export type { ExpressWords } from './locales/express-words-en.ts'
export { formatAmount } from './locales/format-amount.ts'
export type { Messages } from './locales/words.ts'
export { CheckoutProvider, type CheckoutProviderProps } from './react/checkout-provider.tsx'
export { type CheckoutHandle, useCheckout } from './react/use-checkout.ts'
export {
  type ExpressCheckoutHandle,
  type UseExpressCheckoutOptions,
  useExpressCheckout,
} from './react/use-express-checkout.ts'
export type { PlaceOrderAfterPayment } from './react/use-order-after-payment.ts'
export { type PaymentHandle, type UsePaymentOptions, usePayment } from './react/use-payment.ts'
export { type PaymentMethodsHandle, usePaymentMethods } from './react/use-payment-methods.ts'
export type { Settled } from './react/use-returned-payment.ts'
