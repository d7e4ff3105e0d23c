import { claimToLookUp } from './look-up-store.ts'
import { newOperationId } from './new-id.ts'
import { isPaidAfterCancel, type Payment } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { type Recorded, recordCharge } from './record-charge.ts'
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
  const looked = await lookUpPayment(deps, payment)
  const current = looked && looked.kind !== 'not-found' ? looked.payment : payment
  if (!isPaidAfterCancel(current)) return
  const all = { operationId: newOperationId(), amountMinor: null, orderItemIds: [] }
  await refundPayment(deps, current, all, 'sweep')
}

/** What the PSP says of a payment now, recorded; null when it does not answer or knows no charge of it. */
export async function lookUpPayment(
  deps: Pick<PaymentDeps, 'db' | 'findPsp' | 'onCommit'>,
  { tenant, provider, mode, transactionId }: Payment,
): Promise<Recorded | null> {
  const psp = deps.findPsp(tenant, provider, mode)
  const found = await psp?.find(transactionId)
  if (found?.kind !== 'found') return null
  return recordCharge(deps, { tenant, mode, charge: found.charge, source: 'sweep' })
}
