import type { Total } from '../core/options.ts'
import type { CheckoutPhase } from '../core/state.ts'
import type { Words } from '../locales/en.ts'
import { failureText } from '../locales/failure-words.ts'
import { formatAmount } from '../locales/format-amount.ts'
import type { Telling } from './message.tsx'

/** How the pay button looks and what is said below it. */
export type PayFace = { label: string; isBusy?: boolean; isDisabled?: boolean; telling?: Telling }

type Scope = { words: Words; locale: string | undefined; total: Total | undefined }

/** One face for each thing that can be true of a checkout. */
export function faceOf(phase: CheckoutPhase, { words, locale, total }: Scope): PayFace {
  const amount = total ? ` · ${formatAmount(total, locale)}` : ''
  const label = words['pay.continue'] + amount
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
      if (phase.progress === 'sending') return busy
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
    case 'paid': {
      const text = words['pay.paidNote']
      return {
        label: words['pay.paid'],
        isDisabled: true,
        telling: { name: 'outcome', text, kind: 'ok' },
      }
    }
    case 'failed':
      return {
        label,
        isDisabled: !phase.canRetry,
        telling: { name: 'error', text: failureText(words, phase.failure), kind: 'bad' },
      }
  }
}
