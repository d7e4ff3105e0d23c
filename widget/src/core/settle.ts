import type { PaymentView } from './contract.ts'
import type { Watch } from './watch.ts'
import { watchPayment } from './watch-payment.ts'

/** A failure that the server still tells after this long is not the one of an earlier try. */
const staleMs = 30_000

/**
 * Calls back once, as soon as the server knows how a payment ended that its fields have spoken of
 * already.
 */
export function untilSettled(watch: Omit<Watch, 'isFinal'>): Promise<void> {
  const startedAt = Date.now()
  const isSettled = ({ outcome }: PaymentView) =>
    outcome === 'failed' ? Date.now() - startedAt > staleMs : outcome !== 'open'
  return watchPayment({
    ...watch,
    isFinal: isSettled,
    onPayment: (payment) => {
      if (isSettled(payment)) watch.onPayment(payment)
    },
  })
}
