import type { Source } from './change.ts'
import type { Payment } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { type Recorded, recordCharge } from './record-charge.ts'

/** What the PSP says of a payment now, recorded; null when it does not answer or knows no charge of it. */
export async function lookUpPayment(
  deps: Pick<PaymentDeps, 'db' | 'findPsp' | 'onCommit'>,
  payment: Payment,
  source: Source,
): Promise<Recorded | null> {
  const { tenant, mode, transactionId } = payment
  const psp = await deps.findPsp(payment)
  const found = await psp?.find(transactionId)
  if (found?.kind !== 'found') return null
  return recordCharge(deps, { tenant, mode, charge: found.charge, source })
}
