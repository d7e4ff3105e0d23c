import { unopened } from './change.ts'
import { keepChange } from './keep-store.ts'
import type { Operation } from './operation.ts'
import type { Payment } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'

/**
 * A payment whose request never reached the PSP frees its cart: nothing exists there to be paid. If the caller comes back
 * with the same key or the same cart, a new payment is opened.
 */
export async function releaseUnopened(
  deps: Pick<PaymentDeps, 'db' | 'onCommit'>,
  payment: Payment,
  operation: Operation,
): Promise<void> {
  const note = 'not found at the provider'
  const change = unopened(payment, { source: 'sweep', reason: 'not-opened', note })
  const isKept = await keepChange(deps.db, change, {
    operation: { operationId: operation.operationId, end: { state: 'failed', note } },
  })
  if (isKept) deps.onCommit(payment, change)
}
