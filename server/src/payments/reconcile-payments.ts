import { lookUpPayment } from './look-up-payment.ts'
import { claimToLookUp } from './look-up-store.ts'
import { newOperationId } from './new-id.ts'
import { isPaidAfterCancel, type Payment } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { refundPayment } from './refund-payment.ts'

type ReconcileDeps = Pick<PaymentDeps, 'db' | 'findPsp' | 'onCommit'> & {
  onDefect(error: unknown): void
}

/** So many look-ups are under way at once, in each process. */
const batchMax = 10

/**
 * Asks the PSP about payments whose news seems to be lost: somebody pays for an order and nothing is heard, or money has been
 * on its way for long. What the PSP says has its effect as if it had been told. Answers how many were looked up.
 */
export async function reconcilePayments(deps: ReconcileDeps): Promise<number> {
  const payments = await claimToLookUp(deps.db, batchMax)
  await Promise.all(payments.map((payment) => reconcileOne(deps, payment).catch(deps.onDefect)))
  return payments.length
}

/** Money that came although the payment was canceled goes back: nobody waits for it. */
async function reconcileOne(deps: ReconcileDeps, payment: Payment): Promise<void> {
  const looked = await lookUpPayment(deps, payment, 'sweep')
  const current = looked && looked.kind !== 'not-found' ? looked.payment : payment
  if (!isPaidAfterCancel(current)) return
  const all = { operationId: newOperationId(), amountMinor: null, orderItemIds: [] }
  await refundPayment(deps, current, all, 'sweep')
}
