import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { PaymentMethodView } from '../core/contract.ts'
import type { CheckoutFailure } from '../core/failure.ts'
import type { MethodReference } from '../core/options.ts'
import { useCheckoutScope } from './context.ts'
import { retryUndecided, unwrap } from './query.ts'
import { useCheckout } from './use-checkout.ts'

export type PaymentMethodsHandle = {
  /** In the order of the server; only those that this version can drive. */
  methods: readonly PaymentMethodView[]
  selected: MethodReference | null
  select: (method: MethodReference) => void
  isLoading: boolean
  failure: CheckoutFailure | null
  retry: () => void
}

const staleMs = 5 * 60_000
const strategies: readonly PaymentMethodView['strategy'][] = ['hosted-payment-page', 'embedded']
const none: readonly PaymentMethodView[] = []

export const referenceOf = (method: PaymentMethodView): MethodReference => ({
  providerName: method.paymentProviderName,
  methodName: method.paymentMethodName,
  ...(method.strategy === 'embedded' && { strategy: 'embedded' }),
})

export const isSameMethod = (one: MethodReference | null, other: MethodReference): boolean =>
  one?.providerName === other.providerName && one.methodName === other.methodName

/** The payment methods of the shop. The first one is selected until the shopper chooses. */
export function usePaymentMethods(): PaymentMethodsHandle {
  const { checkout, queryClient, baseUrl, locale } = useCheckoutScope('usePaymentMethods()')
  const { method, selectMethod } = useCheckout()
  const query = useQuery<readonly PaymentMethodView[], CheckoutFailure>(
    {
      queryKey: ['tillway', baseUrl, 'payment-methods', locale],
      queryFn: async ({ signal }) => {
        const methods = await unwrap(checkout.client.listPaymentMethods(signal))
        return methods.filter(({ strategy }) => strategies.includes(strategy))
      },
      staleTime: staleMs,
      retry: retryUndecided,
    },
    queryClient,
  )
  const methods = query.data ?? none
  useEffect(() => {
    const [first] = methods
    if (first && !methods.some((offered) => isSameMethod(method, referenceOf(offered)))) {
      selectMethod(referenceOf(first))
    }
  }, [methods, method, selectMethod])

  return {
    methods,
    selected: method,
    select: selectMethod,
    isLoading: query.isPending,
    failure: query.error,
    retry: () => void query.refetch(),
  }
}
