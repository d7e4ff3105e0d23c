import type { Approval, PlaceOrder, PlaceOrderAfterPayment, Shopper, Total } from '@tillway/widget'
import {
  CheckoutProvider,
  ExpressCheckout,
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
  placeOrderAfterPayment: PlaceOrderAfterPayment
  goToSummary: (approval: Approval) => void
  reopenCart: () => Promise<void>
}

/** The payment step: wallets, the provider's page, or card fields right here. Your shop places the order. */
export function Checkout({ cart, shopper, ...shop }: CheckoutProps) {
  return (
    <CheckoutProvider
      baseUrl={baseUrl}
      cartId={cart.id}
      shopper={shopper}
      total={cart.total}
      locale="de-DE"
    >
      <ExpressCheckout placement="checkout" onApproved={shop.goToSummary} />
      <OpenPayment onChange={shop.reopenCart} />
      <PaymentMethods />
      <PayButton
        placeOrder={shop.placeOrder}
        placeOrderAfterPayment={shop.placeOrderAfterPayment}
      />
    </CheckoutProvider>
  )
}

/** The page that the shopper comes back to. */
export function Return({ shopper, goToCheckout }: { shopper: Shopper; goToCheckout: () => void }) {
  return <PaymentReturn baseUrl={baseUrl} shopper={shopper} locale="de-DE" onRetry={goToCheckout} />
}
