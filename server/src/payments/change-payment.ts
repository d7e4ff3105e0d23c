import type { Change } from './change.ts'
import { keepChange, type Settles } from './keep-store.ts'
import type { Payment } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { findPayment } from './payment-store.ts'

const raceMax = 5

/** Decides on the payment as it is now and writes the change; of two that race, the loser decides again on what is new. */
export async function changePayment(
  deps: Pick<PaymentDeps, 'db' | 'onCommit'>,
  { tenant, transactionId }: Pick<Payment, 'tenant' | 'transactionId'>,
  decide: (current: Payment) => Change,
  settles: Settles = {},
): Promise<void> {
  for (let race = 0; race < raceMax; race += 1) {
    const current = await findPayment(deps.db, tenant, transactionId)
    if (!current) throw new Error(`Payment ${transactionId} vanished.`)
    if (await keepChange(deps.db, decide(current), settles)) {
      return deps.onCommit({ tenant, transactionId })
    }
  }
  throw new Error(`Payment ${transactionId} changes too fast.`)
}
