import type { OutboundName } from '../contract/messages.ts'
import { announce, type Fact } from './announce.ts'
import { isSettled } from './begin-store.ts'
import { type CancelDeps, cancelPayment } from './cancel-payment.ts'
import { capturePayment } from './capture-payment.ts'
import type { Source } from './change.ts'
import { changePayment } from './change-payment.ts'
import type { Settles } from './keep-store.ts'
import { uncapturedItems } from './money-news.ts'
import { type BegunMove, type MoveRefusal, moversOf } from './move-money.ts'
import { isUnderWay } from './movement.ts'
import { capturableMinor, isUnpaid, type Payment } from './payment.ts'
import { refundPayment } from './refund-payment.ts'

/**
 * What a shop, or an operator, wants done to the payment of an order. `operationId` is made of the command's own id, so that
 * the same command moves money once. Amounts are in minor units; null means all that is left.
 */
export type PaymentCommand = {
  kind: 'capture' | 'cancel' | 'refund'
  operationId: string
  amountMinor: number | null
  orderItemIds: readonly string[]
  currency: string | null
  source: Source
}

/** In a word, what became of a command. The shop is told by message, now or when the PSP has said how it ended. */
export type Commanded =
  | 'asked'
  | 'known'
  | 'canceled'
  | 'pending'
  | 'refused'
  | 'done-already'
  | MoveRefusal
  | 'currency-differs'
  | 'provider-unknown'
  | 'underpaid'

type Answer = { name: OutboundName; fact: Partial<Fact>; note: Commanded }

/** Carries a command out, and answers it where the payment itself gives no answer. `settles` is written with that answer. */
export async function commandPayment(
  deps: CancelDeps,
  payment: Payment,
  command: PaymentCommand,
  settles: Settles = {},
): Promise<Commanded> {
  const because = await refuse(deps, payment, command)
  const outcome = because
    ? refusal(payment, command, because)
    : await verbs[command.kind](deps, payment, command, settles.inbox)
  if (typeof outcome === 'string') return outcome
  // An operator reads the answer; only what changes a payment is news for its shop.
  if (command.source !== 'operator') {
    await answer(deps, { payment, command, answer: outcome }, settles)
  }
  return outcome.note
}

/** What is known before anything is reserved or asked. */
async function refuse(
  { findPsp }: Pick<CancelDeps, 'findPsp'>,
  payment: Payment,
  command: PaymentCommand,
): Promise<'currency-differs' | 'provider-unknown' | null> {
  if (command.currency !== null && command.currency !== payment.currency) return 'currency-differs'
  return (await findPsp(payment)) ? null : 'provider-unknown'
}

type Verb = (
  deps: CancelDeps,
  payment: Payment,
  command: PaymentCommand,
  inbox: Settles['inbox'],
) => Promise<Commanded | Answer>

const verbs: Record<PaymentCommand['kind'], Verb> = {
  capture: async (deps, payment, command, inbox) =>
    toMoved(command, await capturePayment(deps, payment, command, command.source, inbox)),
  refund: async (deps, payment, command, inbox) =>
    toMoved(command, await refundPayment(deps, payment, command, command.source, inbox)),
  cancel,
}

const words = {
  capture: { done: 'PaymentCaptured', failed: 'PaymentCaptureFailed' },
  refund: { done: 'PaymentRefunded', failed: 'PaymentRefundFailed' },
  cancel: { done: 'PaymentCanceled', failed: 'PaymentCancellationFailed' },
} as const satisfies Record<PaymentCommand['kind'], Record<'done' | 'failed', OutboundName>>

function toMoved(command: PaymentCommand, begun: BegunMove): Commanded | Answer {
  if (begun.kind === 'begun') return 'asked'
  if (begun.kind === 'known') return 'known'
  return explain(command, begun.payment, begun.because)
}

/** Two commands for the same items are one wish: the second is told what became of it. */
function explain(
  command: PaymentCommand,
  payment: Payment,
  because: MoveRefusal,
): Commanded | Answer {
  const { kind, orderItemIds, amountMinor } = command
  if (kind === 'cancel') throw new Error('A cancel moves no money by itself.')
  // The shop was told that this capture failed, since too little came; that has not changed.
  if (kind === 'capture' && payment.status === 'underpaid') {
    return refusal(payment, command, 'underpaid')
  }
  if (because === 'items-moved-already') return explainItems(command, payment)
  if (because === 'nothing-left' && isSameWish(command, payment)) return 'done-already'
  if (because !== 'nothing-left' || !isTakenAsAWhole(command, payment)) {
    return refusal(payment, command, because)
  }
  const fact = factOf(orderItemIds, amountMinor ?? payment.capturedMinor)
  return { name: words.capture.done, fact, note: 'done-already' }
}

