import { type ComponentType, lazy, type ReactNode, Suspense } from 'react'
import { useWords } from '../session/language.tsx'
import { EmptyState } from './empty-state.tsx'
import { PageTitle } from './page-title.tsx'
import { Bars } from './query-view.tsx'

/** A page that is loaded when it is first opened. One that cannot be loaded says so, and how to try again. */
export const lazyPage = <Props extends object>(load: () => Promise<ComponentType<Props>>) =>
  lazy(() =>
    load()
      .then((page) => ({ default: page }))
      // A new version of the server may not have this file any more: only a reload finds the new one.
      .catch(() => ({ default: PageNotLoaded as ComponentType<Props> })),
  )

/** Holds the place of a page that is being loaded. */
export const PageLoading = ({ children }: { children: ReactNode }) => (
  <Suspense
    fallback={
      <div className="loading" aria-busy="true" data-testid="loading">
        <Bars rows={6} />
      </div>
    }
  >
    {children}
  </Suspense>
)

function PageNotLoaded() {
  const words = useWords()
  return (
    <>
      <PageTitle title={words.loadFailed} />
      <EmptyState title={words.loadFailed} text={words.failures.unreachable ?? words.failed}>
        <button type="button" className="button" onClick={() => location.reload()}>
          {words.retry}
        </button>
      </EmptyState>
    </>
  )
}
