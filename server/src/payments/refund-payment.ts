import { findOpenOperation } from './begin-store.ts'
import type { Source } from './change.ts'
import type { InboxKey } from './keep-store.ts'
import { type BegunMove, beginMove, type MoveDeps, moveAtPsp, type Wanted } from './move-money.ts'
import type { Movement } from './movement.ts'
import { newOperationId } from './new-id.ts'
import type { ReleaseReason } from './operation.ts'
import { withReason } from './operation-change.ts'
import type { Payment } from './payment.ts'
import type { Asked } from './settle-operation.ts'

/**
 * Gives captured money back, all that is left or a part of it, once per operation id. What the PSP has not said yet is asked
 * again by a sweep; the shop is told by message how it ended.
 */
export async function refundPayment(
  deps: MoveDeps,
  payment: Payment,
  wanted: Omit<Wanted, 'kind'>,
  source: Source,
  inbox?: InboxKey,
): Promise<BegunMove> {
  const begun = await beginMove(
    deps,
    payment,
    { ...wanted, kind: 'refund' },
    {
      source,
      inbox,
      request: (amountMinor) => ({ kind: 'refund', amountMinor }),
    },
  )
  if (begun.kind === 'begun') await refundAtPsp(deps, { ...begun, source })
  return begun
}

/** `pending`: the PSP has not finished it yet; a sweep does. `changed`: the payment has moved on since it was read. */
export type Release = 'refunded' | 'refused' | 'pending' | 'changed'

/** Gives all captured money of a payment without an order back, once, however often it is asked. */
export async function refundOrderless(
  deps: MoveDeps,
  payment: Payment,
  source: Source,
  reason: ReleaseReason,
): Promise<Release> {
  const open = await findOpenOperation(deps.db, payment, 'refund')
  if (open) return toRelease(await refundAtPsp(deps, { payment, operation: open, source }))
  const wanted = { operationId: newOperationId(), amountMinor: null, orderItemIds: [] }
  const begun = await beginMove(
    deps,
    payment,
    { ...wanted, kind: 'refund' },
    {
      source,
      request: (amountMinor) => ({ kind: 'refund', amountMinor, reason }),
      isMeant: ({ orderReference }) => orderReference === null,
    },
  )
  if (begun.kind !== 'begun') return 'changed'
  return toRelease(await refundAtPsp(deps, { ...begun, source }))
}

const toRelease = (status: Movement['status']): Release => releases[status]

const releases: Record<Movement['status'], Release> = {
  pending: 'pending',
  processing: 'pending',
  succeeded: 'refunded',
  failed: 'refused',
  canceled: 'refused',
}

/** Asks the PSP under the operation's own key and settles the answer. */
const refundAtPsp = (deps: MoveDeps, asked: Asked): Promise<Movement['status']> =>
  moveAtPsp(deps, asked, (change, current) => withReason(change, current, asked.operation))
