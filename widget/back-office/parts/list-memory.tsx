import { createContext, type ReactNode, type RefObject, useContext, useEffect, useRef } from 'react'
import { useLocation, useSearch } from 'wouter'

const ListMemoryContext = createContext<RefObject<Map<string, string>> | null>(null)

/** Remembers how each list was narrowed, so that the way back from one of its entries leads to the same list. */
export function ListMemory({ children }: { children: ReactNode }) {
  const [location] = useLocation()
  const search = useSearch()
  const lists = useRef(new Map<string, string>())
  useEffect(() => {
    lists.current.set(location, search)
  }, [location, search])
  return <ListMemoryContext value={lists}>{children}</ListMemoryContext>
}

/** The address of a list as it was last seen. */
export function useListAddress(path: string): string {
  const search = useContext(ListMemoryContext)?.current.get(path)
  return search ? `${path}?${search}` : path
}
