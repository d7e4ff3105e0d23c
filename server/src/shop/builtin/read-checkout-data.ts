import type { Failure } from '../../contract/failures.ts'
import type { PaymentMethodView } from '../../contract/glue/payments.ts'
import type { InputOf, OutputOf } from '../../contract/operation.ts'
import type { readCheckoutData as operation } from '../../contract/shop/checkout.ts'
import type { Database } from '../../database/database.ts'
import type { Shopper } from '../../payments/shopper.ts'
import { fail, ok, type Result } from '../../result.ts'
import { type CartAnswer, type OpenCart, toCartAnswer } from './cart.ts'
import { findOpenCart, replaceDelivery } from './cart-store.ts'
import { addressNotServed, shipmentUnknown } from './checkout-choice.ts'
import { listOfferedMethods, type MethodSource } from './offered-methods.ts'
import { findShipmentMethod, shipmentMethodsTo } from './shipment.ts'

type Deps = {
  db: Database
  merchant: MethodSource
}
type Output = OutputOf<typeof operation>
type Kind = 'cart-not-found' | 'checkout-data-invalid' | 'address-not-served'

/** What a checkout needs to show. A shipment that is chosen here stays with the cart and counts in its totals. */
export async function readCheckoutData(
  { db, merchant }: Deps,
  shopper: Shopper,
  { input, locale }: { input: InputOf<typeof operation>; locale: string },
): Promise<
  Result<{ attributes: Output; cart: CartAnswer; methods: PaymentMethodView[] }, Failure<Kind>>
> {
  const found = await findOpenCart(db, shopper, input.idCart)
  if (!found) return fail({ kind: 'cart-not-found' })
  const chosen = choose(found, input)
  if (!chosen.ok) return chosen
  const open = { ...found, ...chosen.value }
  if (isOther(found, open)) {
    const { shippingCountry: country, idShipmentMethod } = open
    await replaceDelivery(db, shopper, open.id, { country, idShipmentMethod })
  }
  const cart = toCartAnswer(open)
  const all = await listOfferedMethods({ db, merchant }, locale)
  const methods = all.filter((method) => isWithinLimits(method, cart.cart.totals.grandTotal))
  const attributes = {
    shipmentMethods: [...shipmentMethodsTo(open.shippingCountry)],
    paymentProviders: byProvider(methods),
    selectedShipmentMethod: open.idShipmentMethod,
    totals: cart.cart.totals,
  }
  return ok({ attributes, cart, methods })
}

type Delivery = Pick<OpenCart, 'shippingCountry' | 'idShipmentMethod'>

/** A kept option that is not offered to the new address gives way to none: the shopper chooses again. */
function choose(
  cart: OpenCart,
  { shipment, shippingAddress }: InputOf<typeof operation>,
): Result<Delivery, Failure<Kind>> {
  const shippingCountry = shippingAddress?.iso2Code ?? cart.shippingCountry
  if (shipmentMethodsTo(shippingCountry).length === 0) return fail(addressNotServed)
  const wanted = shipment?.idShipmentMethod ?? cart.idShipmentMethod
  const method = findShipmentMethod(wanted, shippingCountry)
  if (!method && shipment) return fail(shipmentUnknown)
  return ok({ shippingCountry, idShipmentMethod: method?.id ?? null })
}

const isOther = (one: Delivery, other: Delivery): boolean =>
  one.shippingCountry !== other.shippingCountry || one.idShipmentMethod !== other.idShipmentMethod

const isWithinLimits = (
  { minimumAmount, maximumAmount }: PaymentMethodView,
  total: number,
): boolean => total >= (minimumAmount ?? 0) && total <= (maximumAmount ?? total)

const byProvider = (methods: readonly PaymentMethodView[]): Output['paymentProviders'] =>
  [...Map.groupBy(methods, (method) => method.paymentProviderName)].map(
    ([paymentProviderName, paymentMethods]) => ({
      paymentProviderName,
      paymentMethods,
    }),
  )
