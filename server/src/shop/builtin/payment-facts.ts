/**
 * What is known of the money of one order item, since the shop last asked for something: a new capture, cancellation or refund
 * forgets how the one before it ended.
 */
export type PaymentFacts = Readonly<{
  /** `given up`: it was authorised when its cancellation was asked for, so old news of it says nothing. */
  authorization: 'authorized' | 'failed' | 'given up' | null
  capture: 'requested' | 'captured' | 'failed' | null
  cancellation: 'requested' | 'canceled' | 'failed' | null
  refund: 'requested' | 'refunded' | 'failed' | null
  balance: 'overpaid' | 'underpaid' | null
  /** The expenses of the order were captured, or given back, together with this item. */
  capturesExpenses: boolean
  refundsExpenses: boolean
  /** Canceled in the shop alone: the app hears of it when no other item needs the authorisation any more. */
  isVoidOwed: boolean
  /** What the marketplace keeps of the price, once that was calculated. */
  commissionMinor: number | null
  payout: 'requested' | 'paid out' | 'failed' | null
  /** The transfer that paid the merchant; null where nothing was owed. */
  transferId: string | null
  payoutReversal: 'requested' | 'reversed' | 'failed' | null
}>

export const noFacts: PaymentFacts = {
  authorization: null,
  capture: null,
  cancellation: null,
  refund: null,
  balance: null,
  capturesExpenses: false,
  refundsExpenses: false,
  isVoidOwed: false,
  commissionMinor: null,
  payout: null,
  transferId: null,
  payoutReversal: null,
}

/** What a message of the payment app says about an item that it means. A message that is not listed says nothing. */
const lessons: Readonly<Record<string, (facts: PaymentFacts) => PaymentFacts>> = {
  PaymentAuthorized: (facts) => ({ ...facts, authorization: 'authorized' }),
  PaymentAuthorizationFailed: (facts) =>
    facts.authorization === null ? { ...facts, authorization: 'failed' } : facts,
  PaymentCaptured: (facts) => ({ ...withMoney(facts), balance: null }),
  PaymentCaptureFailed: (facts) =>
    facts.capture === 'captured' ? facts : { ...facts, capture: 'failed' },
  PaymentCanceled: (facts) =>
    facts.capture === 'captured'
      ? facts
      : { ...facts, cancellation: 'canceled', isVoidOwed: false },
  PaymentCancellationFailed: (facts) =>
    facts.cancellation === 'requested' ? { ...facts, cancellation: 'failed' } : facts,
  PaymentRefunded: (facts) => (mayBeRefunded(facts) ? { ...facts, refund: 'refunded' } : facts),
  PaymentRefundFailed: (facts) => (facts.refund === null ? facts : { ...facts, refund: 'failed' }),
  PaymentOverpaid: (facts) => ({ ...withMoney(facts), balance: 'overpaid' }),
  PaymentUnderpaid: (facts) =>
    facts.capture === 'captured' ? facts : { ...facts, balance: 'underpaid' },
}

/** Money that is captured was authorised, whether or not anybody said so. */
const withMoney = (facts: PaymentFacts): PaymentFacts => ({
  ...facts,
  capture: 'captured',
  authorization: facts.authorization === 'given up' ? 'given up' : 'authorized',
})

/** Money that never came cannot go back. */
const mayBeRefunded = ({ capture, balance, refund }: PaymentFacts): boolean =>
  capture === 'captured' || balance !== null || refund !== null

export const isLesson = (messageName: string): boolean => messageName in lessons

export const learn = (facts: PaymentFacts, messageName: string): PaymentFacts =>
  lessons[messageName]?.(facts) ?? facts

/** The same facts with a capture on its way: how an earlier one ended says nothing about it. */
export const askCapture = (facts: PaymentFacts): PaymentFacts => ({
  ...facts,
  capture: 'requested',
  balance: null,
})

/** The same facts with a cancellation on its way. Only an authorisation that is told after this means that somebody paid. */
export const askCancellation = (facts: PaymentFacts): PaymentFacts => ({
  ...facts,
  authorization: isAuthorized(facts) ? 'given up' : facts.authorization,
  capture: facts.capture === 'captured' ? 'captured' : null,
  balance: null,
  cancellation: 'requested',
})

export const askRefund = (facts: PaymentFacts): PaymentFacts => ({ ...facts, refund: 'requested' })

/** What the app said about a payout, or about taking it back. */
export function learnPayout(
  facts: PaymentFacts,
  outcome: { kind: 'transferred'; transferId: string } | { kind: 'failed' },
  isReversal: boolean,
): PaymentFacts {
  const isDone = outcome.kind === 'transferred'
  if (isReversal) return { ...facts, payoutReversal: isDone ? 'reversed' : 'failed' }
  if (!isDone) return { ...facts, payout: 'failed' }
  return { ...facts, payout: 'paid out', transferId: outcome.transferId }
}

/** Captured money, money that could not be captured and money that does not add up were all authorised once. */
const isAuthorized = ({ authorization, capture, balance }: PaymentFacts): boolean =>
  authorization === 'authorized' ||
  (authorization !== 'given up' &&
    (capture === 'captured' || capture === 'failed' || balance !== null))

/** Somebody has paid, or tried so that money may come: also when the payment is being given up again. */
export const isPaidFor = (facts: PaymentFacts): boolean =>
  isAuthorized(facts) || facts.authorization === 'given up' || facts.capture !== null

const conditions: Readonly<Record<string, (facts: PaymentFacts) => boolean>> = {
  'Payment/IsAuthorized': isAuthorized,
  'Payment/IsAuthorizationFailed': ({ authorization }) => authorization === 'failed',
  'Payment/IsCaptured': ({ capture }) => capture === 'captured',
  'Payment/IsCaptureRequested': ({ capture }) => capture === 'requested',
  'Payment/IsCaptureFailed': ({ capture }) => capture === 'failed',
  'Payment/IsCanceled': ({ cancellation }) => cancellation === 'canceled',
  'Payment/IsCancellationFailed': ({ cancellation }) => cancellation === 'failed',
  'Payment/IsRefunded': ({ refund }) => refund === 'refunded',
  'Payment/IsRefundFailed': ({ refund }) => refund === 'failed',
  'Payment/IsOverpaid': ({ balance }) => balance === 'overpaid',
  'Payment/IsUnderpaid': ({ balance }) => balance === 'underpaid',
  'SalesPaymentMerchant/IsMerchantPaidOut': ({ payout }) => payout === 'paid out',
  'SalesPaymentMerchant/IsMerchantPayoutReversed': ({ payoutReversal }) =>
    payoutReversal === 'reversed',
}

/** Whether a condition of a process holds by these facts. What the shop cannot know never holds. */
export const isTrueOf = (facts: PaymentFacts, condition: string): boolean =>
  conditions[condition]?.(facts) ?? false
