import type { MovementStatus, PspCharge } from '../psp/psp.ts'

/** Money of a payment that was taken or given back, or is on its way. Amounts are integers in minor units. */
export type Movement = Readonly<{
  kind: 'capture' | 'refund'
  /** Our operation; the PSP's own id of the movement where somebody else moved the money. */
  operationId: string
  amountMinor: number
  /** Which items of the order it is for; empty where nobody said. */
  orderItemIds: readonly string[]
  status: MovementStatus
  failureReason: string | null
}>

/** A payment keeps its movements with it, so there is a bound. */
export const movementsMax = 200

/** True while the PSP has not said how it ends: the amount is spoken for. */
export const isUnderWay = ({ status }: Pick<Movement, 'status'>): boolean =>
  status === 'pending' || status === 'processing'

export const isFailed = ({ status }: Pick<Movement, 'status'>): boolean =>
  status === 'failed' || status === 'canceled'

/** What is spoken for: on its way, and not yet part of what the PSP reports as moved. */
export const underWayMinor = (movements: readonly Movement[], kind: Movement['kind']): number =>
  movements
    .filter((movement) => movement.kind === kind && isUnderWay(movement))
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0)

/**
 * Our movements as the PSP's newest picture has them. What somebody else moved is added, without items. A movement that the
 * PSP does not list follows its sums: it has succeeded once the sum has grown by it, and failed once the sum has fallen by it
 * or the PSP calls the capture failed.
 */
export function mergeMovements(known: Known, picture: Picture): readonly Movement[] {
  const merged = new Map(known.movements.map((movement) => [movement.operationId, movement]))
  for (const their of picture.movements) {
    const operationId = their.operationId ?? their.pspReference
    const { kind, amountMinor, status, failureReason } = their
    const orderItemIds = merged.get(operationId)?.orderItemIds ?? []
    merged.set(operationId, { kind, operationId, amountMinor, orderItemIds, status, failureReason })
  }
  const listed = new Set(picture.movements.map((one) => one.operationId ?? one.pspReference))
  const kinds = ['capture', 'refund'] as const
  return kinds.reduce(
    (movements, kind) => followSums(movements, { kind, known, picture, listed }),
    [...merged.values()] as readonly Movement[],
  )
}

type Sums = { kind: Movement['kind']; known: Known; picture: Picture; listed: Set<string> }

/** What the PSP reports as moved, whether it lists the movements or not. */
export const totalMinor = (
  { capturedMinor, refundedMinor }: Pick<PspCharge, 'capturedMinor' | 'refundedMinor'>,
  kind: Movement['kind'],
): number => (kind === 'capture' ? capturedMinor : refundedMinor)

/** Growth is shared out to the oldest that are under way, a fall to the newest that had succeeded. */
function followSums(
  movements: readonly Movement[],
  { kind, known, picture, listed }: Sums,
): readonly Movement[] {
  const isUnlisted = (one: Movement) => one.kind === kind && !listed.has(one.operationId)
  const explained = succeededMinor(movements, kind) - succeededMinor(known.movements, kind)
  const grownMinor = totalMinor(picture, kind) - totalMinor(known, kind) - explained
  if (kind === 'capture' && picture.status === 'capture_failed') {
    return movements.map((one) =>
      isUnlisted(one) && isUnderWay(one) ? { ...one, ...captureFailed } : one,
    )
  }
  if (grownMinor >= 0)
    return settle(movements, grownMinor, (one) => isUnlisted(one) && isUnderWay(one), moved)
  const fell = settle(
    movements.toReversed(),
    -grownMinor,
    (one) => isUnlisted(one) && one.status === 'succeeded',
    takenBack,
  )
  return fell.toReversed()
}

const moved = { status: 'succeeded' } as const
const takenBack = { status: 'failed', failureReason: 'taken-back' } as const
const captureFailed = { status: 'failed', failureReason: 'capture-failed' } as const

function settle(
  movements: readonly Movement[],
  amountMinor: number,
  isMeant: (movement: Movement) => boolean,
  change: Partial<Movement>,
): readonly Movement[] {
  let leftMinor = amountMinor
  return movements.map((movement) => {
    if (!isMeant(movement) || movement.amountMinor > leftMinor) return movement
    leftMinor -= movement.amountMinor
    return { ...movement, ...change }
  })
}

type Known = { movements: readonly Movement[] } & Pick<PspCharge, 'capturedMinor' | 'refundedMinor'>
type Picture = Pick<PspCharge, 'status' | 'movements' | 'capturedMinor' | 'refundedMinor'>

export const succeededMinor = (movements: readonly Movement[], kind: Movement['kind']): number =>
  movements
    .filter((movement) => movement.kind === kind && movement.status === 'succeeded')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0)

/** The list with this movement in it, in the place of an earlier state of it. */
export const withMovement = (
  movements: readonly Movement[],
  movement: Movement,
): readonly Movement[] => {
  const isKnown = movements.some(({ operationId }) => operationId === movement.operationId)
  return isKnown
    ? movements.map((one) => (one.operationId === movement.operationId ? movement : one))
    : [...movements, movement]
}

export const findMovement = (
  movements: readonly Movement[],
  operationId: string,
): Movement | undefined => movements.find((movement) => movement.operationId === operationId)
