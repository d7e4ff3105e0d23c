import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { OutputOf, WireInputOf } from '../../../server/src/contract/operation.ts'
import type { checkout, readCheckoutData } from '../../../server/src/contract/shop/checkout.ts'
import type { Cart } from './carts.ts'
import type { Resource, Shop } from './json-api.ts'
import { useShop } from './use-shop.ts'

export type CheckoutData = OutputOf<typeof readCheckoutData>
export type PlacedOrder = OutputOf<typeof checkout>
export type OrderInput = WireInputOf<typeof checkout>

type Choice = { idCart: string; country: string; idShipmentMethod: string | null }

async function chooseShipment(
  shop: Shop,
  { idCart, country, idShipmentMethod }: Choice,
): Promise<CheckoutData> {
  const attributes = {
    idCart,
    shippingAddress: { iso2Code: country },
    ...(idShipmentMethod && { shipment: { idShipmentMethod } }),
  }
  const { data } = await shop.post<Resource<CheckoutData>>(
    '/checkout-data?include=payment-methods,carts',
    {
      type: 'checkout-data',
      attributes,
    },
  )
  return data.attributes
}

/**
 * Shipping methods and totals for this country; a cart without a method gets the first, so that the total is complete.
 */
export function useCheckoutData(cart: Cart, country: string) {
  const { shop, owner } = useShop()
  return useQuery({
    queryKey: checkoutKey(owner, cart, country),
    queryFn: async () => {
      const choice = { idCart: cart.id, country, idShipmentMethod: null }
      const read = await chooseShipment(shop, choice)
      const [first] = read.shipmentMethods
      if (read.selectedShipmentMethod || !first) return read
      return chooseShipment(shop, { ...choice, idShipmentMethod: first.id })
    },
    // Another country is another price, not another page: the form stays where it is.
    placeholderData: keepPreviousData,
  })
}

/** Chooses a shipping method, which changes the totals. */
export function useChooseShipment(cart: Cart, country: string) {
  const { shop, owner } = useShop()
  const queries = useQueryClient()
  return useMutation({
    scope: { id: 'shipment' },
    mutationFn: (idShipmentMethod: string) =>
      chooseShipment(shop, { idCart: cart.id, country, idShipmentMethod }),
    onSuccess: (checkoutData) =>
      queries.setQueryData(checkoutKey(owner, cart, country), checkoutData),
    onError: () => queries.invalidateQueries({ queryKey: checkoutKey(owner, cart, country) }),
  })
}

const checkoutDataKey = 'checkout-data'

/** True of everything but what a cart that has just become an order no longer has. */
export const isRefreshable = ({ queryKey }: { queryKey: readonly unknown[] }): boolean =>
  queryKey[0] !== checkoutDataKey

function checkoutKey(owner: string, cart: Cart, country: string) {
  return [
    checkoutDataKey,
    owner,
    cart.id,
    country,
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
