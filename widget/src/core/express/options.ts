import type { ExpressWords } from '../../locales/express-words-en.ts'
import type { Client } from '../client.ts'
import type { PaymentMethodView, PaymentView } from '../contract.ts'
import type { CheckoutFailure } from '../failure.ts'
import type { Shopper, Total } from '../options.ts'
import type { SheetAddress, SheetChange } from '../wallets/wallet-driver.ts'
import type { ProvidedCustomer } from './provided-customer.ts'

/** Where in the shop the buttons are. */
export type Placement = 'product' | 'cart' | 'checkout'

/** The steps of a checkout, in their order. */
export type CheckoutStep = 'address' | 'shipment' | 'payment' | 'summary'

/** The cart with the product in it. Without a total the server's is taken. */
export type PreparedCart = { cartId: string; total?: Total | undefined }

/** Names the method as orders name it. */
export type ExpressMethodName = Pick<PaymentView, 'paymentProviderName' | 'paymentMethodName'>

/** A payment that the shopper approved. The money is reserved, and charged only after an order. */
export type ApprovedPayment = {
  transactionId: string
  amount: number
  currency: string
  method: ExpressMethodName
  /** The name of the wallet, such as Pebble. */
  wallet: string
}

/** What a shop needs to go on with its checkout. */
export type Approval = Omit<ApprovedPayment, 'wallet'> & {
  customer: ProvidedCustomer
  /** Paths of what the wallet did not tell, such as `shippingAddress.phone`. */
  missing: readonly string[]
  /** The first step that is left to do. */
  nextStep: CheckoutStep
}

/** How a payment ended before its approval, or after it by the shopper's own button. */
export type ExpressCancel = { transactionId: string | null; stage: string | null }

/** What the shop may answer and wants to hear. */
export type ExpressCallbacks = {
  /** Called in the click, for instance to put the product of this page into the cart. */
  onClick?: (() => Promise<PreparedCart>) | undefined
  /** Asked before the server when the shopper chooses another address. */
  onAddressChange?: ((address: SheetAddress) => Promise<SheetChange>) | undefined
  /** Asked before the server when the shopper chooses another way to ship. */
  onShippingOptionChange?: ((option: { id: string }) => Promise<SheetChange>) | undefined
  onApproved?: ((approval: Approval) => void) | undefined
  onCanceled?: ((cancel: ExpressCancel) => void) | undefined
  /** The remembered payment has an order already. */
  onSettled?: ((settled: { payment: PaymentView }) => void) | undefined
  onError?: ((failure: CheckoutFailure) => void) | undefined
}

/** What may change at any time. Without `client` one is made of the rest. */
export type ExpressOptions = ExpressCallbacks & {
  placement: Placement
  baseUrl?: string | undefined
  /** The shop, where one server serves several. */
  tenant?: string | undefined
  client?: Client | undefined
  cartId?: string | undefined
  shopper?: Shopper | undefined
  /** BCP 47. */
  locale?: string | undefined
  currency?: string | undefined
  total?: Total | undefined
  /** Steps of the shop's checkout that an approval takes the place of: `address`, `shipment` and `payment` by default. */
  skipSteps?: readonly CheckoutStep[] | undefined
  /** For pages whose content security policy names one. */
  nonce?: string | undefined
  /** Replaces single words. */
  messages?: Partial<ExpressWords> | undefined
  /** Reads the methods from a cache of the caller's. Rejects with a failure. */
  listMethods?: (() => Promise<readonly PaymentMethodView[]>) | undefined
}
