import { useEffect } from 'react'
import type { PaymentView } from '../core/contract.ts'
import {
  type OrderAfterPayment,
  type PlaceOrderAfterPayment,
  useOrderAfterPayment,
} from '../react/use-order-after-payment.ts'

type OrderStepProps = {
  /** The payment that is made; null while there is none. */
  payment: PaymentView | null
  placeOrder: PlaceOrderAfterPayment | undefined
  onChange: (order: OrderAfterPayment) => void
}

/** Lets the shop place the order of a payment, and tells the button how that goes. Shows nothing itself. */
export function OrderStep({ payment, placeOrder, onChange }: OrderStepProps) {
  const { status, orderReference, failure, retry } = useOrderAfterPayment(payment, placeOrder)
  useEffect(
    () => onChange({ status, orderReference, failure, retry }),
    [onChange, status, orderReference, failure, retry],
  )
  return null
}
