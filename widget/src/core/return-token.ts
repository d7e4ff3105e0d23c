import { isBrowser, readStored, writeStored } from './browser.ts'

const lifetimeMs = 24 * 60 * 60 * 1000
const fragmentName = 'tillway_token'

type Kept = { token: string; until: number }

/** The transaction id that the payment page's return put into the address, or null. */
export const readReturnedTransactionId = (): string | null =>
  isBrowser() ? new URLSearchParams(window.location.search).get('transactionId') : null

/**
 * Takes the read token out of the address, so that no history, log or referrer keeps it, and
 * answers it on reloads.
 */
export function takeReturnToken(transactionId: string): string | null {
  const name = `tillway-token:${transactionId}`
  const fragment = new URLSearchParams(window.location.hash.slice(1))
  const token = fragment.get(fragmentName)
  if (token) {
    fragment.delete(fragmentName)
    const { pathname, search } = window.location
    const rest = fragment.size > 0 ? `#${fragment}` : ''
    window.history.replaceState(window.history.state, '', pathname + search + rest)
    const kept: Kept = { token, until: Date.now() + lifetimeMs }
    writeStored('sessionStorage', name, kept)
    return token
  }
  const kept = readStored<Kept>('sessionStorage', name)
  return kept && kept.until > Date.now() ? kept.token : null
}
