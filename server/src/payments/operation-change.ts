import type { PspCharge } from '../psp/psp.ts'
import { applyCharge } from './apply-charge.ts'
import { type Change, type HistoryEntry, released } from './change.ts'
import type { Operation } from './operation.ts'
import { isGivenBack, type Payment } from './payment.ts'

/** What the PSP said of a charge when an operation ended, and the operation's own line in the history. */
export function endedChange(
  current: Payment,
  charge: PspCharge | null,
  entry: Pick<HistoryEntry, 'source' | 'event' | 'details'>,
): Change {
  const verdict = charge ? applyCharge(current, charge, entry.source) : null
  const change: Change =
    verdict?.kind === 'change' ? verdict.change : { payment: current, history: [], messages: [] }
  const line = { ...entry, fromStatus: null, toStatus: null }
  return { ...change, history: [...change.history, line] }
}

/**
 * A payment that is given back before there is an order says why, once; the shop is told when money had been held. A webhook
 * may have brought the new status before the answer, so it is not the status that decides whether this is news.
 */
export function withReason(change: Change, before: Payment, { request }: Operation): Change {
  const reason = request.kind === 'cancel' || request.kind === 'refund' ? request.reason : null
  const { payment } = change
  if (!reason || payment.orderReference !== null || !isGivenBack(payment.status)) return change
  const heldMoney = request.kind !== 'cancel' || request.expecting === 'authorized'
  const isNews = heldMoney && before.failureReason !== reason
  const amountMinor = request.kind === 'refund' ? request.amountMinor : payment.amountMinor
  return {
    ...change,
    payment: { ...payment, failureReason: reason },
    messages: isNews
      ? [...change.messages, released(payment, reason, amountMinor)]
      : change.messages,
  }
}
