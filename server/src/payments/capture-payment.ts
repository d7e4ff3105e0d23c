import type { Source } from './change.ts'
import type { InboxKey } from './keep-store.ts'
import { type BegunMove, beginMove, type MoveDeps, moveAtPsp, type Wanted } from './move-money.ts'
import type { Payment } from './payment.ts'

/**
 * Takes authorised money, all that is left or a part of it, once per operation id. What the PSP has not said yet is asked
 * again by a sweep; the shop is told by message how it ended.
 */
export async function capturePayment(
  deps: MoveDeps,
  payment: Payment,
  wanted: Omit<Wanted, 'kind'>,
  source: Source,
  inbox?: InboxKey,
): Promise<BegunMove> {
  const begun = await beginMove(
    deps,
    payment,
    { ...wanted, kind: 'capture' },
    {
      source,
      inbox,
      request: (amountMinor) => ({ kind: 'capture', amountMinor }),
    },
  )
  if (begun.kind === 'begun') await moveAtPsp(deps, { ...begun, source })
  return begun
}
