import { claimDue } from '../database/claim-due.ts'
import type { Psp } from '../psp/psp.ts'
import { findOpenOperation } from './begin-store.ts'
import { cancelAtPsp } from './cancel-payment.ts'
import { endOperation } from './keep-store.ts'
import type { Operation, OperationRequest } from './operation.ts'
import { isUnpaid, type Payment } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { findPayment } from './payment-store.ts'
import { recordCharge } from './record-charge.ts'
import { releaseUnopened } from './release-unopened.ts'
import { sweepMove } from './sweep-move.ts'
import { updateAtPsp } from './update-payment.ts'

type SweepDeps = Pick<PaymentDeps, 'db' | 'findPsp' | 'onCommit'> & {
  onDefect(error: unknown): void
}

type Claimed = {
  tenant: string
  operation_id: string
  transaction_id: string
  kind: Operation['kind']
  state: 'pending' | 'unknown'
  request: OperationRequest
  attempts: number
}

/** So many questions are under way at once, in each process. */
const batchMax = 10

/**
 * Settles operations whose outcome is unknown, after a time-out or a crash, by asking the PSP what is true. Bounded, and safe
 * in several processes: a claimed operation is postponed for the others.
 */
export async function sweepOperations(deps: SweepDeps): Promise<number> {
  const rows = await claimDue<Claimed>(deps.db, 'operations', batchMax)
  const byPayment = Map.groupBy(rows, (row) => `${row.tenant} ${row.transaction_id}`)
  await Promise.all([...byPayment.values()].map((ofPayment) => settleInTurn(deps, ofPayment)))
  return rows.length
}

/** The operations of one payment would only get into each other's way. */
async function settleInTurn(deps: SweepDeps, rows: readonly Claimed[]): Promise<void> {
  for (const row of rows) await settleOne(deps, row).catch(deps.onDefect)
}

async function settleOne(deps: SweepDeps, row: Claimed): Promise<void> {
  const payment = await findPayment(deps.db, row.tenant, row.transaction_id)
  const psp = payment && (await deps.findPsp(payment))
  if (!payment || !psp) return
  const operation: Operation = {
    tenant: row.tenant,
    operationId: row.operation_id,
    transactionId: row.transaction_id,
    kind: row.kind,
    request: row.request,
  }
  switch (operation.kind) {
    case 'initialise':
      return settleInitialise(deps, payment, { ...operation, claimedAs: row.state }, psp)
    case 'cancel':
      return settleCancel(deps, payment, operation)
    case 'update':
      return void (await updateAtPsp(deps, payment, operation, 'sweep'))
    case 'capture':
    case 'refund':
      return sweepMove(deps, { payment, operation, source: 'sweep' })
  }
}

/**
 * The cancel is compare-and-set at the PSP and keeps its key, so asking again is a look-up that also acts. Where a reason is
 * still to be told, it is asked again even if a webhook has brought the new status already.
 */
async function settleCancel(
  deps: SweepDeps,
  payment: Payment,
  operation: Operation,
): Promise<void> {
  const { request } = operation
  const isTold = request.kind !== 'cancel' || request.reason === undefined
  if (payment.status === 'canceled' && isTold) {
    return endOperation(deps.db, operation, { state: 'succeeded', note: 'canceled' })
  }
  await cancelAtPsp(deps, payment, operation, 'sweep')
}

async function settleInitialise(
  deps: SweepDeps,
  payment: Payment,
  operation: Operation & { claimedAs: Claimed['state'] },
  psp: Psp,
): Promise<void> {
  const found = await psp.find(payment.transactionId)
  if (found.kind !== 'found' && (await isTakenOver(deps, operation))) return
  if (found.kind === 'unknown') {
    return endOperation(deps.db, operation, { state: 'unknown', note: found.because })
  }
  if (found.kind === 'not-found') {
    if (isUnpaid(payment.status)) await releaseUnopened(deps, payment, operation)
    return
  }
  const end = { state: 'succeeded', note: found.charge.pspStatus } as const
  const recorded = await recordCharge(
    deps,
    { tenant: payment.tenant, mode: payment.mode, charge: found.charge, source: 'sweep' },
    { operation: { operationId: operation.operationId, end } },
  )
  if (recorded.kind !== 'changed') await endOperation(deps.db, operation, end)
}

/**
 * Whether the caller came back since this was claimed and asks the PSP again. Who takes over after the payment was read has moved
 * its version on, so that only what happened before that has to be asked for.
 */
async function isTakenOver(
  { db }: Pick<SweepDeps, 'db'>,
  operation: Operation & { claimedAs: Claimed['state'] },
): Promise<boolean> {
  const open = await findOpenOperation(db, operation, 'initialise')
  return open === null || (operation.claimedAs === 'unknown' && open.isUnderWay)
}
