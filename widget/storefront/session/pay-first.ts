import { useSyncExternalStore } from 'react'
import { readStored, store } from '../../page-kit/browser-storage.ts'

const storageKey = 'lumen-oak.pay-first'
const listeners = new Set<() => void>()

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const read = (): boolean => readStored('localStorage', storageKey) === 'yes'

/** Whether this demo takes the payment before the order is placed, also on the provider's own page. */
export function usePayFirst(): { isPayFirst: boolean; choose: (isPayFirst: boolean) => void } {
  const isPayFirst = useSyncExternalStore(subscribe, read, () => false)
  const choose = (next: boolean) => {
    store('localStorage', storageKey, next ? 'yes' : null)
    for (const listener of listeners) listener()
  }
  return { isPayFirst, choose }
}
