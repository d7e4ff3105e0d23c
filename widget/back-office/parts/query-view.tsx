import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { failureOf } from '../api/failure.ts'
import { useWords } from '../session/language.tsx'
import { failureText } from '../words.ts'
import { useSlow } from './use-slow.ts'

type QueryViewProps<Value> = {
  query: UseQueryResult<Value>
  /** Of the size of what it stands for, so that nothing moves when it arrives. */
  skeleton: ReactNode
  /** Shown instead of the error when the server answered that there is no such thing. */
  missing?: ReactNode
  children: (value: Value) => ReactNode
}

/** Shows what a query brought, a skeleton before, or the error with a way to try again. */
export function QueryView<Value>({ query, skeleton, missing, children }: QueryViewProps<Value>) {
  const words = useWords()
  if (query.data !== undefined)
    return (
      <>
        <p className="old-note" role="status">
          {query.isError && words.old}
        </p>
        {children(query.data)}
      </>
    )
  if (!query.isError) return <Loading>{skeleton}</Loading>
  if (missing && failureOf(query.error).status === 404) return missing
  return (
    <LoadFailure
      error={query.error}
      isRetrying={query.isFetching}
      retry={() => void query.refetch()}
    />
  )
}

/** Holds a skeleton, and after two seconds says that it takes longer. */
function Loading({ children }: { children: ReactNode }) {
  const words = useWords()
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
  const words = useWords()
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

/** What went wrong with something the operator did, beside the control that did it. */
export function ActionFailure({ error }: { error: unknown }) {
  const words = useWords()
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

/** Grey bars in place of rows that are still loading. */
export function Bars({ rows, height = '3rem' }: { rows: number; height?: string }) {
  return (
    <div className="bars">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike and never move.
        <span key={row} className="bar" style={{ blockSize: height }} />
      ))}
    </div>
  )
}
