import type { Outcome, PspCharge } from '../psp/psp.ts'
import { beginBeforeOrder, beginOperation, findOpenOperation } from './begin-store.ts'
import { announce, type Source } from './change.ts'
import { changePayment } from './change-payment.ts'
import { endOperation } from './keep-store.ts'
import { newOperationId } from './new-id.ts'
import type { Operation, OperationEnd, ReleaseReason } from './operation.ts'
import { endedChange, withReason } from './operation-change.ts'
import { canFollow, isUnpaid, type Payment } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'

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
  const operation: Operation = {
    tenant: payment.tenant,
    operationId: newOperationId(),
    transactionId: payment.transactionId,
    kind: 'cancel',
    request: {
      kind: 'cancel',
      expecting: isUnpaid(payment.status) ? 'unpaid' : 'authorized',
      ...(reason && { reason }),
    },
  }
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
  return settleCancel(deps, { payment, operation, source }, outcome)
}

type Asked = { payment: Payment; operation: Operation; source: Source }

async function settleCancel(
  deps: CancelDeps,
  asked: Asked,
  outcome: Outcome,
): Promise<Cancellation> {
  switch (outcome.kind) {
    case 'succeeded':
      await keepCharge(deps, asked, outcome.charge, {
        state: 'succeeded',
        note: outcome.charge.pspStatus,
      })
      return 'canceled'
    case 'failed':
      await keepCharge(deps, asked, outcome.charge, { state: 'failed', note: outcome.pspStatus })
      return outcome.refusal === 'already-paid' ? 'already-paid' : 'not-cancelable'
    case 'not-sent':
    case 'unknown':
      await endOperation(deps.db, asked.operation, { state: 'unknown', note: outcome.because })
      return 'pending'
  }
}

/** Writes what the PSP said. A refused cancel is told to the shop together with what the PSP says is true instead. */
const keepCharge = (
  deps: CancelDeps,
  { payment, operation, source }: Asked,
  charge: PspCharge | null,
  end: OperationEnd,
): Promise<Payment> =>
  changePayment(
    deps,
    payment,
    (current) => {
      const event = end.state === 'succeeded' ? 'cancel-succeeded' : 'cancel-refused'
      const entry = { source, event, details: { pspStatus: end.note } }
      const change = withReason(endedChange(current, charge, entry), current, operation)
      return { ...change, messages: [...change.messages, ...refusalNews(current, end)] }
    },
    { operation: { operationId: operation.operationId, end } },
  )

const refusalNews = (payment: Payment, end: OperationEnd) =>
  end.state === 'failed' && payment.orderReference !== null
    ? [announce(payment, 'PaymentCancellationFailed')]
    : []
