import type { ReactNode } from 'react'
import { usePageHeading } from '../../page-kit/use-page-heading.ts'
import { useBrand } from '../shop/demo-links.ts'

/** The h1 of a page, and its document title. */
export function PageTitle({ children, title }: { children?: ReactNode; title: string }) {
  const heading = usePageHeading(title, useBrand())
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children ?? title}
    </h1>
  )
}
