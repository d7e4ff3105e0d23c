import type { ReactNode } from 'react'

export type Telling = {
  name: 'error' | 'status' | 'elsewhere' | 'outcome'
  text: string
  kind?: 'bad' | 'ok'
}

type MessageProps = { telling: Telling | null | undefined; id?: string; children?: ReactNode }

/** A place that is always there, so that what appears in it is read out. Its `name` is test id and part. */
export function Message({ telling, id, children }: MessageProps) {
  return (
    <div id={id} aria-live="polite">
      {telling && (
        <div
          className="tillway-message"
          part={telling.name}
          data-kind={telling.kind}
          data-testid={`tillway-${telling.name}`}
        >
          {telling.text}
          {children}
        </div>
      )}
    </div>
  )
}
