import { useQueryClient } from '@tanstack/react-query'
import {
  OpenPayment,
  PayButton,
  PaymentMethods,
  type PlaceOrder,
  type PlaceOrderAfterPayment,
} from '@tillway/widget'
import { useLocation } from 'wouter'
import { type Failure, failureOf } from '../../page-kit/failure.ts'
import { usePayFirst } from '../session/pay-first.ts'
import type { Cart } from '../shop/carts.ts'
import { type CheckoutData, isRefreshable, placeOrder } from '../shop/checkout.ts'
import { useRelease } from '../shop/release-order.ts'
import { useShop } from '../shop/use-shop.ts'
import { Decided } from './decided.tsx'
import { type Delivery, toOrderParts } from './delivery.ts'
import { ShopCheckout } from './shop-checkout.tsx'
import { usePaidOrder } from './use-paid-order.ts'

type PaymentStepProps = {
  cart: Cart
  checkoutData: CheckoutData
  delivery: Delivery
  setPlaced: (cart: Cart | null) => void
}

/** What was decided so far, and the checkout widget. */
export function PaymentStep(props: PaymentStepProps) {
  const { cart, checkoutData, delivery } = props
  const { isPayFirst } = usePayFirst()
  const queries = useQueryClient()
  const release = useRelease(cart.id)
  const total = { amount: checkoutData.totals.grandTotal, currency: cart.currency }
  return (
    <>
      <Decided delivery={delivery} checkoutData={checkoutData} />
      <ShopCheckout
        key={cart.id}
        cartId={cart.id}
        total={total}
        onEvent={({ type }) => {
          if (type === 'open-payment-found') {
            void queries.invalidateQueries({ predicate: isRefreshable })
          }
        }}
      >
        <OpenPayment onChange={release} />
        <PaymentMethods />
        <Pay {...props} isPayFirst={isPayFirst} />
      </ShopCheckout>
    </>
  )
}

/** Order first, unless the demo or the method takes the payment first. */
function Pay({ isPayFirst, ...props }: PaymentStepProps & { isPayFirst: boolean }) {
  const placeOrderFirst = usePlaceOrder(props)
  return (
    <PayButton
      placeOrder={isPayFirst ? undefined : placeOrderFirst}
      placeOrderAfterPayment={usePlaceOrderAfterPayment(props)}
    />
  )
}

/** Places the order of a payment that was made here, and shows it. */
function usePlaceOrderAfterPayment(props: PaymentStepProps): PlaceOrderAfterPayment {
  const { cart, checkoutData, delivery, setPlaced } = props
  const idShipmentMethod = checkoutData.selectedShipmentMethod
  const placePaidOrder = usePaidOrder({ id: cart.id, idShipmentMethod }, delivery)
  const [, navigate] = useLocation()
  return async (request) => {
    setPlaced(cart)
    try {
      const order = await placePaidOrder(request)
      navigate(`/order/${order.orderReference}`)
      return order
    } catch (error) {
      setPlaced(null)
      throw error
    }
  }
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

const isRefusal = ({ kind, status }: Failure): boolean =>
  status !== null && status < 500 && kind !== 'request-in-flight'
