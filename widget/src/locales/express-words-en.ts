/** Every word of express checkout in English. `{wallet}` and `{amount}` are filled in. */
export const expressEn = {
  'express.legend': 'Express checkout',
  'express.pay': 'Pay with {wallet}',
  'express.loading': 'Looking for express checkout…',
  'express.open': 'Go on in the {wallet} window. Nothing is charged before you approve there.',
  'express.close': 'Cancel',
  'express.reopen': 'Open {wallet}',
  'express.retry': 'Try again',
  'express.canceled': 'You canceled. Nothing was charged, and you can pay in any way.',
  'express.checking': 'Looking up your approval…',
  'express.reading': 'Reading your approval. Please stay here; nothing is charged yet.',
  'express.approved': 'You approved {amount} with {wallet}',
  'express.approvedText':
    'The amount is reserved, not charged. Continue to your order, or cancel to give it back.',
  'express.continue': 'Continue',
  'express.cancelApproved': 'Cancel',
  'express.released':
    'Your earlier approval is no longer valid. Nothing was charged. Please choose again how to pay.',
  'express.settled': 'This order is placed and paid. You do not need to pay again.',
  'express.customerFailed':
    'Your approval is kept and nothing was charged, but we could not read your address. Press Continue to try again.',
  'express.cancelFailed':
    'Your approval could not be canceled just now. It is still reserved and not charged. Please try again.',
  'express.blocked':
    'Your browser did not open the {wallet} window. No payment was begun. Open it again with this button.',
  'express.prepareFailed':
    'Your cart could not be prepared in time. Nothing was charged. Please try again.',
  'express.walletFailed':
    '{wallet} could not finish. Nothing was charged. Try again or choose another way to pay.',
  'express.lookFailed':
    'We could not look up your earlier approval. Nothing is charged without an order. Please try again.',
  'express.reject.address-not-served':
    'We do not deliver to this address. Please choose another one.',
  'express.reject.country-not-served':
    'We do not deliver to this country. Please choose another address.',
  'express.reject.postal-code-invalid': 'Please check the postal code of this address.',
  'express.reject.region-invalid': 'Please check the state or region of this address.',
  'express.reject.address-incomplete':
    'Something is missing in this address. Please complete it or choose another one.',
  'express.reject.shipping-option-not-offered':
    'This way of shipping is not offered any more. Please choose another one.',
  'express.reject.cart-changed':
    'Your cart has changed. Nothing was charged. Please close this window and check your cart.',
  'express.reject.unavailable':
    'The shop did not answer. Nothing was charged. Please try again in a moment.',
} as const satisfies Record<string, string>

export type ExpressWord = keyof typeof expressEn
export type ExpressWords = Readonly<Record<ExpressWord, string>>
