import { type ReactNode, useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { useLocation } from 'wouter'
import { useLive } from '../api/live.tsx'
import { useWords } from '../session/language.tsx'
import { Navigation } from './navigation.tsx'
import { ShortcutList } from './shortcut-list.tsx'
import { useShortcuts } from './use-shortcuts.ts'

/** What is around every page: the way to all others, and what is wrong with the connection. */
export function Frame({ children }: { children: ReactNode }) {
  const words = useWords()
  const [location] = useLocation()
  const [isMenuOpen, setIsMenuOpen] = useState(false)
  const [areShortcutsShown, setAreShortcutsShown] = useState(false)
  const showShortcuts = useCallback(() => setAreShortcutsShown(true), [])
  useShortcuts({ showShortcuts })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the menu.
  useEffect(() => setIsMenuOpen(false), [location])
  return (
    <div className="page">
      <div className="frame">
        <a className="skip-link" href="#content">
          {words.skipToContent}
        </a>
        <Navigation {...{ isMenuOpen, setIsMenuOpen, showShortcuts }} />
        <div className="content">
          <ConnectionNote />
          <main id="content" tabIndex={-1}>
            {children}
          </main>
        </div>
      </div>
      {areShortcutsShown && <ShortcutList onClose={() => setAreShortcutsShown(false)} />}
    </div>
  )
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

/** A connection that is back within this time was never missed. */
const lostAfterMs = 5000

function ConnectionNote() {
  const words = useWords()
  const { state } = useLive()
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine)
  const [isMissed, setIsMissed] = useState(false)
  const isLost = state === 'lost'
  useEffect(() => {
    if (!isLost) return
    const timer = setTimeout(() => setIsMissed(true), lostAfterMs)
    return () => {
      clearTimeout(timer)
      setIsMissed(false)
    }
  }, [isLost])
  const text = isOnline ? isMissed && words.live.lost : words.offline
  return (
    <div role="status" className="connection">
      {text && <p data-testid="connection-note">{text}</p>}
    </div>
  )
}
