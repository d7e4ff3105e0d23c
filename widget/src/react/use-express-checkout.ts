import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { Express } from '../core/express/create-express-checkout.ts'
import type { ExpressOptions } from '../core/express/options.ts'
import type { ExpressPhase, ExpressState } from '../core/express/state.ts'
import { aFailure } from '../core/failure.ts'
import { useCheckoutScope } from './context.ts'
import { paymentMethodsQuery } from './payment-methods-query.ts'

/** Cart, shopper, total, currency and locale are those of the provider. */
export type UseExpressCheckoutOptions = Omit<
  ExpressOptions,
  | 'baseUrl'
  | 'tenant'
  | 'client'
  | 'cartId'
  | 'shopper'
  | 'locale'
  | 'total'
  | 'currency'
  | 'listMethods'
>

/** The state, discriminated by `status`, and what can be done with it. `words` is null while they load. */
export type ExpressCheckoutHandle = ExpressPhase &
  Pick<ExpressState, 'methods' | 'isLoading'> & { words: ExpressState['words'] | null } & Pick<
    Express,
    'open' | 'close' | 'continueApproved' | 'cancelApproved' | 'refresh'
  >

const nothing = async () => {}
const never = () => nothing
const unloaded = {
  status: 'idle',
  notice: null,
  methods: [],
  isLoading: true,
  words: null,
} as const
const broken = { ...unloaded, isLoading: false }
const idle = {
  open: nothing,
  close: nothing,
  continueApproved: nothing,
  cancelApproved: nothing,
  refresh: nothing,
}

/** Express checkout in one place of the shop. What it takes is loaded when the first one is shown. */
export function useExpressCheckout(options: UseExpressCheckoutOptions): ExpressCheckoutHandle {
  const scope = useCheckoutScope('useExpressCheckout()')
  const [express, setExpress] = useState<Express | null>(null)
  const [isBroken, setBroken] = useState(false)
  const given: ExpressOptions = {
    ...options,
    client: scope.checkout.client,
    locale: scope.locale,
    total: scope.total,
    // The provider's words hold whatever the shop said differently there, also of express checkout.
    messages: { ...scope.words, ...options.messages },
    listMethods: () => scope.queryClient.fetchQuery(paymentMethodsQuery(scope)),
  }
  const latest = useRef(given)
  useLayoutEffect(() => {
    latest.current = given
    express?.update(given)
  })
  useEffect(() => {
    const mine: { express?: Express; isOver?: boolean } = {}
    import('../core/express/create-express-checkout.ts')
      .then(({ createExpressCheckout }) => {
        if (mine.isOver) return
        mine.express = createExpressCheckout(latest.current)
        setExpress(mine.express)
      })
      .catch((error) => {
        setBroken(true)
        latest.current.onError?.(aFailure('network', { detail: String(error) }))
      })
    return () => {
      mine.isOver = true
      mine.express?.destroy()
    }
  }, [])
  const initial = () => (isBroken ? broken : unloaded)
  const state = useSyncExternalStore<typeof unloaded | typeof broken | ExpressState>(
    express?.subscribe ?? never,
    express?.getState ?? initial,
    initial,
  )
  return { ...idle, ...express, ...state }
}
