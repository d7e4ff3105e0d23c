import { type QueryClient, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { PaymentView } from '../core/contract.ts'
import type { CheckoutFailure } from '../core/failure.ts'
import { isFinal } from '../core/watch.ts'
import { watchPayment } from '../core/watch-payment.ts'
import { type CheckoutScope, useCheckoutScope } from './context.ts'
import { retryUndecided, unwrap } from './query.ts'

export type PaymentHandle = {
  payment: PaymentView | null
  isLoading: boolean
  /** Why the payment cannot be shown, or cannot be followed at the moment. */
  failure: CheckoutFailure | null
}

export type UsePaymentOptions = {
  /** The read token of the return address; the provider's shopper is used otherwise. */
  token?: string | null | undefined
}

/** One payment, kept up to date until its outcome is final. Without an id nothing is asked. */
export function usePayment(
  transactionId: string | null,
  { token = null }: UsePaymentOptions = {},
): PaymentHandle {
  const scope = useCheckoutScope('usePayment()')
  const key = ['tillway', scope.site, 'payment', transactionId]
  const query = useQuery<PaymentView, CheckoutFailure>(
    {
      queryKey: key,
      queryFn: ({ signal }) =>
        unwrap(scope.checkout.client.getPayment(transactionId ?? '', { token, signal })),
      enabled: transactionId !== null,
      retry: retryUndecided,
    },
    scope.queryClient,
  )
  const { data, error } = query
  const isAnswered = data ? !isFinal(data) : error !== null && !isRefused(error)
  const trouble = useWatch(scope, { transactionId: isAnswered ? transactionId : null, token, key })
  return {
    payment: data ?? null,
    isLoading: query.isPending,
    failure: data && isFinal(data) ? null : (trouble ?? error),
  }
}

const isRefused = ({ status }: CheckoutFailure): boolean => status !== null && status < 500

type Watched = { transactionId: string | null; token: string | null; key: readonly unknown[] }

function useWatch(
  { checkout, queryClient }: CheckoutScope,
  { transactionId, token, key }: Watched,
) {
  const [trouble, setTrouble] = useState<CheckoutFailure | null>(null)
  const name = JSON.stringify(key)
  useEffect(() => {
    if (transactionId === null) return
    const stop = new AbortController()
    void watchPayment({
      client: checkout.client,
      transactionId,
      token,
      signal: stop.signal,
      onPayment: (payment) => {
        setTrouble(null)
        writePayment(queryClient, JSON.parse(name), payment)
      },
      onTrouble: setTrouble,
    })
    return () => stop.abort()
  }, [checkout, queryClient, transactionId, token, name])
  return trouble
}

const writePayment = (queryClient: QueryClient, key: readonly unknown[], payment: PaymentView) =>
  queryClient.setQueryData(key, payment)
