import { useState } from 'react'
import { readStored, store } from '../../page-kit/browser-storage.ts'
import { keptAs } from '../session/current-shop.ts'
import { useSession } from '../session/session.tsx'
import { type Delivery, emptyDelivery } from './delivery.ts'

const storageKey = keptAs('delivery')

function readDelivery(): Partial<Delivery> {
  try {
    return JSON.parse(readStored('sessionStorage', storageKey) ?? '{}')
  } catch {
    return {}
  }
}

/** The delivery address, remembered until the tab closes. */
export function useDelivery(): [Delivery, (changed: Partial<Delivery>) => void] {
  const { username } = useSession()
  const [delivery, setDelivery] = useState<Delivery>(() => ({
    ...emptyDelivery,
    email: username ?? '',
    ...readDelivery(),
  }))
  const change = (changed: Partial<Delivery>) => {
    const next = { ...delivery, ...changed }
    store('sessionStorage', storageKey, JSON.stringify(next))
    setDelivery(next)
  }
  return [delivery, change]
}

/** Forgets the address, because the next person at this browser need not know it. */
export const forgetDelivery = (): void => store('sessionStorage', storageKey, null)
