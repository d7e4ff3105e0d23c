import type { Outcome, PspCharge } from '../psp/psp.ts'
import { beginBeforeOrder, beginOperation, findOpenOperation } from './begin-store.ts'
import { announce, type Source } from './change.ts'
import { endOperation } from './keep-store.ts'
import { newOperation } from './new-operation.ts'
import type { Operation, ReleaseReason } from './operation.ts'
import { withReason } from './operation-change.ts'
import { canFollow, isUnpaid, type Payment } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { type Asked, type SettledEnd, settleOperation } from './settle-operation.ts'

/**
 * `pending`: the PSP has not said yet; a sweep finishes it and the shop is told by message. `changed`: the payment has moved on
 * since it was read, perhaps to its order, and nothing was asked.
 */
export type Cancellation = 'canceled' | 'already-paid' | 'not-cancelable' | 'pending' | 'changed'

export type CancelDeps = Pick<PaymentDeps, 'db' | 'findPsp' | 'onCommit'>

/**
 * Cancels at the PSP first and believes only its answer. A cancel that was decided on an unpaid payment never voids money:
 * when the shopper has paid meanwhile, the payment stands and the caller learns it.
 */
export async function cancelPayment(
  deps: CancelDeps,
  payment: Payment,
  source: Source,
  reason?: ReleaseReason,
): Promise<Cancellation> {
  if (payment.status === 'canceled') return 'canceled'
  if (!canFollow(payment.status, 'canceled')) return 'not-cancelable'
  const operation = await takeOperation(deps, payment, reason)
  if (operation) return cancelAtPsp(deps, payment, operation, source)
  return reason ? 'changed' : 'pending'
}

/** One open cancel per payment, however often it is asked: whoever comes later repeats it under the same key. */
async function takeOperation(
  deps: CancelDeps,
  payment: Payment,
  reason: ReleaseReason | undefined,
): Promise<Operation | null> {
  const operation = newOperation(payment, {
    kind: 'cancel',
    expecting: isUnpaid(payment.status) ? 'unpaid' : 'authorized',
    ...(reason && { reason }),
  })
  const isBegun = reason
    ? await beginBeforeOrder(deps.db, payment, operation)
    : await beginOperation(deps.db, operation)
  return isBegun ? operation : findOpenOperation(deps.db, payment, 'cancel')
}

/** Asks the PSP under the operation's own key and settles the answer. */
export async function cancelAtPsp(
  deps: CancelDeps,
  payment: Payment,
  operation: Operation,
  source: Source,
): Promise<Cancellation> {
  const psp = deps.findPsp(payment.tenant, payment.provider, payment.mode)
  if (!psp || operation.request.kind !== 'cancel') {
    throw new Error(`Payment ${payment.transactionId} has no PSP to be canceled at.`)
  }
  const outcome = await psp.cancel(
    {
      reference: payment.transactionId,
      pspReference: payment.pspReference,
      expecting: operation.request.expecting,
    },
    operation.operationId,
  )
  return settle(deps, { payment, operation, source }, outcome)
}

async function settle(deps: CancelDeps, asked: Asked, outcome: Outcome): Promise<Cancellation> {
  switch (outcome.kind) {
    case 'succeeded':
      await keep(deps, asked, outcome.charge, {
        state: 'succeeded',
        note: outcome.charge.pspStatus,
      })
      return 'canceled'
    case 'failed':
      await keep(deps, asked, outcome.charge, { state: 'failed', note: outcome.pspStatus })
      return outcome.refusal === 'already-paid' ? 'already-paid' : 'not-cancelable'
    case 'not-sent':
    case 'unknown':
      await endOperation(deps.db, asked.operation, { state: 'unknown', note: outcome.because })
      return 'pending'
  }
}

/** A refused cancel is told to the shop together with what the PSP says is true instead. */
const keep = (
  deps: CancelDeps,
  asked: Asked,
  charge: PspCharge | null,
  end: SettledEnd,
): Promise<Payment> => {
  const event = end.state === 'succeeded' ? 'cancel-succeeded' : 'cancel-refused'
  return settleOperation(
    deps,
    asked,
    { charge, event, pspStatus: end.note, end },
    (change, current) => {
      const reasoned = withReason(change, current, asked.operation)
      return { ...reasoned, messages: [...reasoned.messages, ...refusalNews(current, end)] }
    },
  )
}

const refusalNews = (payment: Payment, end: SettledEnd) =>
  end.state === 'failed' && payment.orderReference !== null
    ? [announce(payment, 'PaymentCancellationFailed')]
    : []
