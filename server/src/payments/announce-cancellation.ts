import { announce } from './change.ts'
import { keepChange } from './keep-store.ts'
import type { Payment } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { findPayment } from './payment-store.ts'

const raceMax = 5

/** Tells the shop how its cancel command ended when nothing changed: the order waits for an answer either way. */
export async function announceCancellation(
  deps: Pick<PaymentDeps, 'db' | 'onCommit'>,
  payment: Payment,
  name: 'PaymentCanceled' | 'PaymentCancellationFailed',
): Promise<void> {
  for (let race = 0; race < raceMax; race += 1) {
    const current = await findPayment(deps.db, payment.tenant, payment.transactionId)
    if (!current) return
    const history = [
      {
        source: 'command' as const,
        event: 'cancel-answered',
        fromStatus: null,
        toStatus: null,
        details: { name },
      },
    ]
    if (
      await keepChange(deps.db, { payment: current, history, messages: [announce(current, name)] })
    ) {
      return deps.onCommit(payment)
    }
  }
  throw new Error(`Payment ${payment.transactionId} changes too fast to be announced.`)
}
