import { useQuery } from '@tanstack/react-query'
import { useWords } from '../session/language.tsx'
import { usePayFirst } from '../session/pay-first.ts'

type DemoLinks = { chaosUrl?: string; docsUrl?: string }

async function readDemoLinks(): Promise<DemoLinks> {
  const response = await fetch('/demo-links.json', { headers: { Accept: 'application/json' } })
  const isJson = response.headers.get('content-type')?.includes('json')
  return response.ok && isJson ? response.json() : {}
}

/** Says that this is a demo, and leads behind its scenes where the host offers that. */
export function PageFooter() {
  const words = useWords()
  const { data: links = {} } = useQuery({
    queryKey: ['demo-links'],
    queryFn: readDemoLinks,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <footer className="page-footer">
      <p>{words.footer.promise}</p>
      <nav aria-label={words.footer.demo}>
        {links.docsUrl && <a href={links.docsUrl}>{words.footer.apiDocuments}</a>}
        {links.chaosUrl && <a href={links.chaosUrl}>{words.footer.chaos}</a>}
        <a href="/embed.html">{words.footer.embed}</a>
        <PayFirstSwitch />
      </nav>
    </footer>
  )
}

/** Lets a visitor see both flows: the order first, or the payment. */
function PayFirstSwitch() {
  const words = useWords()
  const { isPayFirst, choose } = usePayFirst()
  return (
    <label className="switch">
      <input
        type="checkbox"
        checked={isPayFirst}
        onChange={({ target }) => choose(target.checked)}
        data-testid="pay-first"
      />
      {words.footer.payFirst}
    </label>
  )
}
