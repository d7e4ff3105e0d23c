import type { Failure } from '../contract/failures.ts'
import type { Payment } from '../payments/payment.ts'
import { recordCharge } from '../payments/record-charge.ts'
import { fail, ok, type Result } from '../result.ts'
import type { BackOfficeDeps } from './back-office-deps.ts'
import { hastenOperations } from './operation-store.ts'

export type LookedUp = { outcome: 'succeeded' | 'unchanged'; note: string | null }

type LookUpFailure = Failure<'operation-not-allowed' | 'psp-unavailable'>

/**
 * Asks the PSP what is true of a payment and takes it over. Operations whose outcome is unknown are asked about again at once
 * instead of after their wait.
 */
export async function lookUpPayment(
  deps: Pick<BackOfficeDeps, 'db' | 'findPsp' | 'onCommit'>,
  payment: Payment,
): Promise<Result<LookedUp, LookUpFailure>> {
  const { tenant, transactionId, mode } = payment
  const psp = await deps.findPsp(payment)
  if (!psp)
    return fail({ kind: 'operation-not-allowed', detail: 'The provider is not configured.' })
  await hastenOperations(deps.db, payment)
  const found = await psp.find(transactionId)
  if (found.kind === 'unknown') {
    return fail({
      kind: 'psp-unavailable',
      detail: 'The payment provider did not answer. Nothing was changed.',
      retryAfterSeconds: 5,
    })
  }
  if (found.kind === 'not-found') return ok({ outcome: 'unchanged', note: 'not-found-at-provider' })
  const recorded = await recordCharge(deps, {
    tenant,
    mode,
    charge: found.charge,
    source: 'operator',
  })
  if (recorded.kind === 'changed') return ok({ outcome: 'succeeded', note: found.charge.pspStatus })
  return ok({
    outcome: 'unchanged',
    note: recorded.kind === 'ignored' ? recorded.because : null,
  })
}
