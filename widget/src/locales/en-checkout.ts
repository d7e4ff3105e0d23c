/** The English words that a checkout may need at any time, also offline. */
export const enCheckout = {
  'methods.legend': 'How would you like to pay?',
  'methods.empty': 'There is no way to pay here at the moment. Please ask the shop.',
  'pay.continue': 'Continue to secure payment',
  'pay.busy': 'One moment…',
  'pay.leaving': 'Taking you to the payment page…',
  'pay.here': 'Continue here',
  'pay.paid': 'Paid',
  'pay.now': 'Pay now',
  'pay.nowNote': 'You pay when you press this button. The shop never sees your card.',
  'pay.note': 'Nothing is charged before you confirm on the next page.',
  'pay.slow': 'This takes longer than usual. Please stay here; you will not pay twice.',
  'pay.elsewhere': 'You are paying in another tab. This one is no longer the one paying.',
  'pay.paidNote': 'This order is paid. You do not need to pay again.',
  'return.loading': 'Looking up your payment…',
  'return.order': 'Your order number is {order}.',
  'return.pending': 'Your payment is on its way',
  'return.pendingText':
    'Your bank is still thinking. You can close this page; your order will show how it ends.',
  'return.failed': 'The payment did not go through',
  'return.trouble':
    'We cannot reach the shop right now. Your payment is not affected; we keep looking.',
  'return.retry': 'Try again',
  'return.placing': 'Your payment is reserved. We are placing your order…',
  'return.unplacedText':
    'Your payment is reserved but not charged. Place the order now; otherwise the amount is released.',
  'return.place': 'Place the order',
  'reason.declined':
    'Your bank declined the payment. Nothing was charged. Try again or use another card.',
  'reason.insufficient-funds':
    'There is not enough money on this account. Nothing was charged. Try another way to pay.',
  'reason.authentication-failed':
    'Your bank could not confirm that it is you. Nothing was charged. Try again or use another card.',
  'reason.expired': 'The time to pay is over. Nothing was charged. You can start again.',
  'reason.no-order':
    'No order came of your payment in time, so what was reserved was given back. Nothing was charged. You can start again.',
  'failure.unknown':
    'This did not work. Nothing was charged. Please try again; you will not pay twice.',
  'failure.too-many-attempts':
    'There were too many attempts. Nothing was charged. Please wait a few minutes.',
  'failure.attempts-spent':
    'Too many cards were declined. Nothing was charged. Please wait an hour before you try again.',
  'failure.request-in-flight':
    'Your first click is still being worked on. Please press again in a moment; you will not pay twice.',
  'failure.cart-empty':
    'Your cart is empty or already ordered. Nothing was charged. Your orders show more.',
  'failure.amount-mismatch':
    'Your cart has changed. Nothing was charged. Please check it, then pay the new total.',
  'failure.payment-differs':
    'This order has an unfinished payment. Nothing was charged. Please continue or change that one.',
  'failure.cancellation-pending':
    'Your payment is being canceled, and what was reserved is given back. Please wait a moment before you pay again.',
  'failure.payment-not-cancelable':
    'Your payment could not be canceled. Without an order it is given back by itself. Please ask the shop before you pay again.',
  'failure.payment-failed':
    'The payment did not go through. Nothing was charged. Try again or choose another way to pay.',
  'failure.validation-failed':
    'Something in your order is missing or not possible. Nothing was charged. Please check it and try again.',
  'failure.payment-not-found':
    'We cannot show this payment here. Your orders show whether it is paid.',
  'failure.payment-method-not-found':
    'This way to pay cannot be used now. Nothing was charged. Please choose another one.',
  'failure.network':
    'We could not reach the shop. Nothing was charged. Please check your connection and try again.',
  'failure.offline':
    'You seem to be offline. Nothing was charged. You can go on as soon as you are connected again.',
  'failure.psp-unavailable':
    'The payment provider did not answer. Nothing was charged. Try again or choose another way to pay.',
  'failure.tenant-unknown':
    'This shop cannot take this payment yet. Nothing was charged. Please ask the shop.',
  'failure.access-token-invalid': 'Please sign in again, or reload the page. Nothing was charged.',
  'failure.stock-insufficient':
    'There is not enough of one of your products left. Nothing was charged. Please check your cart.',
} as const satisfies Record<string, string>
