import type { Words } from './words.ts'

export const english: Words = {
  lang: 'en',
  strip: 'Sandbox · no real money moves',
  order: (reference) => `Order ${reference}`,
  items: 'What you pay for',
  moreItems: (count) => `${count} more`,
  backTo: (merchant) => `Back to ${merchant}`,
  payByCard: 'Pay by card',
  fields: { number: 'Card number', expiry: 'Expiry', code: 'Security code', name: 'Name on card' },
  expiryHint: 'MM / YY',
  pay: (amount) => `Pay ${amount}`,
  paying: 'Asking your bank …',
  stillPaying: 'Your bank takes its time. Please wait, you will not pay twice.',
  onlyTestCards: 'Only test cards work here. Please never enter a real one.',
  endingsTitle: 'Try another ending',
  endingsNote: 'Each fills the form above.',
  endings: {
    succeeds: 'Succeeds',
    declined: 'Declined',
    'insufficient-funds': 'Insufficient funds',
    '3ds': '3-D Secure',
    '3ds-fails': '3-D Secure fails',
    processing: 'Processing, then paid',
    'answer-lost': 'Paid, answer lost',
  },
  problems: {
    number: {
      missing: 'Enter the card number.',
      invalid: 'This number is incomplete or has a typo. Compare it with the card.',
      expired: 'This number is no longer valid.',
    },
    expiry: {
      missing: 'Enter the expiry date.',
      invalid: 'Enter month and year, such as 12 / 29.',
      expired: 'This card has expired. Use another one.',
    },
    code: {
      missing: 'Enter the security code.',
      invalid: 'Enter the 3 or 4 digits.',
      expired: 'This code is no longer valid.',
    },
    name: {
      missing: 'Enter the name as it is on the card.',
      invalid: 'This name is too long.',
      expired: 'This name is no longer valid.',
    },
  },
  problemsTitle: 'Nothing was charged. Please correct the marked fields.',
  declines: {
    declined: 'Your bank declined this card. Nothing was charged. Try another card.',
    insufficient_funds:
      'There is not enough money on this card. Nothing was charged. Try another card.',
    authentication_failed:
      'Your bank could not confirm that it was you. Nothing was charged. Try again, or use another card.',
    test_card_expected:
      'This is not a test card. Nothing was charged. Choose an ending below to fill in one.',
  },
  challenge: {
    bank: 'Sample Bank',
    title: 'Approve this payment?',
    text: 'You are paying online. Approve only if you started this payment yourself.',
    merchant: 'Merchant',
    amount: 'Amount',
    card: 'Card',
    approve: 'Approve',
    reject: 'Reject',
    note: 'In a real payment this page comes from your bank.',
  },
  states: {
    done: {
      title: 'This payment is done',
      text: 'There is nothing left to pay. The shop hears of it from us.',
    },
    processing: {
      title: 'Your bank is still thinking',
      text: 'There is nothing left for you to do: you can close this page. The shop hears from us.',
    },
    refunded: {
      title: 'This payment was refunded',
      text: 'The money goes back to the card that paid.',
    },
    canceled: {
      title: 'This payment was canceled or has expired',
      text: 'It can no longer be paid, and nothing was charged. You can start again in the shop.',
    },
    unknown: {
      title: 'This payment page does not exist',
      text: 'The link is incomplete or too old. Nothing was charged. Go back to the shop and start again.',
    },
    lost: {
      title: 'The connection to your bank was lost',
      text: 'Your bank may have approved it. Do not pay again: the shop will tell you how it ended.',
    },
    offline: {
      title: 'This page is not available right now',
      text: 'Nothing was charged. Wait a moment, then load the page again.',
    },
    stranger: {
      title: 'This request came from another site',
      text: 'It was ignored and nothing was charged. Open the payment page from the shop.',
    },
  },
}
