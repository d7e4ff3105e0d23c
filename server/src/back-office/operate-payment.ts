import type { Title } from '../contract/back-office/parts.ts'
import type {
  operatePayment as contract,
  PaymentAction,
  PaymentOperationKind,
} from '../contract/back-office/payments.ts'
import type { Failure } from '../contract/failures.ts'
import type { OutputOf } from '../contract/operation.ts'
import { findMovement } from '../payments/movement.ts'
import type { Payment } from '../payments/payment.ts'
import { findPayment } from '../payments/payment-store.ts'
import { fail, ok, type Result } from '../result.ts'
import type { BackOfficeDeps } from './back-office-deps.ts'
import { commandByHand, type OperatorCommand, toOperationId } from './command-payment.ts'
import { lookUpPayment } from './look-up-payment.ts'
import { actionsOf } from './payment-actions.ts'
import { toPaymentRow } from './payment-row.ts'
import { toTitle } from './title.ts'

export type OperatorRequest = {
  tenant: string
  transactionId: string
  kind: PaymentOperationKind
  amount?: number | undefined
  orderItemIds: readonly string[]
}

type Operated = OutputOf<typeof contract>
type OperateDeps = Pick<BackOfficeDeps, 'db' | 'findPsp' | 'onCommit'>
type OperateFailure = Failure<'payment-not-found' | 'operation-not-allowed' | 'psp-unavailable'>

/** Does by hand what a shop's command does, or a look-up. The same key never moves money twice. */
export async function operatePayment(
  deps: OperateDeps,
  { tenant, transactionId, kind, amount, orderItemIds }: OperatorRequest,
  idempotencyKey: string,
): Promise<Result<Operated, OperateFailure>> {
  const payment = await findPayment(deps.db, tenant, transactionId)
  if (!payment) return fail({ kind: 'payment-not-found' })
  if (kind === 'look-up') {
    const lookedUp = await lookUpPayment(deps, payment)
    return lookedUp.ok ? answer(deps, payment, lookedUp.value) : lookedUp
  }
  const operationId = toOperationId({ tenant, transactionId, kind, idempotencyKey })
  const command = { kind, amountMinor: amount ?? null, orderItemIds, operationId }
  // Decided before the shop is involved: what an operator may not do is no news for it.
  const refusal = await refuse(deps, payment, command)
  if (refusal) return notAllowed(refusal)
  const { outcome, note } = await commandByHand(deps, payment, command)
  if (outcome === 'not-allowed') {
    return notAllowed(toTitle(`action.${note}`, 'The payment has changed. Read it again.'))
  }
  return answer(deps, payment, { outcome, note })
}

async function refuse(
  deps: OperateDeps,
  payment: Payment,
  command: OperatorCommand,
): Promise<Title | null> {
  // Asked for before under this key: whatever it was, it is answered and not judged again.
  if (findMovement(payment.movements, command.operationId)) return null
  const hasProvider = (await deps.findPsp(payment)) !== null
  const action = actionsOf(payment, hasProvider).find(({ kind }) => kind === command.kind)
  if (!action?.isAllowed) return action?.reason ?? null
  return refuseAmount(payment, command, action)
}

function refuseAmount(
  { orderReference }: Payment,
  { kind, amountMinor }: OperatorCommand,
  { maxAmount }: PaymentAction,
): Title | null {
  if (amountMinor === null) return null
  if (kind === 'cancel') return toTitle('action.cancel.no-amount', 'A cancel takes no amount.')
  if (maxAmount !== null && amountMinor > maxAmount) {
    return toTitle(`action.${kind}.too-much`, 'At most {max} is left.', { max: maxAmount })
  }
  return orderReference === null && amountMinor !== maxAmount
    ? toTitle('action.refund.in-full', 'Without an order all of it is refunded.')
    : null
}

const notAllowed = ({ words }: Title) =>
  fail({ kind: 'operation-not-allowed' as const, detail: words })

async function answer(
  { db }: Pick<OperateDeps, 'db'>,
  { tenant, transactionId }: Payment,
  { outcome, note }: Pick<Operated, 'outcome' | 'note'>,
): Promise<Result<Operated, never>> {
  const current = await findPayment(db, tenant, transactionId)
  if (!current) throw new Error(`Payment ${transactionId} vanished.`)
  return ok({ outcome, note, payment: toPaymentRow(current) })
}
