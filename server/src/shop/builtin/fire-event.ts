import type { OrderDesk } from '../../back-office/order-desk.ts'
import type { Database, Executor } from '../../database/database.ts'
import { fail, ok } from '../../result.ts'
import { beginAdvance, happen } from './advance-order.ts'
import { keepAdvance } from './keep-advance.ts'
import { findProcessed, insertProcessed } from './message-store.ts'
import type { OrderProcesses } from './order-processes.ts'
import { lockOrder } from './order-store.ts'
import type { PaymentApp } from './payment-app.ts'
import { sendNow } from './send-commands.ts'

type Deps = { db: Database; app: PaymentApp; processes: OrderProcesses }
type FireEvent = OrderDesk['fireEvent']
type Command = Parameters<FireEvent>[0]
type Fired = Awaited<ReturnType<FireEvent>>
type Outcome = { fired: Fired; messageIds: readonly string[] }

/** Moves items of an order by hand, all of them or none, once per command; what follows for the payment is sent at once. */
export async function fireEvent(deps: Deps, wanted: Command): Promise<Fired> {
  const { fired, messageIds } = await deps.db
    .transaction()
    .execute((tx) => fire(tx, deps.processes, wanted))
  await sendNow(deps, wanted.tenant, messageIds)
  return fired
}

async function fire(tx: Executor, processes: OrderProcesses, wanted: Command): Promise<Outcome> {
  const { tenant, orderReference, orderItemIds, event } = wanted
  const order = await lockOrder(tx, { tenant, orderReference })
  if (!order) return { fired: fail('order-not-found'), messageIds: [] }
  const ids = new Set(orderItemIds)
  const meant = order.items.filter(({ id }) => ids.has(id))
  if (meant.length < ids.size) return notAvailable
  const mark = { tenant, messageId: `by-hand ${wanted.commandId}` }
  if (await findProcessed(tx, mark)) return { fired: ok(meant.map(whereIs)), messageIds: [] }
  const advance = happen(
    beginAdvance(processes, order),
    { kind: 'event', event, by: 'person' },
    orderItemIds,
  )
  if (advance.failures.length > 0) return notAvailable
  await insertProcessed(tx, mark)
  const messageIds = await keepAdvance(tx, advance)
  const moved = advance.order.items.filter(({ id }) => ids.has(id))
  return { fired: ok(moved.map(whereIs)), messageIds }
}

const notAvailable: Outcome = { fired: fail('order-event-not-available'), messageIds: [] }

const whereIs = ({ id, state }: { id: string; state: string }) => ({ id, state })
