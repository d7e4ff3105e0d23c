import { type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '../session/language.tsx'

type PageTitleProps = { children?: ReactNode; title: string; testId?: string }

/** The h1 of a page and its document title; takes the focus that a navigation left on the main element. */
export function PageTitle({ children, title, testId }: PageTitleProps) {
  const { brand } = useWords()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · ${brand}`
  }, [title, brand])
  useEffect(() => {
    if (document.activeElement?.tagName === 'MAIN') heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <h1 ref={heading} tabIndex={-1} data-testid={testId}>
      {children ?? title}
    </h1>
  )
}
