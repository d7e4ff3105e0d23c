import type { CheckoutFailure } from '../failure.ts'
import type { Rejection } from '../wallets/wallet-driver.ts'

const rejections: Readonly<Record<string, Rejection>> = {
  'address-not-served': 'address-not-served',
  'shipment-not-offered': 'shipping-option-not-offered',
  'validation-failed': 'address-incomplete',
  'amount-mismatch': 'cart-changed',
  'approval-needed': 'cart-changed',
  'cart-empty': 'cart-changed',
  'cart-not-found': 'cart-changed',
  'currency-mismatch': 'cart-changed',
  'payment-differs': 'cart-changed',
}

/** What the sheet is told when the server refuses a change; `unavailable` when trying again may help. */
export const rejectionOf = ({ kind }: CheckoutFailure): Rejection =>
  Object.hasOwn(rejections, kind) ? (rejections[kind] ?? 'unavailable') : 'unavailable'

const endings = ['payment-canceled', 'payment-has-order', 'payment-not-found']

/** True when no answer in the sheet can help: it is closed. */
export const endsSheet = ({ kind }: CheckoutFailure): boolean => endings.includes(kind)
