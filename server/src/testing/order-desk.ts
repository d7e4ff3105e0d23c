import type { DeskItem, DeskOrder, OrderDesk, OrderSearch } from '../back-office/order-desk.ts'
import { fail, ok } from '../result.ts'

export type KeptOrder = { tenant: string; order: DeskOrder; items: DeskItem[] }

/** An order of one tenant with one item, before anything happened to it. */
export function anOrder({
  tenant = 'demo',
  items = [anItem()],
  ...order
}: { tenant?: string; items?: DeskItem[] } & Partial<DeskOrder> = {}): KeptOrder {
  const createdExactly = order.createdExactly ?? '2026-01-15T09:14:02.118000Z'
  return {
    tenant,
    items,
    order: {
      orderReference: 'DE--1042',
      createdAt: new Date(createdExactly),
      createdExactly,
      currency: 'EUR',
      totals: {
        subtotalMinor: 24_400,
        expenseMinor: 490,
        discountMinor: 0,
        taxMinor: 3_974,
        grandTotalMinor: 24_890,
      },
      customer: { firstName: 'Ada', lastName: 'Kern', email: 'ada@example.org' },
      states: [{ state: 'payment captured', count: 1 }],
      transactionId: null,
      ...order,
    },
  }
}

export const anItem = (overrides: Partial<DeskItem> = {}): DeskItem => ({
  id: '7',
  sku: 'fjord',
  name: 'Desk lamp',
  quantity: 2,
  unitPriceMinor: 12_445,
  process: 'demo-process',
  state: 'payment captured',
  since: new Date('2026-01-15T09:15:00Z'),
  history: [{ state: 'new', event: null, at: new Date('2026-01-15T09:14:02Z') }],
  events: ['refund'],
  ...overrides,
})

/** A shop in memory whose only event is a refund, fired once per command. */
export function aDesk({ orders = [] }: { orders?: KeptOrder[] } = {}): OrderDesk {
  const fired = new Set<string>()
  const find = (tenant: string, reference: string) =>
    orders.find((one) => one.tenant === tenant && one.order.orderReference === reference)
  const search = ({ tenant, q, state, isWithoutPayment }: OrderSearch) =>
    orders
      .filter(
        ({ tenant: owner, order }) =>
          owner === tenant &&
          (q === undefined || order.orderReference.startsWith(q)) &&
          (state === undefined || order.states.some((one) => one.state === state)) &&
          (!isWithoutPayment || order.transactionId === null),
      )
      .map(({ order }) => order)
      .toSorted((one, other) => (placeOf(one) < placeOf(other) ? 1 : -1))
  return {
    listOrders: async (asked, { from, limit }) =>
      search(asked)
        .filter((order) => !from || placeOf(order) < `${from.at} ${from.id}`)
        .slice(0, limit),
    countOrders: async (asked, countMax) => Math.min(search(asked).length, countMax),
    listStates: () => ['new', 'payment captured', 'payment refund pending'],
    findOrder: async (tenant, reference) => find(tenant, reference) ?? null,
    fireEvent: async ({ tenant, orderReference, orderItemIds, event, commandId }) => {
      const kept = find(tenant, orderReference)
      if (!kept) return fail('order-not-found')
      const named = kept.items.filter(({ id }) => orderItemIds.includes(id))
      const isKnown = fired.has(commandId)
      const isPossible = named.every(({ events }) => events.includes(event))
      if (named.length < orderItemIds.length || !(isKnown || isPossible)) {
        return fail('order-event-not-available')
      }
      fired.add(commandId)
      for (const item of named) Object.assign(item, { state: 'payment refund pending', events: [] })
      return ok(named.map(({ id, state }) => ({ id, state })))
    },
    drawProcess: async ({ tenant, name, orderReference }) => {
      if (name !== 'demo-process') return fail('process-not-found')
      const kept = orderReference === null ? null : find(tenant, orderReference)
      if (kept === undefined) return fail('order-not-found')
      const lit = kept?.items.map(({ state }) => state).join() ?? ''
      return ok(`<svg xmlns="http://www.w3.org/2000/svg"><title>${lit}</title></svg>`)
    },
  }
}

const placeOf = ({ createdExactly, orderReference }: DeskOrder): string =>
  `${createdExactly} ${orderReference}`
