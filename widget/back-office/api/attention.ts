import { useQuery } from '@tanstack/react-query'
import type { AttentionList } from './contract.ts'
import { useApi } from './use-api.tsx'

const everyMs = 60_000

/** What needs somebody now. Deadlines pass without any change of a payment, so it is also read by the clock. */
export function useAttention() {
  const api = useApi()
  return useQuery({
    queryKey: ['attention'],
    queryFn: ({ signal }) => api.read<AttentionList>('/attention', { signal }),
    refetchInterval: everyMs,
  })
}
