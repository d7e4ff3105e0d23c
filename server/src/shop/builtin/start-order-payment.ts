import { setTimeout as delay } from 'node:timers/promises'
import type { Failure } from '../../contract/failures.ts'
import type { Database } from '../../database/database.ts'
import type { Shopper } from '../../payments/shopper.ts'
import { fail, ok, type Result } from '../../result.ts'
import { beginAdvance } from './advance-order.ts'
import { cancelAgain, release, wishCanceled } from './cancel-items.ts'
import { keepAdvance } from './keep-advance.ts'
import type { Order } from './order.ts'
import { countStart, replacePayment } from './order-change-store.ts'
import { toInitializeInput } from './order-data.ts'
import type { OrderProcesses } from './order-processes.ts'
import { isUnpaid } from './order-state.ts'
import { findOwnedOrder, lockOrder } from './order-store.ts'
import type { PaymentApp, StartAnswer } from './payment-app.ts'
import { sendNow } from './send-commands.ts'
import type { Storefront } from './storefront.ts'

type Deps = { db: Database; app: PaymentApp; processes: OrderProcesses; storefront: Storefront }
type Kind = 'order-not-placed' | 'psp-unavailable' | 'outcome-unknown' | 'too-many-attempts'
type Started = Result<Order, Failure<Kind>>

const inFlightWaitsMax = 40
const inFlightWaitMs = 250

/**
 * Starts the payment of a placed order, or continues a start whose answer was lost: the app knows the request by the order
 * reference and answers the same payment. While another request is starting it, this one waits for its answer.
 */
export async function startOrderPayment(
  deps: Deps,
  shopper: Shopper,
  placed: Order,
): Promise<Started> {
  for (let waits = 0; waits < inFlightWaitsMax; waits += 1) {
    if ((await countStart(deps.db, placed)) === null) return readStarted(deps, shopper, placed)
    const input = toInitializeInput(placed, shopper, deps.storefront)
    const answer = await deps.app.start(placed.tenant, placed.orderReference, input)
    if (answer.kind !== 'in-flight') return settle(deps, placed, answer)
    await delay(inFlightWaitMs)
  }
  return fail({ kind: 'outcome-unknown' })
}

async function readStarted({ db }: Deps, shopper: Shopper, placed: Order): Promise<Started> {
  const order = await findOwnedOrder(db, shopper, placed.orderReference)
  if (!order || order.state === 'canceled') return fail({ kind: 'order-not-placed' })
  if (order.isCancellationPending && order.redirectUrl === null) {
    return fail({ kind: 'order-not-placed', detail: beingCanceled })
  }
  return ok(order)
}

export const beingCanceled = 'The open order of this cart is being canceled. Repeat when it is.'

async function settle(deps: Deps, placed: Order, answer: StartAnswer): Promise<Started> {
  switch (answer.kind) {
    case 'started':
      return keepStarted(deps, placed, answer)
    case 'refused':
      await dropRefused(deps, placed)
      return fail({ kind: 'order-not-placed' })
    case 'too-many-attempts':
      await dropRefused(deps, placed)
      return fail({ kind: 'too-many-attempts', retryAfterSeconds: answer.retryAfterSeconds })
    case 'unavailable':
      return fail({ kind: 'psp-unavailable' })
    case 'unknown':
    case 'in-flight':
      return fail({ kind: 'outcome-unknown' })
  }
}

type Payment = { transactionId: string; redirectUrl: string | null }

/** An order that was released while the app was starting its payment must not be paid: the payment is canceled again. */
async function keepStarted(deps: Deps, placed: Order, payment: Payment): Promise<Started> {
  const state = await replacePayment(deps.db, placed, payment)
  if (state !== 'canceled') return ok({ ...placed, ...payment, state })
  const messageIds = await deps.db.transaction().execute(async (tx) => {
    const order = await lockOrder(tx, placed)
    return order ? keepAdvance(tx, cancelAgain(beginAdvance(deps.processes, order))) : []
  })
  await sendNow(deps, placed.tenant, messageIds)
  return fail({ kind: 'order-not-placed' })
}

/**
 * A refused order is released at once, if this was the only attempt. After an attempt whose answer was lost there may be a
 * payment, so the app is asked to cancel it first.
 */
async function dropRefused(deps: Deps, placed: Order): Promise<void> {
  const messageIds = await deps.db.transaction().execute(async (tx) => {
    const order = await lockOrder(tx, placed)
    if (!order || !isUnpaid(order.state) || order.isCancellationPending) return []
    const advance = beginAdvance(deps.processes, order)
    return keepAdvance(tx, order.startAttempts > 1 ? wishCanceled(advance) : release(advance))
  })
  await sendNow(deps, placed.tenant, messageIds)
}
