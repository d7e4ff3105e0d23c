import type { DeskItem, OrderDesk } from '../../back-office/order-desk.ts'
import type { Database } from '../../database/database.ts'
import { fail, ok } from '../../result.ts'
import { countOrders, findDeskOrder, listItemHistories, searchOrders } from './desk-store.ts'
import { fireEvent } from './fire-event.ts'
import { drawProcess } from './oms/draw-process.ts'
import { availableEvents, type Process } from './oms/process.ts'
import type { OrderProcesses } from './order-processes.ts'
import type { PaymentApp } from './payment-app.ts'

type Deps = { db: Database; app: PaymentApp; processes: OrderProcesses }

/** The orders of this shop, as an operator sees and moves them. */
export const createOrderDesk = (deps: Deps): OrderDesk => ({
  listOrders: (search, page) => searchOrders(deps.db, search, page),
  countOrders: (search, countMax) => countOrders(deps.db, search, countMax),
  listStates: () => deps.processes.states,
  findOrder: (tenant, orderReference) => findOrder(deps, { tenant, orderReference }),
  fireEvent: (command) => fireEvent(deps, command),
  drawProcess: (drawing) => draw(deps, drawing),
})

async function findOrder(
  { db, processes }: Deps,
  key: { tenant: string; orderReference: string },
): ReturnType<OrderDesk['findOrder']> {
  const [order, items] = await Promise.all([findDeskOrder(db, key), listItemHistories(db, key)])
  return order && { order, items: items.map((item) => toDeskItem(processes, item)) }
}

type StoredItem = Awaited<ReturnType<typeof listItemHistories>>[number]

const toDeskItem = (processes: OrderProcesses, item: StoredItem): DeskItem => ({
  id: item.id,
  sku: item.sku,
  name: item.name,
  quantity: item.quantity,
  unitPriceMinor: Number(item.unit_price),
  process: item.process,
  state: item.state,
  since: item.entered_at,
  history: item.history.map(({ state, event, note, at }) => ({
    state,
    event: note === null ? event : `${event} (${note})`,
    at: new Date(at),
  })),
  events: eventsOf(processes.find(item.process), item),
})

/** While an item waits for a command nothing can be done with it by hand. */
const eventsOf = (process: Process | null, { state, awaiting }: StoredItem): string[] =>
  process && awaiting === null ? availableEvents(process, state).map(({ name }) => name) : []

async function draw(
  { db, processes }: Deps,
  { tenant, name, orderReference }: Parameters<OrderDesk['drawProcess']>[0],
): ReturnType<OrderDesk['drawProcess']> {
  const process = processes.find(name)
  if (!process) return fail('process-not-found')
  if (orderReference === null) return ok(drawProcess(process))
  const order = await findDeskOrder(db, { tenant, orderReference })
  if (!order) return fail('order-not-found')
  const counts = Object.fromEntries(order.states.map(({ state, count }) => [state, count]))
  return ok(drawProcess(process, { lit: Object.keys(counts), counts }))
}
