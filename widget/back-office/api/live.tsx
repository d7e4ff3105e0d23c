import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Changes } from './contract.ts'
import { useApi } from './use-api.tsx'
import { type LiveState, watchChanges } from './watch-changes.ts'

type Live = { state: LiveState; backlog: Pick<Changes, 'messages' | 'inbox'> | null }

const LiveContext = createContext<Live | null>(null)

/** A tab that nobody looks at for this long stops watching; it reads again when somebody does. */
const hiddenMaxMs = 10_000
/** Lists and counts are read at most this often, however fast payments change. */
const listsEveryMs = 2000

/** Keeps what is shown below true while the page is looked at, and says when it cannot. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const api = useApi()
  const queries = useQueryClient()
  const isWatched = useIsWatched()
  const [state, setState] = useState<LiveState>('connecting')
  const [backlog, setBacklog] = useState<Live['backlog']>(null)
  useEffect(() => {
    if (!isWatched) return
    const stop = new AbortController()
    const lists = createListRefresh(queries)
    const onChanges = (changes: Changes, isFirst: boolean) => {
      setBacklog({ messages: changes.messages, inbox: changes.inbox })
      if (isFirst || changes.isMore) return void queries.invalidateQueries()
      for (const transactionId of changes.payments)
        void queries.invalidateQueries({ queryKey: ['payment', transactionId] })
      lists.refresh()
    }
    void watchChanges({ api, signal: stop.signal, onState: setState, onChanges })
    return () => {
      stop.abort()
      lists.stop()
    }
  }, [api, queries, isWatched])
  const live = useMemo(() => ({ state, backlog }), [state, backlog])
  return <LiveContext value={live}>{children}</LiveContext>
}

/** Whether what is shown is kept true, and how much waits or is dead. */
export function useLive(): Live {
  const live = useContext(LiveContext)
  if (!live) throw new Error('useLive() needs a <LiveProvider> above it.')
  return live
}

/** Reads lists again at once, and then as soon as the pause since the last time is over. */
function createListRefresh(queries: QueryClient) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let readAt = Number.NEGATIVE_INFINITY
  const read = () => {
    timer = undefined
    readAt = performance.now()
    void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'payment' })
  }
  return {
    refresh() {
      timer ??= setTimeout(read, Math.max(0, readAt + listsEveryMs - performance.now()))
    },
    stop: () => clearTimeout(timer),
  }
}

/**
 * False in a tab that was opened behind others or was hidden for long, true again when it is shown. Browsers open six
 * connections to a server without HTTP/2, and each stream keeps one: the seventh page would wait for ever.
 */
function useIsWatched(): boolean {
  const [isWatched, setIsWatched] = useState(() => !document.hidden)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const onChange = () => {
      clearTimeout(timer)
      if (document.hidden) timer = setTimeout(() => setIsWatched(false), hiddenMaxMs)
      else setIsWatched(true)
    }
    // A page that was left lives on for Back to find it, with its stream, which must end before it is put aside.
    const onLeave = () => flushSync(() => setIsWatched(false))
    document.addEventListener('visibilitychange', onChange)
    window.addEventListener('pagehide', onLeave)
    window.addEventListener('pageshow', onChange)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', onChange)
      window.removeEventListener('pagehide', onLeave)
      window.removeEventListener('pageshow', onChange)
    }
  }, [])
  return isWatched
}
