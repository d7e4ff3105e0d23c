import type { Outcome, PspCharge } from '../psp/psp.ts'
import { applyCharge, authorizedStatus } from './apply-charge.ts'
import {
  type Change,
  endOf,
  type HistoryEntry,
  messagesBetween,
  movementNews,
  type Source,
} from './change.ts'
import { changePayment } from './change-payment.ts'
import { endOperation, type InboxKey, isAnsweredElsewhere, keepChange } from './keep-store.ts'
import {
  findMovement,
  isFailed,
  isUnderWay,
  type Movement,
  movementsMax,
  withMovement,
} from './movement.ts'
import type { Operation } from './operation.ts'
import { capturableMinor, type Payment, refundableMinor } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { findPayment } from './payment-store.ts'
import type { Asked } from './settle-operation.ts'

export type MoveDeps = Pick<PaymentDeps, 'db' | 'findPsp' | 'onCommit'>

/** What is wanted of a payment's money. The id decides whether it is wanted again: one id moves money once. */
export type Wanted = {
  kind: Movement['kind']
  operationId: string
  /** Minor units; null means all that is left. */
  amountMinor: number | null
  orderItemIds: readonly string[]
}

export type MoveRefusal =
  | 'nothing-left'
  | 'amount-too-high'
  | 'items-moved-already'
  | 'amount-missing'
  | 'too-many-movements'
  | 'moved-on'

/** `begun`: the amount is reserved and the PSP is to be asked. `known`: it was asked under this id before. */
export type BegunMove =
  | { kind: 'begun'; payment: Payment; operation: Operation }
  | { kind: 'known'; payment: Payment; movement: Movement }
  | { kind: 'refused'; payment: Payment; because: MoveRefusal }

/** Who wants it and why. `isMeant`: what was decided on a payment that has moved on since is not done. */
type Meaning = {
  source: Source
  /** The inbox row that asks for it: once that is settled, nobody does any more. */
  inbox?: InboxKey | undefined
  request(amountMinor: number): Operation['request']
  isMeant?(payment: Payment): boolean
}

const racesMax = 8

/**
 * Reserves the amount and writes the intent, in one commit and by compare-and-set: of several that race, none takes more than
 * was authorised and none gives back more than was taken.
 */
export async function beginMove(
  deps: MoveDeps,
  { tenant, transactionId }: Pick<Payment, 'tenant' | 'transactionId'>,
  wanted: Wanted,
  meaning: Meaning,
): Promise<BegunMove> {
  for (let race = 0; race < racesMax; race += 1) {
    const payment = await findPayment(deps.db, tenant, transactionId)
    if (!payment) throw new Error(`Payment ${transactionId} vanished.`)
    const begun = await tryMove(deps, payment, wanted, meaning)
    if (begun) return begun
  }
  throw new Error(`Payment ${transactionId} changes too fast for its money to move.`)
}

/** Null when somebody else has changed the payment first. */
async function tryMove(
  deps: MoveDeps,
  payment: Payment,
  wanted: Wanted,
  { source, request, inbox, isMeant = () => true }: Meaning,
): Promise<BegunMove | null> {
  const { kind, operationId } = wanted
  const known = findMovement(payment.movements, operationId)
  if (known) return { kind: 'known', payment, movement: known }
  const because = isMeant(payment) ? refuse(payment, wanted) : 'moved-on'
  if (because) return { kind: 'refused', payment, because }
  const { tenant, transactionId, version } = payment
  const amountMinor = wanted.amountMinor ?? leftOf(payment, kind)
  const operation = { tenant, transactionId, operationId, kind, request: request(amountMinor) }
  const orderItemIds = itemsOf(payment, { ...wanted, amountMinor })
  const change = begunChange(payment, { ...wanted, amountMinor, orderItemIds }, source)
  if (await keepChange(deps.db, change, { begins: operation, asked: inbox })) {
    deps.onCommit(payment, change)
    return { kind: 'begun', payment: { ...change.payment, version: version + 1 }, operation }
  }
  const isAnswered = await isAnsweredElsewhere(deps.db, tenant, inbox)
  return isAnswered ? { kind: 'refused', payment, because: 'moved-on' } : null
}

