import { Link } from 'wouter'
import { PageTitle } from '../parts/page-title.tsx'
import { useWords } from '../session/language.tsx'

/** An address that leads nowhere. */
export function NotFoundPage() {
  const words = useWords()
  return (
    <>
      <PageTitle title={words.notFound.title} />
      <p className="lead">{words.notFound.text}</p>
      <Link className="button" href="/">
        {words.toShop}
      </Link>
    </>
  )
}
