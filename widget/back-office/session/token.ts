import { readStored, store } from '../../page-kit/browser-storage.ts'

const storageKey = 'tillway.operator-token'

/** The token of a sign-in link (`#token=…`), which is taken out of the address before anything else sees it there. */
export function takeLinkedToken(): string | null {
  const { hash, pathname, search } = window.location
  const parameters = new URLSearchParams(hash.slice(1))
  const token = parameters.get('token')
  if (token === null) return null
  window.history.replaceState(window.history.state, '', pathname + search)
  return token.trim() || null
}

/** The token that this tab was signed in with: it outlives a reload, and ends with the tab. */
export const readKeptToken = (): string | null => readStored('sessionStorage', storageKey)

/** Keeps the token for this tab, or forgets it with null. */
export const keepToken = (token: string | null): void => store('sessionStorage', storageKey, token)