const leftOf = (payment: Payment, kind: Movement['kind']): number =>
  kind === 'capture' ? capturableMinor(payment) : refundableMinor(payment)

function refuse(payment: Payment, { kind, amountMinor, orderItemIds }: Wanted): MoveRefusal | null {
  const left = leftOf(payment, kind)
  if (moversOf(payment, kind, orderItemIds).length > 0) return 'items-moved-already'
  if (left <= 0) return 'nothing-left'
  if (amountMinor !== null && amountMinor > left) return 'amount-too-high'
  if (amountMinor === null && !isForTheRest(payment, kind, orderItemIds)) return 'amount-missing'
  const standing = payment.movements.filter((movement) => !isFailed(movement))
  return standing.length >= movementsMax ? 'too-many-movements' : null
}

/** Whoever wants all that is left and names no items means those that are left. */
function itemsOf(
  payment: Payment,
  { kind, amountMinor, orderItemIds }: Wanted & { amountMinor: number },
): readonly string[] {
  const isAllThatIsLeft = orderItemIds.length === 0 && amountMinor >= leftOf(payment, kind)
  return isAllThatIsLeft ? itemsLeft(payment, kind) : orderItemIds
}

/** The items of the order that no movement of this kind is for. */
function itemsLeft(payment: Payment, kind: Movement['kind']): readonly string[] {
  const moved = moversOf(payment, kind, payment.orderItemIds).flatMap((one) => one.orderItemIds)
  return payment.orderItemIds.filter((id) => !moved.includes(id))
}

/** All that is left is a fair reading only where no item is left out: the others' money is not theirs. */
function isForTheRest(
  payment: Payment,
  kind: Movement['kind'],
  orderItemIds: readonly string[],
): boolean {
  const isNamed = (id: string) => orderItemIds.includes(id)
  return orderItemIds.length === 0 || itemsLeft(payment, kind).every(isNamed)
}

/** The movements of this kind that took or give back these items already: nobody takes an item's money twice. */
export const moversOf = (
  { movements }: Payment,
  kind: Movement['kind'],
  orderItemIds: readonly string[],
): Movement[] =>
  movements.filter(
    (one) =>
      one.kind === kind &&
      (one.status === 'succeeded' || isUnderWay(one)) &&
      one.orderItemIds.some((id) => orderItemIds.includes(id)),
  )

function begunChange(
  payment: Payment,
  { kind, operationId, amountMinor, orderItemIds }: Wanted & { amountMinor: number },
  source: Source,
): Change {
  const pending = {
    kind,
    operationId,
    amountMinor,
    orderItemIds,
    status: 'pending',
    failureReason: null,
  } as const
  const movements = withMovement(withoutOldest(payment.movements), pending)
  const next: Payment = { ...payment, movements, status: statusWith(payment, movements) }
  const details = { operationId, amountMinor, orderItemIds }
  const fromStatus = payment.status === next.status ? null : payment.status
  const toStatus = fromStatus && next.status
  return {
    payment: next,
    history: [{ source, event: `${kind}-requested`, fromStatus, toStatus, details }],
    messages: messagesBetween(payment, next),
  }
}

/** Attempts that failed are the history's to remember, once there are too many of them. */
function withoutOldest(movements: readonly Movement[]): readonly Movement[] {
  const oldest = movements.length < movementsMax ? undefined : movements.find(isFailed)
  return movements.filter((movement) => movement !== oldest)
}

const isOnlyAuthorized = ({ status }: Payment): boolean =>
  status === 'authorized' || status === 'capture_requested' || status === 'capture_failed'

/** While nothing is captured, the captures that are asked for say how far the payment is. */
const statusWith = (payment: Payment, movements: readonly Movement[]): Payment['status'] =>
  isOnlyAuthorized(payment) ? authorizedStatus(movements) : payment.status

