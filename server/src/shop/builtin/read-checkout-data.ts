import type { Failure } from '../../contract/failures.ts'
import type { PaymentMethodView } from '../../contract/glue/payments.ts'
import type { InputOf, OutputOf } from '../../contract/operation.ts'
import type { readCheckoutData as operation } from '../../contract/shop/checkout.ts'
import type { Database } from '../../database/database.ts'
import type { Shopper } from '../../payments/shopper.ts'
import { fail, ok, type Result } from '../../result.ts'
import { type CartAnswer, toCartAnswer } from './cart.ts'
import { findOpenCart, replaceShipment } from './cart-store.ts'
import { shipmentUnknown } from './checkout-choice.ts'
import { findShipmentMethod, shipmentMethods } from './shipment.ts'

type Deps = { db: Database; merchant: { listMethods(locale: string): PaymentMethodView[] } }
type Output = OutputOf<typeof operation>
type Kind = 'cart-not-found' | 'checkout-data-invalid'

/** What a checkout needs to show. A shipment that is chosen here stays with the cart and counts in its totals. */
export async function readCheckoutData(
  { db, merchant }: Deps,
  shopper: Shopper,
  { input, locale }: { input: InputOf<typeof operation>; locale: string },
): Promise<
  Result<{ attributes: Output; cart: CartAnswer; methods: PaymentMethodView[] }, Failure<Kind>>
> {
  if (input.shipment) {
    const method = findShipmentMethod(input.shipment.idShipmentMethod)
    if (!method) return fail(shipmentUnknown)
    await replaceShipment(db, shopper, input.idCart, method.id)
  }
  const open = await findOpenCart(db, shopper, input.idCart)
  if (!open) return fail({ kind: 'cart-not-found' })
  const cart = toCartAnswer(open)
  const methods = merchant.listMethods(locale)
  const attributes = {
    shipmentMethods: [...shipmentMethods],
    paymentProviders: byProvider(methods),
    selectedShipmentMethod: open.idShipmentMethod,
    totals: cart.cart.totals,
  }
  return ok({ attributes, cart, methods })
}

const byProvider = (methods: readonly PaymentMethodView[]): Output['paymentProviders'] =>
  [...Map.groupBy(methods, (method) => method.paymentProviderName)].map(
    ([paymentProviderName, paymentMethods]) => ({
      paymentProviderName,
      paymentMethods,
    }),
  )
