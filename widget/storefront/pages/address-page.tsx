import { useId } from 'react'
import { Link, useLocation } from 'wouter'
import { AddressForm } from '../checkout/address-form.tsx'
import { CheckoutFrame } from '../checkout/checkout-frame.tsx'
import type { Delivery } from '../checkout/delivery.ts'
import { ExpressButtons } from '../checkout/express-buttons.tsx'
import { ShippingChoice } from '../checkout/shipping-choice.tsx'
import { ShopCheckout } from '../checkout/shop-checkout.tsx'
import { useDelivery } from '../checkout/use-delivery.ts'
import { useLanguage } from '../session/language.tsx'
import { useSession } from '../session/session.tsx'
import type { Cart } from '../shop/carts.ts'
import { type CheckoutData, useChooseShipment } from '../shop/checkout.ts'

/** Where the order goes, and how. */
export function AddressPage() {
  const { words } = useLanguage()
  const [delivery, change] = useDelivery()
  return (
    <CheckoutFrame title={words.checkout.address} step="address" country={delivery.country}>
      {(cart, checkoutData) => (
        <AddressStep cart={cart} checkoutData={checkoutData} delivery={delivery} change={change} />
      )}
    </CheckoutFrame>
  )
}

type AddressStepProps = {
  cart: Cart
  checkoutData: CheckoutData
  delivery: Delivery
  change: (changed: Partial<Delivery>) => void
}

function AddressStep({ cart, checkoutData, delivery, change }: AddressStepProps) {
  const { words } = useLanguage()
  const [, navigate] = useLocation()
  const shipment = useChooseShipment(cart, delivery.country)
  const formId = useId()
  return (
    <>
      <ShopCheckout cartId={cart.id}>
        <ExpressButtons placement="checkout" />
      </ShopCheckout>
      <Account />
      <AddressForm
        id={formId}
        delivery={delivery}
        change={change}
        onComplete={() => navigate('/checkout/payment')}
      />
      <ShippingChoice checkoutData={checkoutData} choice={shipment} />
      <button
        type="submit"
        form={formId}
        className="button wide"
        disabled={shipment.isPending}
        data-testid="to-payment"
      >
        {words.checkout.toPayment}
      </button>
    </>
  )
}

function Account() {
  const { words } = useLanguage()
  const { username } = useSession()
  if (username) return <p className="note">{words.checkout.signedInAs(username)}</p>
  return (
    <p className="note">
      {words.checkout.haveAccount}{' '}
      <Link href="/sign-in?next=%2Fcheckout" data-testid="sign-in">
        {words.nav.signIn}
      </Link>
    </p>
  )
}
