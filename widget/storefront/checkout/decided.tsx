import { Link } from 'wouter'
import { useLanguage } from '../session/language.tsx'
import type { CheckoutData } from '../shop/checkout.ts'
import type { Delivery } from './delivery.ts'

type DecidedProps = { delivery: Delivery; checkoutData: CheckoutData }

/** Where the order goes and how, and the way back to change that. */
export function Decided({ delivery, checkoutData }: DecidedProps) {
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
