import { useMutation, useQueryClient } from '@tanstack/react-query'
import { isOutcomeUnknown } from './failure.ts'
import { findKeptRequest, forgetRequest, type KeptRequest, keepRequest } from './kept-request.ts'
import { useApi } from './use-api.tsx'

type Request = {
  path: string
  type: string
  attributes: object
  /** What it is for, when that is more than what the caller is for. */
  purpose?: string
}

/**
 * Sends a request that must not be applied twice. Its key is kept from before it is sent until a definite answer: what
 * was sent for `purpose` and not answered is sent again as it was, whatever is asked for in the meantime.
 */
export function useRequest<Answer>(purpose: string) {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ path, type, attributes, purpose: own }: Request): Promise<Answer> => {
      const name = own ?? purpose
      const request: KeptRequest = findKeptRequest(name) ?? {
        idempotencyKey: crypto.randomUUID(),
        attributes,
      }
      keepRequest(name, request)
      try {
        const answer = await api.post<Answer>({ path, type, ...request })
        forgetRequest(name)
        return answer
      } catch (error) {
        if (!isOutcomeUnknown(error)) forgetRequest(name)
        throw error
      }
    },
    onSettled: () => void queries.invalidateQueries(),
  })
}
