import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { OutputOf, WireInputOf } from '../../../server/src/contract/operation.ts'
import type { checkout, readCheckoutData } from '../../../server/src/contract/shop/checkout.ts'
import type { Cart } from './carts.ts'
import type { Resource, Shop } from './json-api.ts'
import { useShop } from './use-shop.ts'

export type CheckoutData = OutputOf<typeof readCheckoutData>
export type PlacedOrder = OutputOf<typeof checkout>
export type OrderInput = WireInputOf<typeof checkout>

async function chooseShipment(
  shop: Shop,
  idCart: string,
  idShipmentMethod: string | null,
): Promise<CheckoutData> {
  const attributes = { idCart, ...(idShipmentMethod && { shipment: { idShipmentMethod } }) }
  const { data } = await shop.post<Resource<CheckoutData>>(
    '/checkout-data?include=payment-methods,carts',
    {
      type: 'checkout-data',
      attributes,
    },
  )
  return data.attributes
}

/** Shipping methods and totals; a cart without a method gets the first, so that the total is complete. */
export function useCheckoutData(cart: Cart) {
  const { shop, owner } = useShop()
  return useQuery({
    queryKey: checkoutKey(owner, cart),
    queryFn: async () => {
      const read = await chooseShipment(shop, cart.id, null)
      const [first] = read.shipmentMethods
      return read.selectedShipmentMethod || !first ? read : chooseShipment(shop, cart.id, first.id)
    },
  })
}

/** Chooses a shipping method, which changes the totals. */
export function useChooseShipment(cart: Cart) {
  const { shop, owner } = useShop()
  const queries = useQueryClient()
  return useMutation({
    scope: { id: 'shipment' },
    mutationFn: (idShipmentMethod: string) => chooseShipment(shop, cart.id, idShipmentMethod),
    onSuccess: (checkoutData) => queries.setQueryData(checkoutKey(owner, cart), checkoutData),
    onError: () => queries.invalidateQueries({ queryKey: checkoutKey(owner, cart) }),
  })
}

function checkoutKey(owner: string, cart: Cart) {
  return [
    'checkout-data',
    owner,
    cart.id,
    cart.lines.map(({ sku, quantity }) => `${quantity}×${sku}`).join(),
  ]
}

/** Places the order; the same key and cart answer the same order, however often this is called. */
export async function placeOrder(
  shop: Shop,
  idempotencyKey: string,
  order: OrderInput,
): Promise<PlacedOrder> {
  const { data } = await shop.post<Resource<PlacedOrder>>(
    '/checkout',
    { type: 'checkout', attributes: order },
    { idempotencyKey },
  )
  return data.attributes
}
