import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
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
  const { method, selectMethod, ...state } = useCheckout()
  const query = useQuery<readonly PaymentMethodView[], CheckoutFailure>(
    { ...paymentMethodsQuery(scope), select: drivable, placeholderData: (before) => before },
    scope.queryClient,
  )
  const methods = query.data ?? none
  const { refetch } = query
  // The list has changed since it was shown: what is offered now is the way out.
  const isOver = state.status === 'failed' && /method/.test(state.failure.kind)
  useEffect(() => {
    if (isOver) void refetch()
  }, [isOver, refetch])
  // A cart that becomes known later begins another checkout, and the shopper has chosen already.
  const chosen = useRef(method)
  useEffect(() => {
    const find = (one: MethodReference | null) =>
      methods.find((offered) => isSameMethod(one, referenceOf(offered)))
    if (find(method)) chosen.current = method
    else if (methods[0]) selectMethod(referenceOf(find(chosen.current) ?? methods[0]))
  }, [methods, method, selectMethod])

  return {
    methods,
    selected: method,
    select: selectMethod,
    isLoading: query.isPending,
    failure: query.error,
    retry: () => void refetch(),
  }
}
