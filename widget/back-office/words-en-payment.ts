import type { Movement, PaymentOperationKind, Repair } from './api/contract.ts'
import type { AmountProblem } from './payment/amount.ts'

type Amount = { amount: string }

const actions: Record<PaymentOperationKind, string> = {
  capture: 'Capture…',
  cancel: 'Cancel…',
  refund: 'Refund…',
  'look-up': 'Look up at the provider',
}

const repairs: Record<Repair['action'], string> = {
  'replay-message': 'Send again',
  'replay-inbox-event': 'Apply again',
  'look-up': 'Look up at the provider',
  capture: 'Capture again',
  cancel: 'Cancel again',
  refund: 'Refund again',
  'fire-order-event': 'Move the order on',
}

const movementStatuses: Record<Movement['status'], string> = {
  pending: 'pending',
  processing: 'on its way',
  succeeded: 'done',
  failed: 'failed',
  canceled: 'canceled',
}

const amountProblems: Record<AmountProblem, (max: string) => string> = {
  empty: () => 'Enter an amount.',
  'not-a-number': () => 'This is not an amount. Write digits, such as 12.50.',
  'too-many-decimals': () => 'This currency has fewer decimals.',
  ambiguous: () =>
    'This can be read as two amounts. Write all decimals, or no separator for thousands.',
  zero: () => 'The amount must be more than nothing.',
  'too-much': (max) => `At most ${max} is left.`,
}

/** The words of one payment, of what is done with it, and of what mends it. */
export const englishPayment = {
  payment: {
    title: (id: string) => `Payment ${id}`,
    missing: {
      title: 'There is no such payment',
      text: 'The id may be cut off. Search for how it begins.',
    },
    facts: {
      order: 'Order',
      method: 'Method',
      shopper: 'Shopper',
      tenant: 'Shop',
      transaction: 'Transaction',
      pspReference: 'Provider reference',
      cart: 'Cart',
      created: 'Created',
      updated: 'Changed',
      pspStatus: 'Provider says',
    },
    unknownShopper: 'not told',
    noOrder: 'none yet',
    orderless: (since: string, deadline: string) =>
      `Paid since ${since}, and the shop has no order. Without one the money is given back at ${deadline}.`,
    requested: (amount: string) => `The provider was asked to change the amount to ${amount}.`,
    processing: 'An operation is under way. This page changes by itself.',
    happened: 'What happened',
    newestFirst: 'Newest first',
    oldestFirst: 'Oldest first',
    truncated: (limit: number) => `Only the newest ${limit} entries are shown.`,
    nothingHappened: 'Nothing is written down yet.',
    normalised: 'In our words',
    raw: 'As it was stored, without secrets',
    money: 'Money',
    authorised: 'Authorised',
    captured: 'Captured',
    capturing: 'Capture on its way',
    refunded: 'Refunded',
    refunding: 'Refund on its way',
    voided: 'Released',
    bar: ({
      authorised,
      captured,
      refunded,
    }: Record<'authorised' | 'captured' | 'refunded', string>) =>
      `${captured} of ${authorised} captured, ${refunded} refunded`,
    movements: 'Captures and refunds',
    movement: { capture: 'Capture', refund: 'Refund' },
    movementStatuses,
    elsewhere: 'asked for at the provider',
    items: 'Order items',
    notPossible: 'What cannot be done now',
  },
  actions,
  repairs,
  repaired: {
    'replay-message': 'The message is on its way again.',
    'replay-inbox-event': 'The event is being applied again.',
    'look-up': 'The provider was asked. What it said is shown.',
    capture: 'The capture was asked for.',
    cancel: 'The cancellation was asked for.',
    refund: 'The refund was asked for.',
    'fire-order-event': 'The order was moved on.',
  } satisfies Record<Repair['action'], string>,
  confirmRepair: {
    title: 'Really do this?',
    capture: 'The provider is asked to take the money from the shopper. Money moves.',
    cancel: 'The provider is asked to release the money. The shopper is not charged.',
    refund:
      'The provider is asked to give money back to the shopper. Money moves, and it cannot be taken back.',
  },
  operation: {
    capture: {
      title: 'Capture',
      text: 'The provider is asked to take the money from the shopper. Money moves.',
      submit: ({ amount }: Amount) => `Capture ${amount}`,
    },
    cancel: {
      title: 'Cancel this payment',
      text: 'What is reserved is released. The shopper is not charged, and the payment cannot be used any more.',
      submit: ({ amount }: Amount) => `Release ${amount}`,
    },
    refund: {
      title: 'Refund',
      text: 'The provider is asked to give money back to the shopper. Money moves, and it cannot be taken back.',
      submit: ({ amount }: Amount) => `Refund ${amount}`,
    },
    plain: { capture: 'Capture', cancel: 'Cancel the payment', refund: 'Refund' },
    amount: (currency: string) => `Amount in ${currency}`,
    max: (max: string) => `Up to ${max}`,
    all: 'All of it',
    items: 'For these items',
    itemsNote: 'Choosing items fills in their sum, without shipping.',
    amountProblems,
    again: 'Send again',
    unknown:
      'This was sent, and no answer came: it may have been applied. Sending it again is safe, since it is the same request.',
    outcomes: {
      capture: {
        succeeded: ({ amount }: Amount) => `${amount} captured.`,
        pending: ({ amount }: Amount) =>
          `The capture of ${amount} is on its way. This page changes by itself.`,
        refused: () => 'The provider refused the capture. No money moved.',
        unchanged: () => 'Nothing has changed.',
      },
      cancel: {
        succeeded: () => 'The payment is canceled. Nothing was charged.',
        pending: () => 'The cancellation is on its way. This page changes by itself.',
        refused: () => 'The provider refused the cancellation.',
        unchanged: () => 'Nothing has changed.',
      },
      refund: {
        succeeded: ({ amount }: Amount) => `${amount} refunded.`,
        pending: ({ amount }: Amount) =>
          `The refund of ${amount} is on its way. This page changes by itself.`,
        refused: () => 'The provider refused the refund. No money moved.',
        unchanged: () => 'Nothing has changed.',
      },
      'look-up': {
        succeeded: () => 'The provider knew more than we did. It was taken over.',
        pending: () => 'The provider has not finished. This page changes by itself.',
        refused: () => 'The provider does not answer for this payment.',
        unchanged: () => 'The provider says the same as we do.',
      },
    },
  },
}
