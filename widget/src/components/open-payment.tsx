import { useRef } from 'react'
import { useCheckoutScope } from '../react/context.ts'
import { useCheckout } from '../react/use-checkout.ts'
import { useLoaded } from '../react/use-loaded.ts'

export type OpenPaymentProps = {
  /** Cancels the payment at the provider and reopens the cart; only then the shopper may choose again. */
  onChange?: (() => Promise<void>) | undefined
}

const load = () => import('./open-payment-card.tsx')

/**
 * Offers to continue or to change a payment that was begun and not made. Shows nothing when there
 * is none.
 */
export function OpenPayment({ onChange }: OpenPaymentProps) {
  const scope = useCheckoutScope('<OpenPayment>')
  const { status } = useCheckout()
  const place = useRef<HTMLDivElement>(null)
  const { part } = useLoaded(load, status === 'open' || status === 'failed')
  return (
    <div ref={place} tabIndex={-1} className={`${scope.rootClass} tillway-open-place`}>
      {part && <part.OpenPaymentCard {...{ scope, place, onChange }} />}
    </div>
  )
}