/** Asks the PSP under the operation's own key and settles the answer. */
export async function moveAtPsp(
  deps: MoveDeps,
  asked: Asked,
  complete: (change: Change, current: Payment) => Change = (change) => change,
): Promise<Movement['status']> {
  const { payment, operation } = asked
  const psp = await deps.findPsp(payment)
  const { request } = operation
  if (!psp || (request.kind !== 'capture' && request.kind !== 'refund')) {
    throw new Error(`Payment ${payment.transactionId} has no PSP where its money could move.`)
  }
  const { transactionId: reference, pspReference } = payment
  const charge = { reference, pspReference, amountMinor: request.amountMinor }
  const outcome = await psp[request.kind](charge, operation.operationId)
  return settle(deps, asked, outcome, complete)
}

async function settle(
  deps: MoveDeps,
  asked: Asked,
  outcome: Outcome,
  complete: (change: Change, current: Payment) => Change,
): Promise<Movement['status']> {
  if (outcome.kind === 'not-sent' || outcome.kind === 'unknown') {
    await endOperation(deps.db, asked.operation, { state: 'unknown', note: outcome.because })
    return 'pending'
  }
  const told = outcome.kind === 'succeeded' ? null : failedBecause(outcome.pspStatus)
  return keepMoved(deps, asked, { charge: outcome.charge, told }, complete)
}

const failedBecause = (reason: string) => ({ status: 'failed', failureReason: reason }) as const

/** How the PSP said that the movement ended; null when its picture of the charge says all that it knows. */
type Told = Pick<Movement, 'status' | 'failureReason'> | null

/**
 * Writes what the PSP said. A movement that is only accepted keeps its operation open, so that a sweep asks how it ended.
 */
export async function keepMoved(
  deps: MoveDeps,
  asked: Asked,
  { charge, told }: { charge: PspCharge | null; told: Told },
  complete: (change: Change, current: Payment) => Change = (change) => change,
): Promise<Movement['status']> {
  const after = await changePayment(deps, asked.payment, (current) =>
    withEnd(complete(movedChange(current, { charge, told }, asked), current), asked.operation),
  )
  return movementOf(after, asked.operation).status
}

const movementOf = (payment: Payment, { operationId }: Operation): Movement => {
  const movement = findMovement(payment.movements, operationId)
  if (!movement) throw new Error(`Movement ${operationId} is not on its payment.`)
  return movement
}

/** The operation ends with its movement, in the same commit. */
function withEnd(change: Change, operation: Operation): Change {
  const movement = movementOf(change.payment, operation)
  const end = isUnderWay(movement) ? accepted : endOf(movement)
  const { operationId } = operation
  const others = (change.ends ?? []).filter((one) => one.operationId !== operationId)
  return { ...change, ends: [...others, { operationId, end }] }
}

const accepted = { state: 'unknown', note: 'accepted' } as const

function movedChange(
  current: Payment,
  { charge, told }: { charge: PspCharge | null; told: Told },
  { operation, source }: Asked,
): Change {
  const verdict = charge ? applyCharge(current, charge, source) : null
  const change = verdict?.kind === 'change' ? verdict.change : unchanged(current)
  const own = findMovement(change.payment.movements, operation.operationId)
  if (!told || !own || !isUnderWay(own)) return change
  const movements = withMovement(change.payment.movements, { ...own, ...told })
  const next = { ...change.payment, movements, status: statusWith(change.payment, movements) }
  const { history, ends } = movementNews(current, next, source)
  const messages = messagesBetween(current, next)
  return { payment: next, history: [moved(current, next, source), ...history], messages, ends }
}

const moved = (before: Payment, after: Payment, source: Source): HistoryEntry => ({
  source,
  event: before.status === after.status ? 'psp-status' : 'status-changed',
  fromStatus: before.status,
  toStatus: after.status,
  details: { pspStatus: after.pspStatus, failureReason: after.failureReason },
})

const unchanged = (payment: Payment): Change => ({ payment, history: [], messages: [] })
