import { type ReactNode, useEffect, useRef } from 'react'
import { useBrand } from '../shop/demo-links.ts'

/** The h1 of a page and its document title; takes the focus that a navigation left on the main element. */
export function PageTitle({ children, title }: { children?: ReactNode; title: string }) {
  const brand = useBrand()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · ${brand}`
  }, [title, brand])
  useEffect(() => {
    if (document.activeElement?.tagName === 'MAIN') heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children ?? title}
    </h1>
  )
}
