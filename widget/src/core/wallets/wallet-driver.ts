import type { Total } from '../options.ts'

/** Why a shop cannot take what the shopper chose in the sheet. Each wallet says it in words of its own. */
export type Rejection =
  | 'address-not-served'
  | 'country-not-served'
  | 'postal-code-invalid'
  | 'region-invalid'
  | 'address-incomplete'
  | 'shipping-option-not-offered'
  | 'cart-changed'
  | 'unavailable'

/** One way to ship; `amount` in minor units of the currency of the total. */
export type SheetShippingOption = { id: string; name: string; amount: number }

/** What the sheet shows. `selected` is the id of a shipping option, null when none is chosen. */
export type SheetQuote = {
  total: Total
  shippingOptions: readonly SheetShippingOption[]
  selected: string | null
}

/** The answer to a change: what the sheet shows from now on, or why it cannot be. */
export type SheetChange = SheetQuote | { reject: Rejection }

/** As much of an address as a wallet tells before the shopper approves; a postal code may be cut off. */
export type SheetAddress = {
  countryCode: string
  postalCode: string | null
  city: string | null
  region: string | null
}

/** What a wallet needs to begin: the provider's secret of this payment, and the first quote. */
export type SheetStart = { clientSecret: string; quote: SheetQuote }

/** How far the shopper had come when the sheet was closed, in the wallet's own word. */
export type SheetCancel = { stage: string | null }

/** Everything a sheet asks and tells. Exactly one of the last three is called, once. */
export type SheetRequest = {
  /** Provisional, to show before `start` answers. */
  total: Total | null
  /** BCP 47. */
  locale: string
  /** The shop's words for a rejection, for wallets that show the shop's words. */
  sayRejection: (rejection: Rejection) => string
  /** Creates or joins the payment; rejects when there will be none. */
  start: () => Promise<SheetStart>
  onAddressChange: (address: SheetAddress) => Promise<SheetChange>
  onShippingOptionChange: (option: { id: string }) => Promise<SheetChange>
  /** The last look before anything is authorised; another total makes the sheet ask again. */
  onApproving: () => Promise<SheetChange>
  onApprove: () => void
  onCancel: (cancel: SheetCancel) => void
  onError: (error: unknown) => void
}

/** A sheet that is shown. Closing it is no answer of the shopper. */
export type OpenSheet = { close: () => void }

/** One wallet behind the same face as every other. */
export type WalletDriver = {
  /** True when this browser can pay with the wallet in this currency. Asked after its scripts are loaded. */
  probe: (asked: { currency: string | undefined }) => boolean
  /** Opens the sheet in the click that calls it; null when the browser refuses the window. */
  open: (request: SheetRequest) => OpenSheet | null
}

/** True for an answer that turns the change down. */
export const isRejection = (change: SheetChange): change is { reject: Rejection } =>
  'reject' in change
