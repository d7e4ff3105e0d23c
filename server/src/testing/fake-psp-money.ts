import type {
  MovementRequest,
  MovementStatus,
  Outcome,
  PspCharge,
  PspMovement,
} from '../psp/psp.ts'
import type { Book } from './fake-psp.ts'

type Moving = Pick<PspMovement, 'kind' | 'status'> & { operationId: string }

/** Takes money of a charge or gives it back, once per operation id and never more than there is. */
export function moveMoney(
  { charges, move }: Book,
  request: MovementRequest,
  moving: Moving,
): Outcome {
  const charge = charges.get(request.reference)
  if (!charge) return { kind: 'failed', refusal: 'refused', pspStatus: 'missing', charge: null }
  if (charge.movements.some(({ operationId }) => operationId === moving.operationId)) {
    return { kind: 'succeeded', charge }
  }
  if (request.amountMinor > leftOf(charge, moving.kind)) {
    return { kind: 'failed', refusal: 'refused', pspStatus: 'amount_too_high', charge }
  }
  const movement: PspMovement = {
    ...moving,
    pspReference: `mv_${charge.movements.length + 1}`,
    amountMinor: request.amountMinor,
    failureReason: null,
  }
  const movements = [...charge.movements, movement]
  return { kind: 'succeeded', charge: move(request.reference, sumsOf(charge, movements)) }
}

const leftOf = (charge: PspCharge, kind: PspMovement['kind']): number => {
  const reserved = sumOf(charge.movements, kind, ['pending', 'processing', 'succeeded'])
  const total = kind === 'capture' ? charge.amountMinor - charge.voidedMinor : charge.capturedMinor
  return total - reserved
}

const sumOf = (
  movements: readonly PspMovement[],
  kind: PspMovement['kind'],
  statuses: readonly MovementStatus[],
): number =>
  movements
    .filter((one) => one.kind === kind && statuses.includes(one.status))
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0)

/** The charge after its movements: only what has succeeded counts. */
function sumsOf(charge: PspCharge, movements: readonly PspMovement[]): Partial<PspCharge> {
  const hasCaptures = movements.some(({ kind }) => kind === 'capture')
  const capturedMinor = hasCaptures
    ? sumOf(movements, 'capture', ['succeeded'])
    : charge.capturedMinor
  const refundedMinor = sumOf(movements, 'refund', ['succeeded'])
  return {
    movements,
    capturedMinor,
    refundedMinor,
    status: statusOf(charge, { capturedMinor, refundedMinor }),
  }
}

function statusOf(
  charge: PspCharge,
  { capturedMinor, refundedMinor }: Pick<PspCharge, 'capturedMinor' | 'refundedMinor'>,
): PspCharge['status'] {
  if (capturedMinor === 0) return charge.status
  if (refundedMinor === 0) return 'captured'
  return refundedMinor === capturedMinor ? 'refunded' : 'partially refunded'
}

/** A movement that was accepted ends, or one that had succeeded fails after all. */
export function endMovement(
  charge: PspCharge,
  operationId: string,
  status: MovementStatus,
): Partial<PspCharge> {
  const failureReason = status === 'failed' ? 'bank-refused' : null
  const movements = charge.movements.map((one) =>
    one.operationId === operationId ? { ...one, status, failureReason } : one,
  )
  return sumsOf(charge, movements)
}

/** Gives up what is not captured; once that is done there is nothing to change. */
export const voidRest = (
  charge: PspCharge,
  move: (reference: string, change: Partial<PspCharge>) => PspCharge,
): PspCharge => {
  const voidedMinor = charge.amountMinor - charge.capturedMinor
  return charge.voidedMinor === voidedMinor ? charge : move(charge.reference, { voidedMinor })
}
