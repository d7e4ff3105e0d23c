import { randomUUID } from 'node:crypto'
import type { OutboundName } from '../../../contract/messages.ts'
import type { OrderState } from '../../../contract/shop/checkout.ts'
import type { OpenedShop } from './open-shop.ts'
import { aMessage, anOrder, expectValue, someGuest, tenant } from './open-shop.ts'

/** A placed order in the hands of its shopper, its payment app and an operator. */
export async function openOrder(
  { shop, app }: OpenedShop,
  ...items: readonly { sku: string; quantity: number }[]
) {
  const guest = someGuest()
  const orderReference = await anOrder(
    shop,
    guest,
    ...(items.length > 0 ? items : [{ sku: 'fjord', quantity: 2 }]),
  )
  const read = async () => {
    const order = await shop.orderDesk.findOrder(tenant, orderReference)
    if (!order) throw new Error(`Order ${orderReference} is not there.`)
    return order
  }
  const ids = (await read()).items.map(({ id }) => id)
  return {
    guest,
    orderReference,
    ids,
    read,
    /** The state of each item, in their order. */
    states: async () => (await read()).items.map(({ state }) => state),
    /** The state that the shopper sees. */
    state: async (): Promise<OrderState> =>
      expectValue(await shop.findOrder(guest, orderReference)).state,
    /** A message of the app, about these items or the whole order. */
    hear: (
      name: OutboundName,
      about: { orderItemIds?: readonly (string | number)[]; amount?: number | string } = {},
    ) => shop.consume(aMessage(name, orderReference, about)),
    /** Fires an event by hand, for these items or all. */
    press: (
      event: string,
      orderItemIds: readonly string[] = ids,
      commandId: string = randomUUID(),
    ) => shop.orderDesk.fireEvent({ tenant, orderReference, orderItemIds, event, commandId }),
    /** What the app was sent, in order. */
    sent: () =>
      app
        .commands()
        .filter(({ body }) => body['orderReference'] === orderReference)
        .map(({ headers, body }) => {
          const { orderItemIds, amount } = body
          return { name: headers['transfer-name'], orderItemIds, amount }
        }),
  }
}

export type OpenedOrder = Awaited<ReturnType<typeof openOrder>>
