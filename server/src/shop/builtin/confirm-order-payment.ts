import type { Failure } from '../../contract/failures.ts'
import type { Database } from '../../database/database.ts'
import type { Shopper } from '../../payments/shopper.ts'
import { fail, ok, type Result } from '../../result.ts'
import { beginAdvance } from './advance-order.ts'
import { release } from './cancel-items.ts'
import { keepAdvance } from './keep-advance.ts'
import type { Order } from './order.ts'
import { toConfirmInput } from './order-data.ts'
import type { OrderProcesses } from './order-processes.ts'
import { isUnpaid } from './order-state.ts'
import { findOwnedOrder, lockOrder } from './order-store.ts'
import type { ConfirmRefusal, PaymentApp } from './payment-app.ts'

type Deps = { db: Database; app: PaymentApp; processes: OrderProcesses }
type Kind =
  | Exclude<ConfirmRefusal, 'transaction-unknown'>
  | 'payment-not-found'
  | 'order-not-placed'
  | 'outcome-unknown'

/**
 * Tells the app which order was placed with its payment. An order that the app refuses is released at once, so that no order
 * stands without a payment; one whose confirmation nobody answered stands, and asking again goes on with it.
 */
export async function confirmOrderPayment(
  deps: Deps,
  shopper: Shopper,
  placed: Order,
): Promise<Result<Order, Failure<Kind>>> {
  if (isUnpaid(placed.state)) {
    const input = toConfirmInput(placed, shopper)
    const answer = await deps.app.confirm(placed.tenant, input)
    if (answer.kind === 'refused') {
      await dropRefused(deps, placed)
      return fail({ kind: toKind(answer.because) })
    }
    if (answer.kind === 'unknown') return fail({ kind: 'outcome-unknown', retryAfterSeconds: 2 })
  }
  const order = await findOwnedOrder(deps.db, shopper, placed.orderReference)
  return order && order.state !== 'canceled' ? ok(order) : fail({ kind: 'order-not-placed' })
}

/** To a shopper, a payment that is not theirs is not there. */
const toKind = (because: ConfirmRefusal | 'order-not-placed') =>
  because === 'transaction-unknown' ? 'payment-not-found' : because

const dropRefused = ({ db, processes }: Deps, placed: Order): Promise<void> =>
  db.transaction().execute(async (tx) => {
    const order = await lockOrder(tx, placed)
    if (!order || !isUnpaid(order.state)) return
    await keepAdvance(tx, release(beginAdvance(processes, order)))
  })
