import type { Source } from './change.ts'
import type { Payment } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { type Recorded, recordCharge } from './record-charge.ts'

/** What the PSP says of a payment now, recorded; null when it does not answer or knows no charge of it. */
export async function lookUpPayment(
  deps: Pick<PaymentDeps, 'db' | 'findPsp' | 'onCommit'>,
  { tenant, provider, mode, transactionId }: Payment,
  source: Source,
): Promise<Recorded | null> {
  const psp = deps.findPsp(tenant, provider, mode)
  const found = await psp?.find(transactionId)
  if (found?.kind !== 'found') return null
  return recordCharge(deps, { tenant, mode, charge: found.charge, source })
}
