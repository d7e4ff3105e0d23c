import type { Failure } from '../../contract/failures.ts'
import type { OutputOf } from '../../contract/operation.ts'
import type { cancelOrder as operation } from '../../contract/shop/checkout.ts'
import type { Database, Executor } from '../../database/database.ts'
import type { Shopper } from '../../payments/shopper.ts'
import { fail, ok, type Result } from '../../result.ts'
import { beginAdvance } from './advance-order.ts'
import { wishCanceled } from './cancel-items.ts'
import { keepAdvance } from './keep-advance.ts'
import type { OrderProcesses } from './order-processes.ts'
import { isUnpaid } from './order-state.ts'
import { findOwnedOrder, lockOrder } from './order-store.ts'
import type { PaymentApp } from './payment-app.ts'
import { sendNow } from './send-commands.ts'

type Deps = { db: Database; app: PaymentApp; processes: OrderProcesses }
type Kind = 'order-not-found' | 'order-not-cancellable'
type Answer = OutputOf<typeof operation>

/**
 * Asks to cancel an unpaid order. The payment is canceled first, the order after it; asking again while that runs changes
 * nothing.
 */
export async function cancelOrder(
  deps: Deps,
  shopper: Shopper,
  orderReference: string,
): Promise<Result<Answer, Failure<Kind>>> {
  const asked = await deps.db
    .transaction()
    .execute((tx) => ask(tx, deps.processes, { shopper, orderReference }))
  if (!asked.ok) return asked
  await sendNow(deps, shopper.tenant, asked.value)

  const order = await findOwnedOrder(deps.db, shopper, orderReference)
  if (!order) return fail({ kind: 'order-not-found' })
  const { state, isCancellationPending } = order
  return ok({ orderReference, state, isCancellationPending })
}

/** Answers the ids of the commands to send; there are none when there is nothing to ask. */
async function ask(
  tx: Executor,
  processes: OrderProcesses,
  { shopper, orderReference }: { shopper: Shopper; orderReference: string },
): Promise<Result<readonly string[], Failure<Kind>>> {
  const order = await lockOrder(tx, { tenant: shopper.tenant, orderReference })
  if (!order || order.owner !== shopper.owner) return fail({ kind: 'order-not-found' })
  if (order.state === 'canceled' || order.isCancellationPending) return ok([])
  if (!isUnpaid(order.state)) return fail({ kind: 'order-not-cancellable' })
  const advance = wishCanceled(beginAdvance(processes, order))
  if (advance.entries.length === 0) return fail({ kind: 'order-not-cancellable' })
  return ok(await keepAdvance(tx, advance))
}
