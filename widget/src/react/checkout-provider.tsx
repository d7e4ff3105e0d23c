import { QueryClient } from '@tanstack/react-query'
import { type ReactNode, useLayoutEffect, useMemo, useState } from 'react'
import { createCheckout } from '../core/checkout.ts'
import type { CheckoutOptions } from '../core/options.ts'
import type { Words } from '../locales/en.ts'
import type { Messages } from '../locales/words.ts'
import { CheckoutContext } from './context.ts'
import { useWords } from './use-words.ts'

export type CheckoutProviderProps = CheckoutOptions & {
  /** The shop's own client, to share its cache; one is made otherwise. */
  queryClient?: QueryClient | undefined
  /**
   * All words at once: for a first paint in another language than English, or a language of the
   * shop's own.
   */
  words?: Words | undefined
  /** Replaces single words. */
  messages?: Messages | undefined
  children?: ReactNode
}

/**
 * Holds one checkout. A new `cartId`, `baseUrl` or `tenant` is a new checkout; everything else may
 * change at any time.
 */
export function CheckoutProvider({
  children,
  queryClient,
  words: given,
  messages,
  ...options
}: CheckoutProviderProps) {
  const { baseUrl, tenant, locale, total } = options
  const site = `${baseUrl} ${tenant}`
  const checkout = useOneCheckout(options, site)
  const [ownClient] = useState(() => queryClient ?? new QueryClient())
  const { words, isReady } = useWords({ locale, given, messages })
  const client = queryClient ?? ownClient
  const scope = useMemo(
    () => ({
      checkout,
      queryClient: client,
      site,
      words,
      locale,
      total,
      rootClass: isReady ? 'tillway' : 'tillway tillway-wordless',
    }),
    [checkout, client, site, words, isReady, locale, total],
  )
  return <CheckoutContext.Provider value={scope}>{children}</CheckoutContext.Provider>
}

function useOneCheckout(options: CheckoutOptions, site: string) {
  const { baseUrl, cartId, ...changeable } = options
  const create = () => ({ site, cartId, checkout: createCheckout(options) })
  // State, not a memo: React may drop a memo, and a dropped checkout would forget the attempt it is making.
  const [kept, keep] = useState(create)
  if (kept.site !== site || kept.cartId !== cartId) keep(create())
  const { checkout } = kept
  useLayoutEffect(() => checkout.update(changeable))
  return checkout
}
