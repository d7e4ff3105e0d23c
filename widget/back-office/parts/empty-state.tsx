import type { ReactNode } from 'react'

type EmptyStateProps = { title: string; text: string; children?: ReactNode; testId?: string }

/** A page, or part of one, that has nothing to show. */
export function EmptyState({ title, text, children, testId = 'empty' }: EmptyStateProps) {
  return (
    <div className="empty" data-testid={testId}>
      <p className="empty-title">{title}</p>
      <p>{text}</p>
      {children && <div className="actions">{children}</div>}
    </div>
  )
}
