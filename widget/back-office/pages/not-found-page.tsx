import { Link } from 'wouter'
import { EmptyState } from '../parts/empty-state.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { useWords } from '../session/language.tsx'

/** An address below the back office that has no page. */
export function NotFoundPage() {
  const { notFound } = useWords()
  return (
    <>
      <PageTitle title={notFound.title} />
      <EmptyState title={notFound.title} text={notFound.text}>
        <Link className="button" href="/payments">
          {notFound.back}
        </Link>
      </EmptyState>
    </>
  )
}
