import type { PspCharge } from '../psp/psp.ts'
import { endOf } from './change.ts'
import { endOperation } from './keep-store.ts'
import { keepMoved, type MoveDeps, moveAtPsp } from './move-money.ts'
import { findMovement, isUnderWay } from './movement.ts'
import { withReason } from './operation-change.ts'
import type { Asked } from './settle-operation.ts'

/**
 * Settles a capture or refund whose outcome is open: what the PSP lists is believed; what it does not list never arrived, and
 * is asked again under its own key.
 */
export async function sweepMove(deps: MoveDeps, asked: Asked): Promise<void> {
  const { payment, operation } = asked
  const { operationId } = operation
  const movement = findMovement(payment.movements, operationId)
  if (!movement) throw new Error(`Operation ${operationId} has no movement on its payment.`)
  const isTold = payment.orderReference !== null && !isUnderWay(movement)
  if (isTold) return endOperation(deps.db, operation, endOf(movement))
  const psp = await deps.findPsp(payment)
  const found = await psp?.find(payment.transactionId)
  if (found?.kind === 'unknown') {
    return endOperation(deps.db, operation, { state: 'unknown', note: found.because })
  }
  const complete: Parameters<typeof moveAtPsp>[2] = (change, current) =>
    withReason(change, current, operation)
  const isListed = found?.kind === 'found' && isListedIn(found.charge, operationId)
  if (!isListed) return void (await moveAtPsp(deps, asked, complete))
  await keepMoved(deps, asked, { charge: found.charge, told: null }, complete)
}

const isListedIn = ({ movements }: PspCharge, operationId: string): boolean =>
  movements.some((movement) => movement.operationId === operationId)
