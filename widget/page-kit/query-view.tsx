import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { failureOf } from './failure.ts'
import { useKitWords } from './language.tsx'
import { useSlow } from './use-slow.ts'
import { failureText } from './words.ts'

export type QueryViewProps<Value> = {
  query: UseQueryResult<Value>
  /** Of the size of what it stands for, so that nothing moves when it arrives. */
  skeleton: ReactNode
  /** Shown instead of the error when the server answered that there is no such thing. */
  missing?: ReactNode
  children: (value: Value) => ReactNode
}

/** Shows what a query brought, a skeleton before, or the error with a way to try again, which stays until that has ended. */
export function QueryView<Value>({ query, skeleton, missing, children }: QueryViewProps<Value>) {
  const error = useLastError(query)
  if (query.data !== undefined) return children(query.data)
  if (error === null) return <Loading>{skeleton}</Loading>
  if (missing && failureOf(error).status === 404) return missing
  return (
    <LoadFailure error={error} isRetrying={query.isFetching} retry={() => void query.refetch()} />
  )
}

/** A query that is asked again forgets its error. To people it is still what they know, and where the focus is. */
function useLastError({ error, errorUpdateCount }: UseQueryResult): Error | null {
  const [last, setLast] = useState(error)
  if (error !== null && error !== last) setLast(error)
  return error ?? (errorUpdateCount > 0 ? last : null)
}

/** Holds a skeleton, and after two seconds says that it takes longer. */
function Loading({ children }: { children: ReactNode }) {
  const words = useKitWords()
  const isSlow = useSlow(true)
  return (
    <div className="loading" aria-busy="true" data-testid="loading">
      <p className="slow-note" role="status">
        {isSlow && words.slow}
      </p>
      <div aria-hidden="true">{children}</div>
    </div>
  )
}

type LoadFailureProps = { error: unknown; isRetrying: boolean; retry: () => void }

function LoadFailure({ error, isRetrying, retry }: LoadFailureProps) {
  const words = useKitWords()
  return (
    <section className="notice" data-tone="bad" role="alert" data-testid="load-failure">
      <h2>{words.loadFailed}</h2>
      <p>{failureText(words, failureOf(error).kind)}</p>
      <div className="actions">
        <button type="button" className="button quiet" disabled={isRetrying} onClick={retry}>
          {words.retry}
        </button>
      </div>
    </section>
  )
}

/** What went wrong with something that was just done, beside the control that did it. */
export function ActionFailure({ error }: { error: unknown }) {
  const words = useKitWords()
  return (
    <div role="alert" className="action-failure">
      {error ? (
        <p className="problem" data-testid="action-failure">
          {failureText(words, failureOf(error).kind)}
        </p>
      ) : null}
    </div>
  )
}
