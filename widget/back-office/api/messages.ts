import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Query } from './api.ts'
import type { InboxList, MessageList } from './contract.ts'
import { useApi } from './use-api.tsx'

/** One page of messages to the shop. */
export function useMessages(query: Query) {
  const api = useApi()
  return useQuery({
    queryKey: ['messages', query],
    queryFn: ({ signal }) => api.read<MessageList>('/messages', { query, signal }),
    placeholderData: keepPreviousData,
  })
}

/** One page of what providers and the shop told. */
export function useInbox(query: Query) {
  const api = useApi()
  return useQuery({
    queryKey: ['inbox', query],
    queryFn: ({ signal }) => api.read<InboxList>('/inbox-events', { query, signal }),
    placeholderData: keepPreviousData,
  })
}
