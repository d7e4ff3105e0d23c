import type { ReactNode } from 'react'
import { usePageHeading } from '../../page-kit/use-page-heading.ts'
import { useWords } from '../session/language.tsx'

type PageTitleProps = { children?: ReactNode; title: string; testId?: string }

/** The h1 of a page, and its document title. */
export function PageTitle({ children, title, testId }: PageTitleProps) {
  const heading = usePageHeading(title, useWords().brand)
  return (
    <h1 ref={heading} tabIndex={-1} data-testid={testId}>
      {children ?? title}
    </h1>
  )
}
