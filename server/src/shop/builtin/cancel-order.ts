import type { Failure } from '../../contract/failures.ts'
import type { OutputOf } from '../../contract/operation.ts'
import type { cancelOrder as operation } from '../../contract/shop/checkout.ts'
import type { Database, Executor } from '../../database/database.ts'
import type { Shopper } from '../../payments/shopper.ts'
import { fail, ok, type Result } from '../../result.ts'
import { isUnpaid } from './order-state.ts'
import { findOwnedOrder, lockOrder } from './order-store.ts'
import type { PaymentApp } from './payment-app.ts'
import { requestCancellation } from './request-cancellation.ts'
import { sendCommands } from './send-commands.ts'

type Kind = 'order-not-found' | 'order-not-cancellable'
type Answer = OutputOf<typeof operation>

/**
 * Asks to cancel an unpaid order. The payment is canceled first, the order after it; asking again while that runs changes
 * nothing.
 */
export async function cancelOrder(
  deps: { db: Database; app: PaymentApp },
  shopper: Shopper,
  orderReference: string,
): Promise<Result<Answer, Failure<Kind>>> {
  const asked = await deps.db.transaction().execute((tx) => ask(tx, shopper, orderReference))
  if (!asked.ok) return asked
  if (asked.value) await sendCommands(deps, shopper.tenant, { messageId: asked.value, limit: 1 })

  const order = await findOwnedOrder(deps.db, shopper, orderReference)
  if (!order) return fail({ kind: 'order-not-found' })
  const { state, isCancellationPending } = order
  return ok({ orderReference, state, isCancellationPending })
}

/** Answers the id of the command to send, or null when there is nothing to ask. */
async function ask(
  tx: Executor,
  shopper: Shopper,
  orderReference: string,
): Promise<Result<string | null, Failure<Kind>>> {
  const order = await lockOrder(tx, { tenant: shopper.tenant, orderReference })
  if (!order || order.owner !== shopper.owner) return fail({ kind: 'order-not-found' })
  if (order.state === 'canceled' || order.isCancellationPending) return ok(null)
  if (!isUnpaid(order.state)) return fail({ kind: 'order-not-cancellable' })
  return ok(await requestCancellation(tx, order, 'shopper'))
}
