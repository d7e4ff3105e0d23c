/** The words of the return page alone, in English: loaded with it. */
export const enReturn = {
  'return.paid': 'Thank you. Your payment has arrived',
  'return.paidText': '{amount} is paid. There is nothing left to do.',
  'return.canceled': 'You canceled the payment',
  'return.canceledText': 'Nothing was charged. You can go back and choose another way to pay.',
  'return.released': 'Your payment was given back',
  'return.open': 'You have not paid yet',
  'return.openText': 'Nothing was charged. Continue on the payment page when you are ready.',
  'return.problem': 'We could not look up your payment',
  'return.back': 'Back to checkout',
  'return.unplaced': 'Your order is not placed yet',
} as const satisfies Record<string, string>
