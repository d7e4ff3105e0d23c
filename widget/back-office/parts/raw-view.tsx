import { useWords } from '../session/language.tsx'

const textMax = 50_000

/** Stored JSON as people read it. It can be scrolled with the keyboard. */
export function RawView({ raw, label }: { raw: unknown; label?: string }) {
  const words = useWords()
  const text = JSON.stringify(raw, null, 2) ?? ''
  return (
    <figure className="raw" data-testid="raw">
      <figcaption>{label ?? words.payment.raw}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse. */}
      <pre dir="ltr" tabIndex={0}>
        {text.slice(0, textMax)}
        {text.length > textMax && ' …'}
      </pre>
    </figure>
  )
}
