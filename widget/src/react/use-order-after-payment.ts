import { useCallback, useEffect, useRef, useState } from 'react'
import type { PaymentView } from '../core/contract.ts'
import { aFailure, type CheckoutFailure } from '../core/failure.ts'
import { useCheckoutScope } from './context.ts'

/**
 * Places the order of a payment that was made first. The same key comes again when an answer was lost.
 * Rejecting with the kind `approval-needed` or `amount-mismatch` says that the total is another one
 * by now: then the payment is canceled. Any other rejection keeps it.
 */
export type PlaceOrderAfterPayment = (request: {
  idempotencyKey: string
  transactionId: string
  payment: PaymentView
}) => Promise<{ orderReference: string }>

export type OrderAfterPayment = {
  /** `refused`: the shop wants another total, and the payment was canceled, unless `failure` says otherwise. */
  status: 'none' | 'placing' | 'placed' | 'failed' | 'canceling' | 'refused'
  orderReference: string | null
  failure: CheckoutFailure | null
  retry: () => void
}

type Progress = Omit<OrderAfterPayment, 'retry'>

const none: Progress = { status: 'none', orderReference: null, failure: null }

/** Lets the shop place the order once the payment is there; at most one call runs at a time. */
export function useOrderAfterPayment(
  payment: PaymentView | null,
  placeOrder: PlaceOrderAfterPayment | undefined,
): OrderAfterPayment {
  const { release } = useCheckoutScope('useOrderAfterPayment()').checkout
  const [kept, setKept] = useState({ transactionId: '', progress: none })
  const running = useRef<string | null>(null)
  const isDue =
    placeOrder !== undefined && payment?.outcome === 'paid' && payment.orderReference === null
  const progress = kept.transactionId === payment?.transactionId ? kept.progress : none

  const place = useCallback(() => {
    if (!placeOrder || !payment || running.current === payment.transactionId) return
    const { transactionId } = payment
    const show = (changed: Partial<Progress>) =>
      setKept({ transactionId, progress: { ...none, ...changed } })
    const refuse = async ({ kind }: { kind?: string }) => {
      if (kind !== 'approval-needed' && kind !== 'amount-mismatch')
        return show({ status: 'failed' })
      show({ status: 'canceling' })
      const failure = await release(transactionId, aFailure('amount-mismatch', { status: 422 }))
      show({ status: 'refused', failure })
    }
    running.current = transactionId
    show({ status: 'placing' })
    placeOrder({ idempotencyKey: `order-${transactionId}`, transactionId, payment })
      .then(({ orderReference }) => show({ status: 'placed', orderReference }))
      .catch((error) => refuse(Object(error)))
      .catch(() => show({ status: 'failed' }))
      .finally(() => {
        running.current = null
      })
  }, [payment, placeOrder, release])

  const isNext = isDue && progress.status === 'none'
  useEffect(() => {
    if (isNext) place()
  }, [isNext, place])
  return { ...progress, status: isNext ? 'placing' : progress.status, retry: place }
}
