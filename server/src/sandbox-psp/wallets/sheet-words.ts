import type { AddressKey } from './saved-addresses.ts'

/** Where a sheet ends. `alone`: approved, while the page of the shop is gone. */
export type SheetEnd = 'approved' | 'alone' | 'closed' | 'lost'

/** Why the sheet asks the shopper for something, or cannot go on. */
export type SheetProblem =
  | 'slow'
  | 'unavailable'
  | 'changed'
  | 'declined'
  | 'failed'
  | 'unreachable'
  | 'gone'
  | 'unsaved'

/** The codes by which pages refuse an address or an option, of both wallets. */
export type SheetRejection =
  | 'ADDRESS_ERROR'
  | 'COUNTRY_ERROR'
  | 'STATE_ERROR'
  | 'ZIP_ERROR'
  | 'METHOD_UNAVAILABLE'
  | 'STORE_UNAVAILABLE'
  | 'addressUnserviceable'
  | 'shippingContactInvalid'
  | 'billingContactInvalid'
  | 'couponCodeInvalid'
  | 'unknown'

/** What the sheet is doing while the shopper waits. */
export type SheetWaiting =
  | 'connecting'
  | 'asking'
  | 'confirming'
  | 'approving'
  | 'canceling'
  | 'saving'

/** The words of the sheet. `{amount}` stands for a sum; the sheet's script fills it in. */
export type SheetWords = {
  title: (wallet: string) => string
  deliverTo: string
  countries: Record<AddressKey, string>
  delivery: string
  noDelivery: string
  free: string
  payWith: string
  funding: Record<'works' | 'declined', { label: string; note: string }>
  total: string
  approve: string
  approveIdle: string
  cancel: string
  retry: string
  returnTo: (merchant: string) => string
  closeWindow: string
  changeAddress: string
  told: string
  waiting: Record<SheetWaiting, string>
  problems: Record<SheetProblem, string>
  rejections: Record<SheetRejection, string>
  ends: Record<SheetEnd, { title: string; text: string }>
}
