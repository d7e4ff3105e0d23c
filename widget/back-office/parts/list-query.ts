import { useSearchParams } from 'wouter'
import type { Query } from '../api/api.ts'

/** A list as its address narrows it. */
export type ListQuery<Name extends string> = {
  /** What the address says, with the cursor of the page. */
  query: Readonly<Partial<Record<Name | 'cursor', string>>> & Query
  /** True when anything narrows the list. */
  isNarrowed: boolean
  /** Narrows the list, from its first page on. */
  narrow: (name: Name, value: string, options?: { replace?: boolean }) => void
  turnTo: (cursor: string | null) => void
  clear: () => void
}

/** The filters of a list, kept in the address: it can be linked to, and Back works. */
export function useListQuery<Name extends string>(names: readonly Name[]): ListQuery<Name> {
  const [parameters, setParameters] = useSearchParams()
  const known = [...names, 'cursor'] as const
  const entries = known.map((name) => [name, parameters.get(name) ?? undefined] as const)
  // The names are those of the list: an object made from entries has lost them.
  const query = Object.fromEntries(entries.filter(([, value]) => value)) as ListQuery<Name>['query']
  const put = (change: Query, options?: { replace?: boolean }) =>
    setParameters((now) => {
      const next = new URLSearchParams(now)
      for (const [name, value] of Object.entries(change)) {
        if (value) next.set(name, value)
        else next.delete(name)
      }
      return next
    }, options)
  return {
    query,
    isNarrowed: names.some((name) => parameters.get(name)),
    narrow: (name, value, options) => put({ [name]: value, cursor: undefined }, options),
    turnTo: (cursor) => put({ cursor: cursor ?? undefined }),
    clear: () => put(Object.fromEntries(known.map((name) => [name, undefined]))),
  }
}
