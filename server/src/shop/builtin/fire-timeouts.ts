import type { Database, Executor } from '../../database/database.ts'
import { type Advance, beginAdvance, happen } from './advance-order.ts'
import { claimTimeouts, findTimeouts } from './advance-store.ts'
import { keepAdvance } from './keep-advance.ts'
import type { OrderProcesses } from './order-processes.ts'
import { lockOrder } from './order-store.ts'
import type { PaymentApp } from './payment-app.ts'
import { sendNow } from './send-commands.ts'

type Deps = { db: Database; app: PaymentApp; processes: OrderProcesses }
type Due = Awaited<ReturnType<typeof claimTimeouts>>[number]

/**
 * Fires the timeouts that are due, each once however many processes ask, and sends the commands that come of it. Answers how
 * many orders were looked at.
 */
export async function fireTimeouts(deps: Deps, tenant: string, limit: number): Promise<number> {
  const due = await claimTimeouts(deps.db, tenant, limit)
  const orders = Map.groupBy(due, ({ orderReference }) => orderReference)
  for (const ofOrder of orders.values()) {
    const messageIds = await deps.db
      .transaction()
      .execute((tx) => fire(tx, deps.processes, ofOrder))
    await sendNow(deps, tenant, messageIds)
  }
  return orders.size
}

async function fire(
  tx: Executor,
  processes: OrderProcesses,
  claimed: readonly Due[],
): Promise<readonly string[]> {
  const [first] = claimed
  const order = first && (await lockOrder(tx, first))
  if (!order) return []
  const still = await findTimeouts(tx, order)
  const due = claimed.filter(({ itemId, event }) => still.has(`${itemId} ${event}`))
  const byEvent = Map.groupBy(due, ({ event }) => event)
  const advance = [...byEvent].reduce(
    (next: Advance, [event, ofEvent]) =>
      happen(
        next,
        { kind: 'event', event, by: 'timeout' },
        ofEvent.map(({ itemId }) => itemId),
      ),
    beginAdvance(processes, order),
  )
  const waiting = new Set(
    advance.failures.flatMap(({ itemId, failure }) =>
      failure.kind === 'command-pending' ? [itemId] : [],
    ),
  )
  return keepAdvance(
    tx,
    advance,
    due.filter(({ itemId }) => !waiting.has(itemId)),
  )
}
