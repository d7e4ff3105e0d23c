import { useMutation, useQuery } from '@tanstack/react-query'
import { createApi } from './api.ts'
import type { BackOfficeSession } from './contract.ts'
import { useApi } from './use-api.tsx'

/** Whom this token serves, and what is there to be shown. */
export function useSession() {
  const api = useApi()
  return useQuery({
    queryKey: ['session'],
    queryFn: ({ signal }) => api.read<BackOfficeSession>('/session', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Finds out whether a token is one of this server's. */
export const useTokenCheck = () =>
  useMutation({
    mutationFn: (token: string) => createApi(token).read<BackOfficeSession>('/session'),
  })
