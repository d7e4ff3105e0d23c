import type { Failure } from '../contract/failures.ts'
import type { Outcome, PspCharge } from '../psp/psp.ts'
import { fail, ok, type Result } from '../result.ts'
import { beginBeforeOrder, findOpenOperation } from './begin-store.ts'
import type { Change, Source } from './change.ts'
import { retrySeconds } from './initialise-payment.ts'
import { endOperation } from './keep-store.ts'
import { newOperation } from './new-operation.ts'
import type { Operation, Purchase } from './operation.ts'
import { isOpen, type Payment } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { findPayment } from './payment-store.ts'
import { type Asked, settleOperation } from './settle-operation.ts'

type UpdateDeps = Pick<PaymentDeps, 'db' | 'findPsp' | 'onCommit'>

type UpdateFailure = Failure<
  | 'payment-canceled'
  | 'approval-needed'
  | 'payment-refused'
  | 'psp-unavailable'
  | 'outcome-unknown'
  | 'request-in-flight'
>

const racesMax = 4

/**
 * Brings an unpaid payment to what its cart costs now, or finds that it is there already. A payment that somebody has
 * approved keeps its amount: the shopper must be asked again, never charged differently.
 */
export async function updatePayment(
  deps: UpdateDeps,
  given: Payment,
  purchase: Purchase,
): Promise<Result<Payment, UpdateFailure>> {
  let payment = given
  for (let race = 0; race < racesMax; race += 1) {
    const settled = await settleOpen(deps, payment)
    if (!settled.ok) return settled
    const next = await tryOnce(deps, settled.value, purchase)
    if (!next.ok || isSamePurchase(next.value, purchase)) return next
    payment = next.value
  }
  return inFlight
}

/** Answers the payment after one try; when somebody else was faster, as it is now. */
async function tryOnce(
  deps: UpdateDeps,
  payment: Payment,
  purchase: Purchase,
): Promise<Result<Payment, UpdateFailure>> {
  if (isSamePurchase(payment, purchase)) return ok(payment)
  if (!isOpen(payment)) return fail({ kind: 'approval-needed' })
  const operation = newOperation(payment, { kind: 'update', purchase })
  if (await beginBeforeOrder(deps.db, payment, operation)) {
    return updateAtPsp(deps, payment, operation, 'api')
  }
  return ok((await findPayment(deps.db, payment.tenant, payment.transactionId)) ?? payment)
}

const inFlight = fail({
  kind: 'request-in-flight',
  detail: 'Another request is changing this payment. Repeat this one shortly.',
  retryAfterSeconds: 1,
} as const)

/** An earlier update whose answer was lost is settled first: only one is under way. */
async function settleOpen(
  deps: UpdateDeps,
  payment: Payment,
): Promise<Result<Payment, UpdateFailure>> {
  if (payment.status === 'canceled') return fail({ kind: 'payment-canceled' })
  const open = await findOpenOperation(deps.db, payment, 'update')
  if (!open) return ok(payment)
  return open.isUnderWay ? inFlight : updateAtPsp(deps, payment, open, 'api')
}

const isSamePurchase = (payment: Payment, purchase: Purchase): boolean =>
  payment.amountMinor === purchase.amountMinor && payment.currency === purchase.currency

/** Asks the PSP under the operation's own key and settles the answer. Repeating it is a look-up that also acts. */
export async function updateAtPsp(
  deps: UpdateDeps,
  payment: Payment,
  operation: Operation,
  source: Source,
): Promise<Result<Payment, UpdateFailure>> {
  const psp = await deps.findPsp(payment)
  if (!psp || operation.request.kind !== 'update') {
    throw new Error(`Payment ${payment.transactionId} has no PSP to be updated at.`)
  }
  const { purchase } = operation.request
  const { transactionId: reference, pspReference } = payment
  const outcome = await psp.update({ reference, pspReference }, purchase, operation.operationId)
  return settle(deps, { payment, operation, source }, outcome)
}

async function settle(
  deps: UpdateDeps,
  asked: Asked,
  outcome: Outcome,
): Promise<Result<Payment, UpdateFailure>> {
  switch (outcome.kind) {
    case 'succeeded':
      return ok(await keep(deps, asked, outcome.charge, 'succeeded'))
    case 'failed':
      return explain(await keep(deps, asked, outcome.charge, 'failed'))
    case 'not-sent':
      await keep(deps, asked, null, 'failed')
      return fail({ kind: 'psp-unavailable', retryAfterSeconds: retrySeconds })
    case 'unknown':
      await endOperation(deps.db, asked.operation, { state: 'unknown', note: outcome.because })
      return fail({ kind: 'outcome-unknown', retryAfterSeconds: retrySeconds })
  }
}

const explain = (payment: Payment): { ok: false; failure: UpdateFailure } => {
  if (payment.status === 'canceled') return fail({ kind: 'payment-canceled' })
  return fail({ kind: isOpen(payment) ? 'payment-refused' : 'approval-needed' })
}

/** What a later update has asked for stays: a slow answer to an earlier one must not forget it. */
function withoutOwn({ payment: { requested } }: Change, { request }: Operation) {
  const isOwn = request.kind === 'update' && requested?.amountMinor === request.purchase.amountMinor
  return isOwn ? null : requested
}

/** What was asked for is open no longer. */
const keep = (
  deps: UpdateDeps,
  asked: Asked,
  charge: PspCharge | null,
  state: 'succeeded' | 'failed',
): Promise<Payment> => {
  const pspStatus = charge?.pspStatus ?? null
  const end = { state, note: pspStatus ?? 'not sent' }
  const settlement = { charge, event: `update-${state}`, pspStatus, end }
  return settleOperation(deps, asked, settlement, (change) => {
    const requested = withoutOwn(change, asked.operation)
    return { ...change, payment: { ...change.payment, requested } }
  })
}
