import type { Database } from '../../database/database.ts'
import type { Shopper } from '../../payments/shopper.ts'
import { fail, ok } from '../../result.ts'
import type { Repricing, Shop } from '../shop.ts'
import { listOpenCarts, replaceDelivery } from './cart-store.ts'
import { toPayable } from './read-cart.ts'
import { defaultShipmentId, findShipmentMethod, shipmentMethodsTo } from './shipment.ts'

/**
 * Prices a cart for an address and a shipping option, and keeps both with it. An option chosen earlier that is not offered to
 * the new address gives way to the default one.
 */
export async function repriceCart(
  { db }: { db: Database },
  shopper: Shopper,
  idCart: string | null,
  { shippingAddress, idShipmentMethod }: Repricing,
): ReturnType<Shop['repriceCart']> {
  const [cart, other] = await listOpenCarts(db, shopper, idCart, 2)
  if (!cart) return fail('cart-not-found')
  if (other) return fail('cart-ambiguous')
  if (cart.lines.length === 0) return fail('cart-empty')
  const country = shippingAddress?.iso2Code ?? cart.shippingCountry
  const offers = shipmentMethodsTo(country)
  if (offers.length === 0) return fail('address-not-served')
  const wanted = idShipmentMethod ?? cart.idShipmentMethod ?? defaultShipmentId
  const chosen = findShipmentMethod(wanted, country)
  if (!chosen && idShipmentMethod !== null) return fail('shipment-not-offered')
  const delivery = { country, idShipmentMethod: chosen?.id ?? defaultShipmentId }
  const isKept =
    cart.shippingCountry === country && cart.idShipmentMethod === delivery.idShipmentMethod
  if (!isKept) await replaceDelivery(db, shopper, cart.id, delivery)
  const priced = {
    ...cart,
    shippingCountry: country,
    idShipmentMethod: delivery.idShipmentMethod,
  }
  return ok({
    ...toPayable(priced),
    shippingOptions: offers.map(({ id, name, price }) => ({ id, name, amountMinor: price })),
  })
}
