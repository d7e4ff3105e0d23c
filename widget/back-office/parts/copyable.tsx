import { useWords } from '../session/language.tsx'
import { useAnnounce } from './announcer.tsx'

/** An id that can be copied with one click. */
export function Copyable({ text, name }: { text: string; name: string }) {
  const words = useWords()
  const announce = useAnnounce()
  const copy = () => {
    // Without a secure origin there is no clipboard: the text is then selected by hand.
    navigator.clipboard?.writeText(text).then(
      () => announce('ok', words.copied),
      () => {},
    )
  }
  return (
    <span className="copyable">
      <code dir="ltr">{text}</code>
      <button
        type="button"
        className="icon-button"
        aria-label={`${words.copy}: ${name}`}
        onClick={copy}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
          <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
          <path d="M10.5 3.5v-.5a1.5 1.5 0 0 0-1.5-1.5H4A1.5 1.5 0 0 0 2.5 3v5A1.5 1.5 0 0 0 4 9.5h.5" />
        </svg>
      </button>
    </span>
  )
}
