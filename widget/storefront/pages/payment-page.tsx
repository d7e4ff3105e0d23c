import { useEffect, useState } from 'react'
import { Redirect } from 'wouter'
import { CheckoutFrame } from '../checkout/checkout-frame.tsx'
import { problemsOf } from '../checkout/delivery.ts'
import { PaymentStep } from '../checkout/payment-step.tsx'
import { useDelivery } from '../checkout/use-delivery.ts'
import { useWords } from '../session/language.tsx'
import type { Cart } from '../shop/carts.ts'

/** How the order is paid. Without an address the shopper is sent to that step first. */
export function PaymentPage() {
  const words = useWords()
  const [delivery] = useDelivery()
  const [placed, setPlaced] = useState<Cart | null>(null)
  useEffect(() => {
    // Back from the payment page: what was placed may be paid or canceled by now, so the shop is asked again.
    const onPageShow = ({ persisted }: PageTransitionEvent) => {
      if (persisted) setPlaced(null)
    }
    window.addEventListener('pageshow', onPageShow)
    return () => window.removeEventListener('pageshow', onPageShow)
  }, [])
  if (Object.keys(problemsOf(delivery)).length > 0) return <Redirect to="/checkout" replace />
  return (
    <CheckoutFrame
      title={words.checkout.payment}
      step="payment"
      placed={placed}
      country={delivery.country}
    >
      {(cart, checkoutData) => (
        <PaymentStep
          cart={cart}
          checkoutData={checkoutData}
          delivery={delivery}
          setPlaced={setPlaced}
        />
      )}
    </CheckoutFrame>
  )
}
