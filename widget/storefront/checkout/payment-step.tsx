import { useQueryClient } from '@tanstack/react-query'
import {
  CheckoutProvider,
  OpenPayment,
  PayButton,
  PaymentMethods,
  type PlaceOrder,
} from '@tillway/widget'
import { Link } from 'wouter'
import { useLanguage } from '../session/language.tsx'
import { useSession } from '../session/session.tsx'
import type { Cart } from '../shop/carts.ts'
import { type CheckoutData, placeOrder } from '../shop/checkout.ts'
import { failureOf, type ShopFailure } from '../shop/failure.ts'
import { useRelease } from '../shop/release-order.ts'
import { useShop } from '../shop/use-shop.ts'
import { type Delivery, toOrderParts } from './delivery.ts'

type PaymentStepProps = {
  cart: Cart
  checkoutData: CheckoutData
  delivery: Delivery
  setPlaced: (cart: Cart | null) => void
}

/** What was decided so far, and the checkout widget. */
export function PaymentStep({ cart, checkoutData, delivery, setPlaced }: PaymentStepProps) {
  const { shopper } = useSession()
  const { locale } = useLanguage()
  const queries = useQueryClient()
  const release = useRelease(cart.id)
  const total = { amount: checkoutData.totals.grandTotal, currency: cart.currency }
  return (
    <>
      <Decided delivery={delivery} checkoutData={checkoutData} />
      <CheckoutProvider
        key={cart.id}
        baseUrl={window.location.origin}
        cartId={cart.id}
        shopper={shopper}
        locale={locale}
        total={total}
        onEvent={({ type }) => {
          if (type === 'open-payment-found') void queries.invalidateQueries()
        }}
      >
        <OpenPayment onChange={release} />
        <PaymentMethods />
        <PayButton placeOrder={usePlaceOrder({ cart, checkoutData, delivery, setPlaced })} />
      </CheckoutProvider>
    </>
  )
}

/** Hands the order to the shop, and keeps this step in view until the browser has left. */
function usePlaceOrder({ cart, checkoutData, delivery, setPlaced }: PaymentStepProps): PlaceOrder {
  const { shop } = useShop()
  const queries = useQueryClient()
  return async ({ idempotencyKey, method }) => {
    setPlaced(cart)
    try {
      const { redirectUrl, ...order } = await placeOrder(shop, idempotencyKey, {
        ...toOrderParts(delivery),
        idCart: cart.id,
        shipment: { idShipmentMethod: checkoutData.selectedShipmentMethod ?? '' },
        payments: [
          {
            paymentProviderName: method.providerName,
            paymentMethodName: method.methodName,
            amount: checkoutData.totals.grandTotal,
          },
        ],
      })
      // Nothing to pay on another page: the order page says what is true.
      return {
        ...order,
        redirectUrl: redirectUrl ?? `${window.location.origin}/order/${order.orderReference}`,
      }
    } catch (error) {
      // Without a clear refusal the order may stand: then this step stays, and its next try continues that order.
      if (isRefusal(failureOf(error))) {
        setPlaced(null)
        void queries.invalidateQueries()
      }
      throw error
    }
  }
}

const isRefusal = ({ kind, status }: ShopFailure): boolean =>
  status !== null && status < 500 && kind !== 'request-in-flight'

function Decided({ delivery, checkoutData }: Pick<PaymentStepProps, 'delivery' | 'checkoutData'>) {
  const { words } = useLanguage()
  const { address1, zip, city } = delivery
  const shipping = checkoutData.shipmentMethods.find(
    ({ id }) => id === checkoutData.selectedShipmentMethod,
  )
  return (
    <dl className="decided">
      <div>
        <dt>{words.checkout.deliverTo}</dt>
        <dd>
          {delivery['first-name']} {delivery['last-name']}, {address1}, {zip} {city}
        </dd>
        <dd>
          <Link href="/checkout" aria-label={words.checkout.changeAddress}>
            {words.checkout.change}
          </Link>
        </dd>
      </div>
      <div>
        <dt>{words.checkout.shippingMethod}</dt>
        <dd>{shipping ? `${shipping.name} · ${shipping.carrierName}` : null}</dd>
        <dd>
          <Link href="/checkout" aria-label={words.checkout.changeShipping}>
            {words.checkout.change}
          </Link>
        </dd>
      </div>
    </dl>
  )
}
