import type { Change } from './change.ts'
import { isAnsweredElsewhere, keepChange, type Settles } from './keep-store.ts'
import type { Payment } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { findPayment } from './payment-store.ts'

const raceMax = 5

/**
 * Decides on the payment as it is now, writes the change and answers the payment after it; of two that race, the loser
 * decides again on what is new.
 */
export async function changePayment(
  deps: Pick<PaymentDeps, 'db' | 'onCommit'>,
  { tenant, transactionId }: Pick<Payment, 'tenant' | 'transactionId'>,
  decide: (current: Payment) => Change,
  settles: Settles = {},
): Promise<Payment> {
  for (let race = 0; race < raceMax; race += 1) {
    const current = await findPayment(deps.db, tenant, transactionId)
    if (!current) throw new Error(`Payment ${transactionId} vanished.`)
    const change = decide(current)
    if (await keepChange(deps.db, change, settles)) {
      deps.onCommit({ tenant, transactionId }, change)
      return { ...change.payment, version: current.version + 1 }
    }
    if (await isAnsweredElsewhere(deps.db, tenant, settles.inbox)) return current
  }
  throw new Error(`Payment ${transactionId} changes too fast.`)
}
