import type { CancelExpectation, Outcome, PspCharge } from '../psp/psp.ts'
import { announce } from './announce.ts'
import { beginBeforeOrder, beginOperation, findOpenOperation } from './begin-store.ts'
import type { Source } from './change.ts'
import { endOperation } from './keep-store.ts'
import { newOperation } from './new-operation.ts'
import type { Operation, ReleaseReason, SettledEnd } from './operation.ts'
import { withReason } from './operation-change.ts'
import { canFollow, hasRemainder, isUnpaid, type Payment } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { type Asked, settleOperation } from './settle-operation.ts'

/**
 * `pending`: the PSP has not said yet; a sweep finishes it and the shop is told by message. `nothing-to-cancel` and `changed`
 * (the payment has moved on since it was read, perhaps to its order): nothing was asked. `not-cancelable`: the PSP refused.
 */
export type Cancellation =
  | 'canceled'
  | 'already-paid'
  | 'not-cancelable'
  | 'nothing-to-cancel'
  | 'pending'
  | 'changed'

export type CancelDeps = Pick<PaymentDeps, 'db' | 'findPsp' | 'onCommit'>

/**
 * Cancels at the PSP first and believes only its answer. A cancel that was decided on an unpaid payment never voids money:
 * when the shopper has paid meanwhile, the payment stands and the caller learns it. After a partial capture it gives up the rest.
 */
export async function cancelPayment(
  deps: CancelDeps,
  payment: Payment,
  source: Source,
  { reason, operationId }: CancelWish = {},
): Promise<Cancellation> {
  if (payment.status === 'canceled') return 'canceled'
  if (!canFollow(payment.status, 'canceled') && !hasRemainder(payment)) return 'nothing-to-cancel'
  const operation = await takeOperation(deps, payment, { reason, operationId })
  if (operation) return cancelAtPsp(deps, payment, operation, source)
  return reason ? 'changed' : 'pending'
}

/** `reason`: the payment is given back before there is an order. `operationId`: of the command that asks for it. */
type CancelWish = { reason?: ReleaseReason | undefined; operationId?: string | undefined }

const expectationOf = (payment: Payment): CancelExpectation => {
  if (isUnpaid(payment.status)) return 'unpaid'
  return payment.capturedMinor > 0 ? 'captured' : 'authorized'
}

/** One open cancel per payment, however often it is asked: whoever comes later repeats it under the same key. */
async function takeOperation(
  deps: CancelDeps,
  payment: Payment,
  { reason, operationId }: CancelWish,
): Promise<Operation | null> {
  const request = newOperation(payment, {
    kind: 'cancel',
    expecting: expectationOf(payment),
    ...(reason && { reason }),
  })
  const operation = { ...request, operationId: operationId ?? request.operationId }
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
  const psp = await deps.findPsp(payment)
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
      return keepCanceled(deps, asked, outcome.charge)
    case 'failed':
      await keep(deps, asked, outcome.charge, { state: 'failed', note: outcome.pspStatus })
      return outcome.refusal === 'already-paid' ? 'already-paid' : 'not-cancelable'
    case 'not-sent':
    case 'unknown':
      await endOperation(deps.db, asked.operation, { state: 'unknown', note: outcome.because })
      return 'pending'
  }
}

/** A PSP that found nothing to give up calls that a success as well: to the shop it is none. */
async function keepCanceled(
  deps: CancelDeps,
  asked: Asked,
  charge: PspCharge,
): Promise<Cancellation> {
  const isDone = charge.status === 'canceled' || charge.voidedMinor > 0
  const end = isDone
    ? ({ state: 'succeeded', note: charge.pspStatus } as const)
    : ({ state: 'failed', note: 'nothing-to-cancel' } as const)
  await keep(deps, asked, charge, end)
  return isDone ? 'canceled' : 'not-cancelable'
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
