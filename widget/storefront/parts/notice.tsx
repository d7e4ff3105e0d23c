import type { ReactNode } from 'react'

type NoticeProps = {
  tone: 'calm' | 'ok' | 'warning' | 'bad'
  title: string
  text?: string
  children?: ReactNode
  /** Announced when it appears by itself, not when the shopper has just come to it. */
  live?: boolean
  testId?: string
}

/** A message that stands in the page, with what can be done about it. */
export function Notice({ tone, title, text, children, live = false, testId }: NoticeProps) {
  return (
    <section
      className="notice"
      data-tone={tone}
      {...(live && { role: 'status' })}
      data-testid={testId}
    >
      <h2>{title}</h2>
      {text && <p>{text}</p>}
      {children && <div className="actions">{children}</div>}
    </section>
  )
}

/** A page, or part of one, that has nothing to show, and where to go from there. */
export function EmptyState({
  title,
  text,
  children,
}: {
  title: string
  text: string
  children: ReactNode
}) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      <p>{text}</p>
      <div className="actions">{children}</div>
    </div>
  )
}
