import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Query } from './api.ts'
import type { PaymentDossier, PaymentList } from './contract.ts'
import { useApi } from './use-api.tsx'

/** One page of payments; the page before stays until it is there. */
export function usePayments(query: Query) {
  const api = useApi()
  return useQuery({
    queryKey: ['payments', query],
    queryFn: ({ signal }) => api.read<PaymentList>('/payments', { query, signal }),
    placeholderData: keepPreviousData,
  })
}

/** Everything that is known of one payment. */
export function usePayment(transactionId: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['payment', transactionId],
    queryFn: ({ signal }) =>
      api.read<PaymentDossier>(`/payments/${encodeURIComponent(transactionId)}`, { signal }),
  })
}
