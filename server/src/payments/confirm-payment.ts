import type { Failure } from '../contract/failures.ts'
import { isUniqueViolation } from '../database/is-unique-violation.ts'
import { fail, ok, type Result } from '../result.ts'
import type { PlacedOrder } from '../shop/shop.ts'
import { isUndecided } from './begin-store.ts'
import { linked, type Source } from './change.ts'
import { retrySeconds } from './initialise-payment.ts'
import { keepChange } from './keep-store.ts'
import { isOpen, type Payment, waitOf } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { findPayment } from './payment-store.ts'
import { recordCharge } from './record-charge.ts'

type ConfirmDeps = Pick<PaymentDeps, 'db' | 'findPsp' | 'onCommit'>

type ConfirmFailure = Failure<
  | 'transaction-unknown'
  | 'payment-canceled'
  | 'payment-not-approved'
  | 'approval-needed'
  | 'order-differs'
  | 'outcome-unknown'
>

const racesMax = 5

/**
 * Links a payment to its order, once. The order must cost what the shopper approved; what became true before there was an order
 * is told to the shop now.
 */
export async function confirmPayment(
  deps: ConfirmDeps,
  { tenant, transactionId }: Pick<Payment, 'tenant' | 'transactionId'>,
  order: PlacedOrder,
  source: Source,
): Promise<Result<Payment, ConfirmFailure>> {
  for (let race = 0; race < racesMax; race += 1) {
    const payment = await findPayment(deps.db, tenant, transactionId)
    if (!payment || !isOf(payment, order)) return fail({ kind: 'transaction-unknown' })
    const confirmed = await tryOnce(deps, payment, { order, source })
    if (confirmed !== 'look-again') return confirmed
  }
  return fail({ kind: 'outcome-unknown', retryAfterSeconds: 1 })
}

/** `look-again`: the payment has changed under our hands, or the PSP has told news of it. */
async function tryOnce(
  deps: ConfirmDeps,
  payment: Payment,
  { order, source }: { order: PlacedOrder; source: Source },
): Promise<Result<Payment, ConfirmFailure> | 'look-again'> {
  if (payment.orderReference === order.orderReference) return ok(payment)
  const refusal = refuse(payment, order) ?? (await refuseByPsp(deps, payment))
  if (refusal) return refusal === 'look-again' ? refusal : fail(refusal)
  const change = linked(payment, order, source)
  const isKept = await keepChange(deps.db, change).catch(toOrderTaken)
  if (isKept === 'order-taken') return fail({ kind: 'order-differs' })
  if (!isKept) return 'look-again'
  deps.onCommit(payment, change)
  return ok({ ...change.payment, version: payment.version + 1 })
}

/** Somebody else's payment does not exist for this order, whatever its amount. */
const isOf = ({ owner }: Payment, order: PlacedOrder): boolean =>
  order.owner === null || order.owner === owner

/** The order has another live payment. */
function toOrderTaken(error: unknown): 'order-taken' {
  if (isUniqueViolation(error)) return 'order-taken'
  throw error
}

function refuse(payment: Payment, order: PlacedOrder): ConfirmFailure | null {
  if (payment.orderReference !== null) return { kind: 'order-differs' }
  if (waitOf(payment) === 'none') return { kind: 'payment-canceled' }
  const isSame = payment.amountMinor === order.amountMinor && payment.currency === order.currency
  return isSame ? null : { kind: 'approval-needed' }
}

/** An approval may be newer than what we know, and what is under way at the PSP is not decided yet: both are waited for. */
async function refuseByPsp(
  deps: ConfirmDeps,
  payment: Payment,
): Promise<ConfirmFailure | 'look-again' | null> {
  if (await isUndecided(deps.db, payment)) return undecided
  if (!isOpen(payment)) return null
  const psp = await deps.findPsp(payment)
  const found = psp ? await psp.find(payment.transactionId) : null
  if (found?.kind === 'not-found') return { kind: 'payment-not-approved' }
  if (found?.kind !== 'found') return undecided
  const { tenant, mode } = payment
  const recorded = await recordCharge(deps, { tenant, mode, charge: found.charge, source: 'api' })
  // A webhook may have been faster with the same news: what is known now counts, not who brought it.
  const isStillOpen = recorded.kind === 'not-found' || isOpen(recorded.payment)
  return isStillOpen ? { kind: 'payment-not-approved' } : 'look-again'
}

const undecided: ConfirmFailure = { kind: 'outcome-unknown', retryAfterSeconds: retrySeconds }
