import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { failureOf } from './failure.ts'

const retriesMax = 2

/** A query client that repeats only what a repetition can mend, and tells of each error once. */
export function createQueryClient({ onError }: { onError: (error: unknown) => void }): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 1000,
        retry: (failures, error) => {
          const { status } = failureOf(error)
          return failures < retriesMax && (status === null || status >= 500)
        },
      },
      // Offline, a click must answer at once instead of waiting unseen for the connection.
      mutations: { networkMode: 'always' },
    },
  })
}
