import { useEffect, useState } from 'react'
import type { OrderDossier } from '../api/contract.ts'
import { useProcessDiagram } from '../api/orders.ts'
import { Bars, QueryView } from '../parts/query-view.tsx'
import { useWords } from '../session/language.tsx'

type ProcessDiagramProps = {
  process: string
  orderReference: string
  items: OrderDossier['items']
}

/** The process that items go through, with their states lit. An image runs no script and reads nothing of this page. */
export function ProcessDiagram({ process, orderReference, items }: ProcessDiagramProps) {
  const { order: words } = useWords()
  const states = items.map(({ id, state }) => `${id}=${state}`).join('&')
  return (
    <section className="diagram" aria-labelledby="process" data-testid="diagram">
      <h2 id="process">
        {words.process} <code>{process}</code>
      </h2>
      <QueryView
        query={useProcessDiagram(process, orderReference, states)}
        skeleton={<Bars rows={1} height="16rem" />}
      >
        {(picture) => <Picture picture={picture} text={words.diagram(process)} />}
      </QueryView>
    </section>
  )
}

function Picture({ picture, text }: { picture: Blob; text: string }) {
  const { order: words } = useWords()
  const url = useBlobUrl(picture)
  if (!url) return null
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse.
    <section className="diagram-frame" tabIndex={0} aria-label={words.openDiagram}>
      <img src={url} alt={text} />
    </section>
  )
}

function useBlobUrl(blob: Blob): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    const made = URL.createObjectURL(blob)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  return url
}
