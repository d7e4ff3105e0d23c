import type { Outcome, PspCharge } from '../psp/psp.ts'
import { beginBeforeOrder, findOpenOperation } from './begin-store.ts'
import type { CancelDeps } from './cancel-payment.ts'
import type { Source } from './change.ts'
import { endOperation } from './keep-store.ts'
import { newOperation } from './new-operation.ts'
import type { Operation, ReleaseReason } from './operation.ts'
import { withReason } from './operation-change.ts'
import type { Payment } from './payment.ts'
import { recordCharge } from './record-charge.ts'
import { type Asked, type SettledEnd, settleOperation } from './settle-operation.ts'

/** `pending`: the PSP has not finished it yet; a sweep does. `changed`: the payment has moved on since it was read. */
export type Refund = 'refunded' | 'refused' | 'pending' | 'changed'

/** Gives all captured money of a payment without an order back, once, however often it is asked. */
export async function refundPayment(
  deps: CancelDeps,
  payment: Payment,
  source: Source,
  reason: ReleaseReason,
): Promise<Refund> {
  const operation = newOperation(payment, {
    kind: 'refund',
    amountMinor: payment.capturedMinor - payment.refundedMinor,
    reason,
  })
  if (await beginBeforeOrder(deps.db, payment, operation)) {
    return refundAtPsp(deps, payment, operation, source)
  }
  const open = await findOpenOperation(deps.db, payment, 'refund')
  return open ? refundAtPsp(deps, payment, open, source) : 'changed'
}

/** Asks the PSP under the operation's own key and settles the answer. */
export async function refundAtPsp(
  deps: CancelDeps,
  payment: Payment,
  operation: Operation,
  source: Source,
): Promise<Refund> {
  const psp = deps.findPsp(payment.tenant, payment.provider, payment.mode)
  if (!psp || operation.request.kind !== 'refund') {
    throw new Error(`Payment ${payment.transactionId} has no PSP to be refunded at.`)
  }
  const { transactionId: reference, pspReference } = payment
  const { amountMinor } = operation.request
  const charge = { reference, pspReference, amountMinor }
  const outcome = await psp.refund(charge, operation.operationId)
  return settle(deps, { payment, operation, source }, outcome)
}

async function settle(deps: CancelDeps, asked: Asked, outcome: Outcome): Promise<Refund> {
  switch (outcome.kind) {
    case 'succeeded':
      if (outcome.charge.status !== 'refunded') return wait(deps, asked, outcome.charge)
      await keep(deps, asked, outcome.charge, {
        state: 'succeeded',
        note: outcome.charge.pspStatus,
      })
      return 'refunded'
    case 'failed':
      await keep(deps, asked, outcome.charge, { state: 'failed', note: outcome.pspStatus })
      return 'refused'
    case 'not-sent':
    case 'unknown':
      await endOperation(deps.db, asked.operation, { state: 'unknown', note: outcome.because })
      return 'pending'
  }
}

/** Accepted and not finished: the operation stays open, so that it is asked again under its key and told when it is true. */
async function wait(
  deps: CancelDeps,
  { payment, operation, source }: Asked,
  charge: PspCharge,
): Promise<Refund> {
  const { tenant, mode } = payment
  await recordCharge(deps, { tenant, mode, charge, source })
  await endOperation(deps.db, operation, { state: 'unknown', note: 'accepted' })
  return 'pending'
}

const keep = (
  deps: CancelDeps,
  asked: Asked,
  charge: PspCharge | null,
  end: SettledEnd,
): Promise<Payment> => {
  const event = end.state === 'succeeded' ? 'refund-succeeded' : 'refund-refused'
  return settleOperation(
    deps,
    asked,
    { charge, event, pspStatus: end.note, end },
    (change, current) => withReason(change, current, asked.operation),
  )
}
