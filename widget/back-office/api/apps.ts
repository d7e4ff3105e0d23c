import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AppForm, AppList, MethodExplanations, MethodGroups } from './contract.ts'
import { useApi } from './use-api.tsx'

/** Every provider with what is connected. */
export function useApps() {
  const api = useApi()
  return useQuery({
    queryKey: ['apps'],
    queryFn: ({ signal }) => api.read<AppList>('/apps', { signal }),
  })
}

/** What the form of a provider is made from. */
export function useAppForm(provider: string) {
  const api = useApi()
  return useQuery({
    queryKey: ['app-form', provider],
    queryFn: ({ signal }) =>
      api.read<AppForm>(`/apps/${encodeURIComponent(provider)}/form`, { signal }),
  })
}

/** The methods of each connection. */
export function useMethodGroups() {
  const api = useApi()
  return useQuery({
    queryKey: ['payment-methods'],
    queryFn: ({ signal }) => api.read<MethodGroups>('/payment-methods', { signal }),
  })
}

/** What a purchase is offered; the answer before stays until the next is there. */
export function useMethodExplanations(query: Readonly<Record<string, string | undefined>>) {
  const api = useApi()
  return useQuery({
    queryKey: ['method-explanations', query],
    queryFn: ({ signal }) =>
      api.read<MethodExplanations>('/method-explanations', { query, signal }),
    placeholderData: (before) => before,
  })
}

/**
 * Sends a change that may be repeated. Nothing of it is kept in the browser, since it may hold secrets; whatever came of it,
 * everything is read again.
 */
export function useChange<Attributes extends object, Answer>(name: string) {
  const api = useApi()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (attributes: Attributes) =>
      api.post<Answer>({ path: `/${name}`, type: name, attributes }),
    onSettled: () => void queries.invalidateQueries(),
  })
}
