import type { OutboundName } from '../contract/messages.ts'
import { announce, type NewMessage } from './announce.ts'
import {
  findMovement,
  isFailed,
  isUnderWay,
  type Movement,
  succeededMinor,
  totalMinor,
} from './movement.ts'
import type { Payment } from './payment.ts'

const words: Record<Movement['kind'], { moved: OutboundName; failed: OutboundName }> = {
  capture: { moved: 'PaymentCaptured', failed: 'PaymentCaptureFailed' },
  refund: { moved: 'PaymentRefunded', failed: 'PaymentRefundFailed' },
}

/**
 * What a shop is told about money that moved between two states of a payment: each movement by itself, with its own items and
 * amount, and then what moved without being listed. A movement that failed after it had succeeded is told as failed.
 */
export function moneyNews(before: Payment, after: Payment): NewMessage[] {
  return [
    ...newsOfKind(before, after, 'capture'),
    ...newsOfKind(before, after, 'refund'),
    ...failedWithout(before, after),
    ...voided(before, after),
  ]
}

const hasChanged = (before: Payment, { operationId, status }: Movement): boolean =>
  findMovement(before.movements, operationId)?.status !== status

function newsOfKind(before: Payment, after: Payment, kind: Movement['kind']): NewMessage[] {
  const grownMinor = totalMinor(after, kind) - totalMinor(before, kind)
  const listedMinor = succeededMinor(after.movements, kind) - succeededMinor(before.movements, kind)
  // More was listed than the sum has grown by: the shop was told of it as a sum, before it was listed.
  let toldMinor = listedMinor - grownMinor
  const news = after.movements.filter((one) => one.kind === kind && hasChanged(before, one))
  const told = news.flatMap((movement) => {
    const isNew = findMovement(before.movements, movement.operationId) === undefined
    const isKnown = isNew && movement.status === 'succeeded' && movement.amountMinor <= toldMinor
    if (isKnown) toldMinor -= movement.amountMinor
    return isKnown ? [] : newsOf(after, movement)
  })
  return [...told, ...unlisted(after, kind, -toldMinor)]
}

/** An underpaid capture is a failed one to shops, however much arrived: the payment's status says so, not its movement. */
const isUntold = (payment: Payment, kind: Movement['kind']): boolean =>
  kind === 'capture' && payment.status === 'underpaid'

/** The items of a movement; all of them where it is for all of the money and does not say. */
const itemsOf = (payment: Payment, amountMinor: number, ids: readonly string[] = []) =>
  ids.length === 0 && amountMinor >= payment.amountMinor ? payment.orderItemIds : ids

function newsOf(payment: Payment, movement: Movement): NewMessage[] {
  const { kind, status, amountMinor, failureReason } = movement
  const fact = { orderItemIds: itemsOf(payment, amountMinor, movement.orderItemIds), amountMinor }
  if (status === 'succeeded') {
    return isUntold(payment, kind) ? [] : [announce(payment, words[kind].moved, fact)]
  }
  if (!isFailed(movement)) return []
  const context = { reason: failureReason ?? status }
  return [announce(payment, words[kind].failed, { ...fact, context })]
}

/** Money that moved and that no movement accounts for: the PSP captured by itself, or lists nothing. */
function unlisted(after: Payment, kind: Movement['kind'], amountMinor: number): NewMessage[] {
  if (amountMinor === 0 || isUntold(after, kind)) return []
  const movedMinor = Math.abs(amountMinor)
  const fact = { amountMinor: movedMinor, orderItemIds: itemsOf(after, movedMinor) }
  // What had moved is not there any more: it has failed after all.
  return [announce(after, amountMinor > 0 ? words[kind].moved : words[kind].failed, fact)]
}

/** The PSP says that the capture failed, and lists none that did. */
function failedWithout(before: Payment, after: Payment): NewMessage[] {
  const isNews = after.status === 'capture_failed' && before.status !== 'capture_failed'
  const isListed = after.movements.some(
    (one) => one.kind === 'capture' && isFailed(one) && hasChanged(before, one),
  )
  return isNews && !isListed ? [announce(after, 'PaymentCaptureFailed')] : []
}

/** What will not be taken any more, where something was taken: the items that no capture was for are canceled. */
function voided(before: Payment, after: Payment): NewMessage[] {
  const amountMinor = after.voidedMinor - before.voidedMinor
  if (amountMinor <= 0 || after.status === 'canceled') return []
  const canceled = before.voidedMinor > 0 ? uncapturedItems(before) : []
  const orderItemIds = uncapturedItems(after).filter((id) => !canceled.includes(id))
  return [announce(after, 'PaymentCanceled', { amountMinor, orderItemIds })]
}

/** The items that no capture was for; none where a capture did not say which items it was for. */
export function uncapturedItems({ movements, orderItemIds }: Payment): string[] {
  const captures = movements.filter(
    (movement) =>
      movement.kind === 'capture' && (movement.status === 'succeeded' || isUnderWay(movement)),
  )
  if (captures.some((capture) => capture.orderItemIds.length === 0)) return []
  const captured = new Set(captures.flatMap((capture) => capture.orderItemIds))
  return orderItemIds.filter((id) => !captured.has(id))
}
