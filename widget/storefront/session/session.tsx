import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { readStored, store } from '../../page-kit/browser-storage.ts'
import { keptAs } from './current-shop.ts'

/** Who the shop and the widget deal with: a signed-in customer or a guest. */
export type Shopper = { accessToken: string } | { guestId: string }
type Customer = { accessToken: string; username: string }

type Session = {
  shopper: Shopper
  /** The guest of this browser, whether or not a customer is signed in. */
  guestId: string
  username: string | null
  hasExpired: boolean
  signIn: (customer: Customer) => void
  signOut: () => void
  expire: () => void
}

const SessionContext = createContext<Session | null>(null)
const guestKey = keptAs('guest')
const customerKey = keptAs('customer')

/** The guest id is a bearer secret: random, kept in this browser only. */
function readGuestId(): string {
  const known = readStored('localStorage', guestKey)
  if (known) return known
  const guestId = crypto.randomUUID()
  store('localStorage', guestKey, guestId)
  return guestId
}

function readCustomer(): Customer | null {
  const [accessToken, username] = (readStored('sessionStorage', customerKey) ?? '').split('\n')
  return accessToken && username ? { accessToken, username } : null
}

/** Keeps who is shopping: guests across visits, customers until the tab closes. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [guestId] = useState(readGuestId)
  const [customer, setCustomer] = useState(readCustomer)
  const [hasExpired, setHasExpired] = useState(false)
  const session = useMemo<Session>(() => {
    const change = (next: Customer | null, expired: boolean) => {
      store('sessionStorage', customerKey, next && `${next.accessToken}\n${next.username}`)
      setCustomer(next)
      setHasExpired(expired)
    }
    return {
      shopper: customer ? { accessToken: customer.accessToken } : { guestId },
      guestId,
      username: customer?.username ?? null,
      hasExpired,
      signIn: (next) => change(next, false),
      signOut: () => change(null, false),
      expire: () => change(null, true),
    }
  }, [customer, guestId, hasExpired])
  return <SessionContext value={session}>{children}</SessionContext>
}

/** Who is shopping, and how that changes. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession() needs a <SessionProvider> above it.')
  return session
}
