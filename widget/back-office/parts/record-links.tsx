import { Link } from 'wouter'
import type { RecordLink } from '../api/contract.ts'

/** Where a record is shown; null for what has no page of its own. */
export function addressOf({ rel, id }: RecordLink): string | null {
  const pages = { payment: '/payments/', order: '/orders/', message: null, 'inbox-event': null }
  const page = pages[rel]
  return page && page + encodeURIComponent(id)
}

/** Links to what something is about, but for the page that is shown already. */
export function RecordLinks({ links, here }: { links: readonly RecordLink[]; here?: string }) {
  const shown = links.flatMap((link) => {
    const href = addressOf(link)
    return href && href !== here ? [{ ...link, href }] : []
  })
  return shown.map(({ rel, id, href }) => (
    <Link key={href} href={href} className="record-link" data-testid={`link-${rel}`}>
      <bdi>{id}</bdi>
    </Link>
  ))
}
