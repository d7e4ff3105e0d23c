import type { Shopper } from '../core/options.ts'
import type { Words } from '../locales/en.ts'
import type { Messages } from '../locales/words.ts'
import { CheckoutProvider } from '../react/checkout-provider.tsx'
import type { PlaceOrderAfterPayment } from '../react/use-order-after-payment.ts'
import type { Settled } from '../react/use-returned-payment.ts'
import { ReturnPlace } from './return-place.tsx'

export type PaymentReturnProps = {
  /** Needed without a provider above. */
  baseUrl?: string | undefined
  tenant?: string | undefined
  shopper?: Shopper | undefined
  locale?: string | undefined
  words?: Words | undefined
  messages?: Messages | undefined
  /** Read from `?transactionId=` when absent. */
  transactionId?: string | undefined
  /** Only where the payment is made before the order. */
  placeOrder?: PlaceOrderAfterPayment | undefined
  /** Called exactly once for each outcome but `open`. */
  onSettled?: ((settled: Settled) => void) | undefined
  /** Leads back to the checkout; the button for it appears only when this is given. */
  onRetry?: (() => void) | undefined
  headingLevel?: 1 | 2 | 3 | undefined
}

/** The page a shopper comes back to: says truthfully what became of the payment, and keeps it up to date. */
export function PaymentReturn(props: PaymentReturnProps) {
  const { baseUrl } = props
  const place = <ReturnPlace {...props} />
  if (!baseUrl) return place
  // Each takes what it knows: listing the properties would cost every checkout their names.
  return (
    <CheckoutProvider {...props} baseUrl={baseUrl}>
      {place}
    </CheckoutProvider>
  )
}
