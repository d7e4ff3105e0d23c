import type { PspCharge } from '../psp/psp.ts'
import { applyCharge } from './apply-charge.ts'
import { type Change, type HistoryEntry, released, type Source } from './change.ts'
import { changePayment } from './change-payment.ts'
import type { Operation, OperationEnd } from './operation.ts'
import { isGivenBack, type Payment } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'

/** An operation that was sent to the PSP for a payment, and who wanted it. */
export type Asked = { payment: Payment; operation: Operation; source: Source }

export type SettledEnd = Extract<OperationEnd, { state: 'succeeded' | 'failed' }>

/** The PSP's answer: the charge as it is now if it said so, and its own word for it. */
type Settlement = {
  charge: PspCharge | null
  event: string
  pspStatus: string | null
  end: SettledEnd
}

/**
 * Writes what the PSP said of a charge, the operation's own line in the history and its end, in one commit. `complete` adds
 * what this kind of operation means for the payment.
 */
export const settleOperation = (
  deps: Pick<PaymentDeps, 'db' | 'onCommit'>,
  { payment, operation: { operationId }, source }: Asked,
  { charge, event, pspStatus, end }: Settlement,
  complete: (change: Change, current: Payment) => Change,
): Promise<Payment> =>
  changePayment(
    deps,
    payment,
    (current) => {
      const entry = { source, event, details: { pspStatus } }
      return complete(endedChange(current, charge, entry), current)
    },
    { operation: { operationId, end } },
  )

function endedChange(
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
