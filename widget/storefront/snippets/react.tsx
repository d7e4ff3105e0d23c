import type { PlaceOrder, Shopper, Total } from '@tillway/widget'
import {
  CheckoutProvider,
  OpenPayment,
  PayButton,
  PaymentMethods,
  PaymentReturn,
} from '@tillway/widget'
import '@tillway/widget/styles.css'

const baseUrl = 'https://pay.shop.example'

type CheckoutProps = {
  cart: { id: string; total: Total }
  shopper: Shopper
  placeOrder: PlaceOrder
  reopenCart: () => Promise<void>
}

/** The payment step: your shop places the order, the shopper pays it on the page that the answer names. */
export function Checkout({ cart, shopper, placeOrder, reopenCart }: CheckoutProps) {
  return (
    <CheckoutProvider
      baseUrl={baseUrl}
      cartId={cart.id}
      shopper={shopper}
      total={cart.total}
      locale="de-DE"
    >
      <OpenPayment onChange={reopenCart} />
      <PaymentMethods />
      <PayButton placeOrder={placeOrder} />
    </CheckoutProvider>
  )
}

/** The page that the shopper comes back to. */
export function Return({ shopper, goToCheckout }: { shopper: Shopper; goToCheckout: () => void }) {
  return <PaymentReturn baseUrl={baseUrl} shopper={shopper} locale="de-DE" onRetry={goToCheckout} />
}
