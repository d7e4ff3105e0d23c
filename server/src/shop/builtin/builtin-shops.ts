import type { OrderDesk } from '../../back-office/order-desk.ts'
import { fail } from '../../result.ts'
import type { Shop } from '../shop.ts'
import type { BuiltinShop } from './builtin-shop.ts'

/** Several shops, each of a tenant of its own: whatever is asked goes to the shop of the tenant that it is about. */
export type BuiltinShops = {
  port: Shop
  orderDesk: OrderDesk
  has(tenant: string): boolean
  /** The shop of a tenant that has one. */
  at(tenant: string): BuiltinShop
  /** One round of the message brokers, of all but one tenant perhaps; what one throws does not hold up the others. */
  fetchMessages(except?: string): Promise<number>
  /** One round of the worker for every shop; answers how much there was to do. */
  tick(limit: number): Promise<number>
}

export function joinShops(shops: readonly BuiltinShop[]): BuiltinShops {
  const byTenant = new Map(shops.map((shop) => [shop.tenant, shop]))
  const find = (tenant: string): BuiltinShop | null => byTenant.get(tenant) ?? null
  return {
    port: joinPorts(find),
    orderDesk: joinDesks(find, shops),
    has: (tenant) => byTenant.has(tenant),
    at: (tenant) => {
      const shop = find(tenant)
      if (!shop) throw new Error(`The tenant "${tenant}" has no shop here.`)
      return shop
    },
    fetchMessages: (except) =>
      inAll(
        shops.filter(({ tenant }) => tenant !== except),
        (shop) => shop.fetchMessages(),
      ),
    tick: (limit) => inAll(shops, (shop) => shop.tick(limit)),
  }
}

type Find = (tenant: string) => BuiltinShop | null

const joinPorts = (find: Find): Shop => ({
  readCart: async (shopper, idCart) =>
    (await find(shopper.tenant)?.port.readCart(shopper, idCart)) ?? fail('cart-not-found'),
  repriceCart: async (shopper, idCart, repricing) =>
    (await find(shopper.tenant)?.port.repriceCart(shopper, idCart, repricing)) ??
    fail('cart-not-found'),
  findOrder: async (payment) => (await find(payment.tenant)?.port.findOrder(payment)) ?? null,
})

const joinDesks = (find: Find, shops: readonly BuiltinShop[]): OrderDesk => {
  const deskOf = (tenant: string) => find(tenant)?.orderDesk
  return {
    listOrders: async (search, page) =>
      (await deskOf(search.tenant)?.listOrders(search, page)) ?? [],
    countOrders: async (search, countMax) =>
      (await deskOf(search.tenant)?.countOrders(search, countMax)) ?? 0,
    listStates: () => [...new Set(shops.flatMap(({ orderDesk }) => orderDesk.listStates()))],
    findOrder: async (tenant, orderReference) =>
      (await deskOf(tenant)?.findOrder(tenant, orderReference)) ?? null,
    fireEvent: async (command) =>
      (await deskOf(command.tenant)?.fireEvent(command)) ?? fail('order-not-found'),
    drawProcess: async (drawing) =>
      (await deskOf(drawing.tenant)?.drawProcess(drawing)) ?? fail('process-not-found'),
  }
}

async function inAll(
  shops: readonly BuiltinShop[],
  act: (shop: BuiltinShop) => Promise<number>,
): Promise<number> {
  const rounds = await Promise.allSettled(shops.map(act))
  const defects = rounds.flatMap((round) => (round.status === 'rejected' ? [round.reason] : []))
  if (defects.length === 1) throw defects[0]
  if (defects.length > 1) throw new AggregateError(defects, 'Several shops failed.')
  return rounds.reduce((sum, round) => sum + (round.status === 'fulfilled' ? round.value : 0), 0)
}
