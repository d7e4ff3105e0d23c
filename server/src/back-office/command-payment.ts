import { type Commanded, commandPayment } from '../payments/command-payment.ts'
import { findMovement, isFailed, isUnderWay } from '../payments/movement.ts'
import { operationIdOf } from '../payments/new-id.ts'
import type { Payment } from '../payments/payment.ts'
import { findPayment } from '../payments/payment-store.ts'
import { releasePayment } from '../payments/release-payment.ts'
import type { BackOfficeDeps } from './back-office-deps.ts'

/** What an operator wants done with a payment. `amountMinor` null means all that is left. */
export type OperatorCommand = {
  kind: 'capture' | 'cancel' | 'refund'
  amountMinor: number | null
  orderItemIds: readonly string[]
  operationId: string
}

/** `pending`: it is asked for, and the payment changes by itself. `not-allowed`: nothing was asked. */
export type CommandOutcome = {
  outcome: 'succeeded' | 'pending' | 'refused' | 'not-allowed'
  note: string | null
}

type CommandDeps = Pick<BackOfficeDeps, 'db' | 'findPsp' | 'onCommit'>

/** One key, one operation, also when the stored answer was lost. */
export const toOperationId = (wish: {
  tenant: string
  transactionId: string
  kind: string
  idempotencyKey: string
}): string =>
  operationIdOf([wish.tenant, 'back-office', wish.transactionId, wish.kind, wish.idempotencyKey])

/** Does to a payment what a command of its shop does; before there is an order, gives back what it holds. */
export async function commandByHand(
  deps: CommandDeps,
  payment: Payment,
  command: OperatorCommand,
): Promise<CommandOutcome> {
  if (payment.orderReference === null) {
    const release = await releasePayment(deps, payment, 'operator', 'no-order')
    if (release === 'has-order') return { outcome: 'not-allowed', note: 'has-order' }
    return release === 'pending' || release === 'refused'
      ? { outcome: release, note: null }
      : { outcome: 'succeeded', note: release }
  }
  const commanded = await commandPayment(deps, payment, {
    ...command,
    currency: null,
    source: 'operator',
  })
  return commanded === 'asked' || commanded === 'known'
    ? readMovement(deps, payment, command.operationId)
    : outcomes[commanded]
}

/** What was asked for is a movement of the payment, which says how far it is. */
async function readMovement(
  { db }: CommandDeps,
  { tenant, transactionId }: Payment,
  operationId: string,
): Promise<CommandOutcome> {
  const current = await findPayment(db, tenant, transactionId)
  const movement = current && findMovement(current.movements, operationId)
  if (!movement || isUnderWay(movement)) return { outcome: 'pending', note: null }
  return isFailed(movement)
    ? { outcome: 'refused', note: movement.failureReason }
    : { outcome: 'succeeded', note: null }
}

const notAllowed = (note: string): CommandOutcome => ({ outcome: 'not-allowed', note })

const outcomes: Record<Exclude<Commanded, 'asked' | 'known'>, CommandOutcome> = {
  canceled: { outcome: 'succeeded', note: 'canceled' },
  pending: { outcome: 'pending', note: null },
  refused: { outcome: 'refused', note: null },
  'done-already': notAllowed('done-already'),
  'nothing-left': notAllowed('nothing-left'),
  'amount-too-high': notAllowed('amount-too-high'),
  'items-moved-already': notAllowed('items-moved-already'),
  'amount-missing': notAllowed('amount-missing'),
  'too-many-movements': notAllowed('too-many-movements'),
  'moved-on': notAllowed('moved-on'),
  'currency-differs': notAllowed('currency-differs'),
  'provider-unknown': notAllowed('provider-unknown'),
  underpaid: notAllowed('underpaid'),
}
