import { type RefObject, useEffect, useRef } from 'react'

/** Names the document after its page; the h1 that gets the ref takes the focus that a navigation left on the main element. */
export function usePageHeading(title: string, brand: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · ${brand}`
  }, [title, brand])
  useEffect(() => {
    if (document.activeElement?.tagName === 'MAIN') heading.current?.focus({ preventScroll: true })
  }, [])
  return heading
}
