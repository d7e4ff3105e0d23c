import type { PaymentOutcome, PaymentView } from '../core/contract.ts'
import type { Words } from '../locales/en.ts'
import { failureText } from '../locales/failure-words.ts'
import { formatAmount } from '../locales/format-amount.ts'
import { fill } from '../locales/words.ts'
import type { OrderAfterPayment } from '../react/use-order-after-payment.ts'
import type { ReturnedPayment } from '../react/use-returned-payment.ts'

/** What the return page says. */
export type ReturnFace = {
  outcome: PaymentOutcome | 'loading' | 'unknown' | 'placing'
  title: string
  text: string | null
  /** Said beside the rest when news cannot be had at the moment. */
  trouble: string | null
  isBusy: boolean
}

type Telling = { words: Words; locale: string | undefined }

/** One face for each thing that can be true when a shopper comes back. */
export function faceOfReturn(
  returned: ReturnedPayment,
  order: OrderAfterPayment,
  telling: Telling,
): ReturnFace {
  const { payment, failure, isIncomplete } = returned
  const { words } = telling
  const quiet = { text: null, trouble: null, isBusy: false }
  if (isIncomplete)
    return problem(words, failureText(words, { kind: 'return-incomplete', reason: null }))
  if (!payment && failure) return problem(words, failureText(words, failure))
  if (!payment)
    return { ...quiet, outcome: 'loading', title: words['return.loading'], isBusy: true }
  const ordering = faceOfOrder(order, words)
  if (ordering) return ordering
  const { outcome } = payment
  return {
    outcome,
    title: isGivenBack(payment) ? words['return.released'] : words[`return.${outcome}`],
    text: textOf(payment, order.orderReference ?? payment.orderReference, telling),
    trouble: failure && words['return.trouble'],
    isBusy: outcome === 'pending',
  }
}

/** A payment whose order is not there yet; null when there is nothing to say about its order. */
function faceOfOrder({ status, failure }: OrderAfterPayment, words: Words): ReturnFace | null {
  const face = { outcome: 'placing', text: null, trouble: null } as const
  switch (status) {
    case 'placing':
      return { ...face, title: words['return.placing'], isBusy: true }
    case 'canceling':
      return { ...face, title: words['return.loading'], isBusy: true }
    case 'failed':
    case 'refused': {
      const text = failure ? failureText(words, failure) : words['return.unplacedText']
      return { ...face, title: words['return.unplaced'], text, isBusy: false }
    }
    default:
      return null
  }
}

const problem = (words: Words, text: string): ReturnFace => ({
  outcome: 'unknown',
  title: words['return.problem'],
  text,
  trouble: null,
  isBusy: false,
})

function textOf(payment: PaymentView, order: string | null, { words, locale }: Telling): string {
  const { outcome, amount, currency, failureReason } = payment
  if (outcome === 'failed')
    return failureText(words, { kind: 'payment-failed', reason: failureReason })
  if (isGivenBack(payment)) return words['reason.no-order']
  if (outcome !== 'paid') return words[`return.${outcome}Text`]
  const text = fill(words['return.paidText'], formatAmount({ amount, currency }, locale))
  return order ? `${text} ${fill(words['return.order'], order)}` : text
}

/** True when what was reserved was given back because no order came. */
const isGivenBack = ({ outcome, failureReason }: PaymentView): boolean =>
  outcome === 'canceled' && failureReason === 'no-order'
