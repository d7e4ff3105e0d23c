import { createContext, type ReactNode, useCallback, useContext, useState } from 'react'
import type { Tone } from '../api/contract.ts'
import { useWords } from '../session/language.tsx'

type Announcement = { tone: Tone; text: string }
type Announce = (tone: Tone, text: string) => void

const AnnounceContext = createContext<Announce | null>(null)

/** Says what came of an action, to eyes and to screen readers, until something else is said or it is dismissed. */
export function Announcer({ children }: { children: ReactNode }) {
  const words = useWords()
  const [said, setSaid] = useState<Announcement | null>(null)
  const announce = useCallback<Announce>((tone, text) => setSaid({ tone, text }), [])
  return (
    <AnnounceContext value={announce}>
      {children}
      <div role="status" className="announcer">
        {said && (
          <div className="announcement" data-tone={said.tone} data-testid="announcement">
            <p>{said.text}</p>
            <button type="button" className="plain" onClick={() => setSaid(null)}>
              {words.dismiss}
            </button>
          </div>
        )}
      </div>
    </AnnounceContext>
  )
}

/** A way to say what came of an action. */
export function useAnnounce(): Announce {
  const announce = useContext(AnnounceContext)
  if (!announce) throw new Error('useAnnounce() needs an <Announcer> above it.')
  return announce
}