/** What is wanted is on its way already, by itself or with all the rest: the answer to the first tells the second. */
const isSameWish = ({ kind, orderItemIds }: PaymentCommand, payment: Payment): boolean =>
  payment.movements.some(
    (one) =>
      one.kind === kind &&
      isUnderWay(one) &&
      (one.orderItemIds.length === 0 || orderItemIds.every((id) => one.orderItemIds.includes(id))),
  )

/** The provider has taken all of it, for no items in particular: whatever the shop wants captured is. */
const isTakenAsAWhole = ({ kind }: PaymentCommand, payment: Payment): boolean =>
  kind === 'capture' &&
  payment.capturedMinor >= payment.amountMinor &&
  payment.movements.every((one) => one.kind !== 'capture' || one.orderItemIds.length === 0)

function explainItems(command: PaymentCommand, payment: Payment): Commanded | Answer {
  const { kind, orderItemIds } = command
  const movers = moversOf(payment, kind === 'refund' ? 'refund' : 'capture', orderItemIds)
  const moved = new Set(movers.flatMap((mover) => mover.orderItemIds))
  const others = orderItemIds.filter((id) => !moved.has(id))
  // What was moved already must not become a failure at the shop: only the others are named.
  if (others.length > 0) {
    return refusal(payment, { ...command, orderItemIds: others }, 'items-moved-already')
  }
  if (movers.some((mover) => mover.status !== 'succeeded')) return 'done-already'
  // What has moved of these items is told, whatever was asked for this time.
  const movedMinor = movers.reduce((sum, mover) => sum + mover.amountMinor, 0)
  const isExact = [...moved].every((id) => orderItemIds.includes(id))
  const fact = factOf(orderItemIds, isExact ? movedMinor : (command.amountMinor ?? movedMinor))
  return { name: words[kind].done, fact, note: 'done-already' }
}

/** The items that a command names; the whole order where it names none. */
const factOf = (orderItemIds: readonly string[], amountMinor?: number): Partial<Fact> => ({
  ...(orderItemIds.length > 0 && { orderItemIds }),
  ...(amountMinor !== undefined && { amountMinor }),
})

const refusal = (
  payment: Payment,
  { kind, orderItemIds, amountMinor }: PaymentCommand,
  because: Exclude<Commanded, 'asked' | 'known'>,
): Answer => ({
  name: words[kind].failed,
  fact: {
    ...factOf(orderItemIds, amountMinor ?? undefined),
    context: { reason: reasonOf(payment, because) },
  },
  note: because,
})

/** That nothing is left says little to somebody who has not been told why. */
function reasonOf(payment: Payment, because: string): string {
  if (because !== 'nothing-left') return because
  if (payment.status === 'canceled') return 'payment-canceled'
  return isUnpaid(payment.status) ? 'not-authorized' : because
}

async function cancel(
  deps: CancelDeps,
  payment: Payment,
  command: PaymentCommand,
): Promise<Commanded | Answer> {
  const { operationId, source } = command
  if (await isSettled(deps.db, payment, operationId)) return 'known'
  if (payment.status === 'canceled') return canceledAlready(payment, command)
  const cancellation = await cancelPayment(deps, payment, source, { operationId })
  switch (cancellation) {
    case 'canceled':
    case 'pending':
      return cancellation
    case 'already-paid':
    case 'not-cancelable':
      return 'refused'
    case 'changed':
      return 'pending'
    case 'nothing-to-cancel':
      return isGivenUp(payment)
        ? canceledAlready(payment, command)
        : refusal(payment, command, 'nothing-left')
  }
}

/** The rest of a payment that was captured in part is given up already. */
const isGivenUp = (payment: Payment): boolean =>
  payment.voidedMinor > 0 && capturableMinor(payment) === 0

const canceledAlready = (payment: Payment, { orderItemIds }: PaymentCommand): Answer => {
  const ids = payment.status === 'canceled' ? payment.orderItemIds : uncapturedItems(payment)
  const amountMinor = payment.status === 'canceled' ? payment.amountMinor : payment.voidedMinor
  const fact = factOf(orderItemIds.length > 0 ? orderItemIds : ids, amountMinor)
  return { name: words.cancel.done, fact, note: 'done-already' }
}

/** The order waits for an answer even when there is nothing left to do. */
const answer = (
  deps: CancelDeps,
  told: { payment: Payment; command: PaymentCommand; answer: Answer },
  settles: Settles,
): Promise<Payment> => {
  const { source, operationId } = told.command
  const { name, fact, note } = told.answer
  const details = { name, because: note, operationId }
  const entry = { source, event: 'command-answered', fromStatus: null, toStatus: null, details }
  return changePayment(
    deps,
    told.payment,
    (current) => ({
      payment: current,
      history: [entry],
      messages: current.orderReference === null ? [] : [announce(current, name, fact)],
    }),
    settles,
  )
}
