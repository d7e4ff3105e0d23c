import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Query } from './api.ts'
import type { OrderDossier, OrderList } from './contract.ts'
import { useApi } from './use-api.tsx'

/** One page of orders; the page before stays until it is there. */
export function useOrders(query: Query) {
  const api = useApi()
  return useQuery({
    queryKey: ['orders', query],
    queryFn: ({ signal }) => api.read<OrderList>('/orders', { query, signal }),
    placeholderData: keepPreviousData,
  })
}

/** One order with the states of its items. */
export function useOrder(orderReference: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['order', orderReference],
    queryFn: ({ signal }) =>
      api.read<OrderDossier>(`/orders/${encodeURIComponent(orderReference)}`, { signal }),
  })
}

/** A process as a picture, with the states lit that the items of this order are in now. */
export function useProcessDiagram(process: string, orderReference: string, states: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['diagram', process, orderReference, states],
    queryFn: ({ signal }) =>
      api.readPicture(`/order-processes/${encodeURIComponent(process)}/diagram`, {
        query: { orderReference },
        signal,
      }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}
