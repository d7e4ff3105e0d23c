import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Query } from './api.ts'
import type { MerchantList, TransferList } from './contract.ts'
import { useApi } from './use-api.tsx'

/** One page of merchants; the page before stays until it is there. */
export function useMerchants(query: Query) {
  const api = useApi()
  return useQuery({
    queryKey: ['merchants', query],
    queryFn: ({ signal }) => api.read<MerchantList>('/merchants', { query, signal }),
    placeholderData: keepPreviousData,
  })
}

/** One page of transfers; the page before stays until it is there. */
export function useTransfers(query: Query) {
  const api = useApi()
  return useQuery({
    queryKey: ['transfers', query],
    queryFn: ({ signal }) => api.read<TransferList>('/transfers', { query, signal }),
    placeholderData: keepPreviousData,
  })
}
