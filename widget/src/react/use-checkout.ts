import { useSyncExternalStore } from 'react'
import type { Checkout } from '../core/checkout.ts'
import type { CheckoutState } from '../core/state.ts'
import { useCheckoutScope } from './context.ts'

export type CheckoutHandle = CheckoutState &
  Pick<Checkout, 'pay' | 'resume' | 'cancel' | 'refresh' | 'selectMethod'>

const initial: CheckoutState = { status: 'idle', method: null }

/** The state of the checkout, and what can be done with it. */
export function useCheckout(): CheckoutHandle {
  const { checkout } = useCheckoutScope('useCheckout()')
  const state = useSyncExternalStore(checkout.subscribe, checkout.getState, () => initial)
  return { ...checkout, ...state }
}
