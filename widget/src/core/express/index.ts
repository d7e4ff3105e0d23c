export type { CheckoutFailure } from '../failure.ts'
export type {
  Rejection,
  SheetAddress,
  SheetChange,
  SheetQuote,
  SheetShippingOption,
} from '../wallets/wallet-driver.ts'
export { createExpressCheckout, type Express } from './create-express-checkout.ts'
export type {
  Approval,
  ApprovedPayment,
  CheckoutStep,
  ExpressCallbacks,
  ExpressCancel,
  ExpressMethodName,
  ExpressOptions,
  Placement,
  PreparedCart,
} from './options.ts'
export type { ProvidedAddress, ProvidedCustomer } from './provided-customer.ts'
export type { ApprovedTrouble, ExpressMethod, ExpressPhase, ExpressState } from './state.ts'
