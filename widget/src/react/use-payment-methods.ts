import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { PaymentMethodView } from '../core/contract.ts'
import type { CheckoutFailure } from '../core/failure.ts'
import type { MethodReference } from '../core/options.ts'
import { useCheckoutScope } from './context.ts'
import { paymentMethodsQuery } from './payment-methods-query.ts'
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

const strategies: readonly PaymentMethodView['strategy'][] = ['hosted-payment-page', 'embedded']
const drivable = (methods: readonly PaymentMethodView[]) =>
  methods.filter(({ strategy }) => strategies.includes(strategy))
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
  const scope = useCheckoutScope('usePaymentMethods()')
  const { method, selectMethod } = useCheckout()
  const query = useQuery<readonly PaymentMethodView[], CheckoutFailure>(
    { ...paymentMethodsQuery(scope), select: drivable },
    scope.queryClient,
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
