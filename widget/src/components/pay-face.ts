import type { Total } from '../core/options.ts'
import type { CheckoutState } from '../core/state.ts'
import type { Words } from '../locales/en.ts'
import { failureText } from '../locales/failure-words.ts'
import { formatAmount } from '../locales/format-amount.ts'
import { fill } from '../locales/words.ts'
import type { OrderAfterPayment } from '../react/use-order-after-payment.ts'
import type { Telling } from './message.tsx'

/** How the pay button looks and what is said below it. */
export type PayFace = { label: string; isBusy?: boolean; isDisabled?: boolean; telling?: Telling }

type Scope = { words: Words; locale: string | undefined; total: Total | undefined }

/** How far the order of a payment is that was made first. */
type OrderGoing = Pick<OrderAfterPayment, 'status' | 'orderReference'>

/** One face for each thing that can be true of a checkout. */
export function faceOf(
  phase: CheckoutState,
  order: OrderGoing | null,
  { words, locale, total }: Scope,
): PayFace {
  const amount = total ? ` · ${formatAmount(total, locale)}` : ''
  const label = words[phase.method?.strategy ? 'pay.now' : 'pay.continue'] + amount
  switch (phase.status) {
    case 'idle':
    case 'open':
      return { label }
    case 'checking':
      return { label: words['return.loading'], isBusy: true }
    case 'leaving':
      return { label: words['pay.leaving'], isBusy: true }
    case 'paying': {
      const busy = { label: words['pay.busy'], isBusy: true }
      if (phase.progress === 'sending' || phase.progress === 'challenge') return busy
      const text = words[phase.progress === 'slow' ? 'pay.slow' : 'failure.offline']
      return { ...busy, telling: { name: 'status', text } }
    }
    case 'elsewhere':
      return {
        label: words['pay.here'],
        telling: { name: 'elsewhere', text: words['pay.elsewhere'] },
      }
    case 'pending': {
      const text = words['return.pendingText']
      return {
        label: words['return.pending'],
        isDisabled: true,
        telling: { name: 'outcome', text },
      }
    }
    case 'paid':
      return faceOfPaid(order, words)
    case 'failed': {
      const text = failureText(words, phase.failure)
      // Nobody knows yet how it ended: that is no error of anybody.
      const isKnown = phase.failure.kind !== 'outcome-unknown'
      return {
        label,
        isDisabled: !phase.canRetry,
        telling: isKnown ? { name: 'error', text, kind: 'bad' } : { name: 'status', text },
      }
    }
  }
}

/** A payment may still have no order: where the money is meanwhile is said. */
function faceOfPaid(order: OrderGoing | null, words: Words): PayFace {
  const { status, orderReference } = order ?? {}
  if (status === 'failed') {
    const text = words['return.unplacedText']
    return { label: words['return.place'], telling: { name: 'error', text, kind: 'bad' } }
  }
  if (order && status !== 'placed') {
    const telling: Telling = { name: 'status', text: words['return.placing'] }
    return { label: words['pay.busy'], isBusy: true, telling }
  }
  const number = orderReference ? ` ${fill(words['return.order'], orderReference)}` : ''
  const text = words['pay.paidNote'] + number
  return {
    label: words['pay.paid'],
    isDisabled: true,
    telling: { name: 'outcome', text, kind: 'ok' },
  }
}
