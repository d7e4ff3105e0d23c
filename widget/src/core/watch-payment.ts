import { aFailure } from './failure.ts'
import { pause } from './pause.ts'
import { isFinal, type Watch } from './watch.ts'

/**
 * Follows a payment live until its outcome is final. What that takes is loaded when the first
 * payment is watched.
 */
export async function watchPayment(watch: Watch): Promise<void> {
  try {
    const { followPayment } = await import('./follow-payment.ts')
    // Handed over, not imported there: a chunk shared with it would be one more request of every checkout.
    await followPayment({ isFinal, ...watch, rest: (ms) => pause(ms, watch.signal) })
  } catch (error) {
    watch.onTrouble?.(aFailure('network', { detail: String(error) }))
  }
}
