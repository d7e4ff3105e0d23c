import type { QueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { Checkout } from '../core/checkout.ts'
import { developerError } from '../core/developer-error.ts'
import type { Total } from '../core/options.ts'
import type { Words } from '../locales/en.ts'

/** What the provider gives to everything below it. */
export type CheckoutScope = {
  checkout: Checkout
  queryClient: QueryClient
  /** Whose answers are kept: those of one server to one tenant. */
  site: string
  words: Words
  /** The class of every outermost element of the widget. */
  rootClass: string
  locale: string | undefined
  total: Total | undefined
}

export const CheckoutContext = createContext<CheckoutScope | null>(null)

/** The scope of the nearest provider; without one it says how to get one. */
export function useCheckoutScope(caller: string): CheckoutScope {
  const scope = useContext(CheckoutContext)
  if (scope) return scope
  throw developerError(
    `${caller} has no provider.`,
    'Put a <CheckoutProvider> above it.',
    'provider',
  )
}
