import { useSyncExternalStore } from 'react'
import { useWords } from '../session/language.tsx'
import { useSession } from '../session/session.tsx'

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

/** What concerns every page: the connection is gone, or the sign-in is over. */
export function Banners() {
  const words = useWords()
  const { hasExpired } = useSession()
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine)
  return (
    <div role="status">
      {!isOnline && <p className="banner">{words.offline}</p>}
      {hasExpired && <p className="banner">{words.signIn.expired}</p>}
    </div>
  )
}
