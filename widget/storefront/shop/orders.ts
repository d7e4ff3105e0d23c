import { useMutation, useQuery } from '@tanstack/react-query'
import type { OrderView } from '../../../server/src/contract/shop/checkout.ts'
import type { Resource, Shop } from './json-api.ts'
import { conditionOf } from './order-condition.ts'
import { useRelease } from './release-order.ts'
import { useShop } from './use-shop.ts'

export type Order = OrderView

const cancelingIntervalMs = 1000
const pendingIntervalMs = 1500

const isSettling = (order: Order) =>
  order.state === 'payment pending' || order.isCancellationPending

function refetchIntervalOf(order: Order | undefined): number | false {
  if (!order || !isSettling(order)) return false
  return order.isCancellationPending ? cancelingIntervalMs : pendingIntervalMs
}

async function readOrder(shop: Shop, orderReference: string, signal: AbortSignal): Promise<Order> {
  const { data } = await shop.get<Resource<Order>>(
    `/orders/${encodeURIComponent(orderReference)}`,
    { signal },
  )
  return data.attributes
}

/** The shopper's orders, newest first. */
export function useOrders() {
  const { shop, owner } = useShop()
  return useQuery({
    queryKey: ['orders', owner],
    queryFn: async ({ signal }) => {
      const { data } = await shop.get<Resource<Order>[]>('/orders', { signal })
      return data.map(({ attributes }) => attributes)
    },
  })
}

/** One order, read again and again while its payment is still open. */
export function useOrder(orderReference: string) {
  const { shop, owner } = useShop()
  return useQuery({
    queryKey: ['order', owner, orderReference],
    queryFn: ({ signal }) => readOrder(shop, orderReference, signal),
    refetchInterval: ({ state }) => refetchIntervalOf(state.data),
  })
}

/** The newest order that nobody has paid yet or that is being released, if there is one. */
export function useUnfinishedOrder(): Order | null {
  const orders = useOrders().data ?? []
  const isUnfinished = (order: Order) =>
    order.openPayment !== null || order.isCancellationPending || conditionOf(order) === 'open'
  return orders.find(isUnfinished) ?? null
}

/** Releases an unpaid order. `onReleased` is called even when what asked for it is no longer shown. */
export function useOrderCancellation(order: Order, { onReleased }: { onReleased: () => void }) {
  return useMutation({ mutationFn: useRelease(order.idCart), onSuccess: onReleased })
}
