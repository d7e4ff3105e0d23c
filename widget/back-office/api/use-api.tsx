import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { type Api, createApi } from './api.ts'

const ApiContext = createContext<Api | null>(null)

/** Gives the API, spoken with this token, to everything below. */
export function ApiProvider({ token, children }: { token: string; children: ReactNode }) {
  const api = useMemo(() => createApi(token), [token])
  return <ApiContext value={api}>{children}</ApiContext>
}

/** The API of the signed-in operator. */
export function useApi(): Api {
  const api = useContext(ApiContext)
  if (!api) throw new Error('useApi() needs an <ApiProvider> above it.')
  return api
}
