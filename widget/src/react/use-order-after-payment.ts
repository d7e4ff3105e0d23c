import { useCallback, useEffect, useRef, useState } from 'react'
import type { PaymentView } from '../core/contract.ts'

/** Places the order of a payment that was made first. The same key comes again when an answer was lost. */
export type PlaceOrderAfterPayment = (request: {
  idempotencyKey: string
  transactionId: string
  payment: PaymentView
}) => Promise<{ orderReference: string }>

export type OrderAfterPayment = {
  status: 'none' | 'placing' | 'placed' | 'failed'
  orderReference: string | null
  retry: () => void
}

type Progress = Omit<OrderAfterPayment, 'retry'>

/** Lets the shop place the order once the payment is there; at most one call runs at a time. */
export function useOrderAfterPayment(
  payment: PaymentView | null,
  placeOrder: PlaceOrderAfterPayment | undefined,
): OrderAfterPayment {
  const [progress, setProgress] = useState<Progress>({ status: 'none', orderReference: null })
  const running = useRef(false)
  const isDue =
    placeOrder !== undefined && payment?.outcome === 'paid' && payment.orderReference === null

  const place = useCallback(() => {
    if (running.current || !placeOrder || !payment) return
    running.current = true
    setProgress({ status: 'placing', orderReference: null })
    const { transactionId } = payment
    placeOrder({ idempotencyKey: `order-${transactionId}`, transactionId, payment })
      .then(({ orderReference }) => setProgress({ status: 'placed', orderReference }))
      .catch(() => setProgress({ status: 'failed', orderReference: null }))
      .finally(() => {
        running.current = false
      })
  }, [payment, placeOrder])

  useEffect(() => {
    if (isDue && progress.status === 'none') place()
  }, [isDue, progress.status, place])
  return {
    ...progress,
    status: isDue && progress.status === 'none' ? 'placing' : progress.status,
    retry: place,
  }
}
