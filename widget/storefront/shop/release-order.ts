import { useQueryClient } from '@tanstack/react-query'
import type { Resource, Shop } from './json-api.ts'
import { wasPaid } from './order-condition.ts'
import type { Order } from './orders.ts'
import { useShop } from './use-shop.ts'

const readsMax = 30
const readIntervalMs = 1000

/** Releases the unpaid order made of a cart; resolves once the cart is open again, else rejects. */
export function useRelease(idCart: string): () => Promise<void> {
  const { shop } = useShop()
  const queries = useQueryClient()
  return async () => {
    try {
      const order = await findOrder(shop, idCart)
      if (!order || order.state === 'canceled') return
      const { orderReference } = order
      const type = 'order-cancellations'
      await shop.post('/order-cancellations', { type, attributes: { orderReference } })
      await waitForRelease(shop, idCart)
    } finally {
      void queries.invalidateQueries()
    }
  }
}

/** Orders come newest first, so the first one of a cart is what the cart has become last. */
async function findOrder(shop: Shop, idCart: string): Promise<Order | undefined> {
  const { data } = await shop.get<Resource<Order>[]>('/orders')
  return data.find(({ attributes }) => attributes.idCart === idCart)?.attributes
}

async function waitForRelease(shop: Shop, idCart: string): Promise<void> {
  for (let reads = 0; reads < readsMax; reads += 1) {
    const order = await findOrder(shop, idCart)
    if (order?.state === 'canceled') return
    if (order && wasPaid(order)) throw new Error('The order was paid in the meantime.')
    await new Promise((resolve) => setTimeout(resolve, readIntervalMs))
  }
  throw new Error('The order was not released in time.')
}
