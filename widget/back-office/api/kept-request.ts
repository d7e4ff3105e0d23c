import { readStored, store } from '../../page-kit/browser-storage.ts'

const storageKey = 'tillway.open-requests'

/** A request that may have been applied: it is sent again as it was, with its own key, until a definite answer comes. */
export type KeptRequest = { idempotencyKey: string; attributes: object }

type Kept = Readonly<Record<string, KeptRequest>>

function readAll(): Kept {
  try {
    // Written by this file only; what somebody else left there is at worst refused by the server.
    return JSON.parse(readStored('sessionStorage', storageKey) ?? '{}') as Kept
  } catch {
    return {}
  }
}

/** The request of this purpose whose outcome is not known; null when there is none. */
export const findKeptRequest = (purpose: string): KeptRequest | null => readAll()[purpose] ?? null

/** Remembers a request before it is sent, so that a reload in the middle does not forget its key. */
export function keepRequest(purpose: string, request: KeptRequest): void {
  store('sessionStorage', storageKey, JSON.stringify({ ...readAll(), [purpose]: request }))
}

/** Forgets a request that was answered definitely. */
export function forgetRequest(purpose: string): void {
  const { [purpose]: _answered, ...others } = readAll()
  store('sessionStorage', storageKey, JSON.stringify(others))
}

/** Forgets every request, as when another operator takes over. */
export const forgetRequests = (): void => store('sessionStorage', storageKey, null)
