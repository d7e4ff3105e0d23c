import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CartItemView, CartView } from '../../../server/src/contract/shop/carts.ts'
import type { Answer, Resource, Shop } from './json-api.ts'
import { useShop } from './use-shop.ts'

export type CartLine = CartItemView
export type Cart = CartView & { id: string; lines: CartLine[] }

const linesMax = 1000

function toCart(resource: Resource<CartView>, included: Answer<unknown>['included']): Cart {
  const references = Object.values(resource.relationships ?? {}).flatMap(({ data }) => data)
  const lines = references.slice(0, linesMax).flatMap(({ type, id }) => {
    const line = included?.find((candidate) => candidate.type === type && candidate.id === id)
    // The contract relates nothing but lines to a cart.
    return line ? [line.attributes as CartLine] : []
  })
  return { ...resource.attributes, id: resource.id, lines }
}

async function readCart(shop: Shop, signal: AbortSignal): Promise<Cart | null> {
  const path = shop.isCustomer ? '/carts' : '/guest-carts'
  const { data, included } = await shop.get<Resource<CartView>[]>(path, { signal })
  const carts = data.map((resource) => toCart(resource, included))
  return carts.find(({ lines }) => lines.length > 0) ?? carts[0] ?? null
}

async function addToCart(
  shop: Shop,
  cart: Cart | null,
  item: { sku: string; quantity: number },
): Promise<Cart> {
  const { data, included } = shop.isCustomer
    ? await shop.post<Resource<CartView>>(`/carts/${await customerCartId(shop, cart)}/items`, {
        type: 'items',
        attributes: item,
      })
    : await shop.post<Resource<CartView>>(
        cart ? `/guest-carts/${cart.id}/guest-cart-items` : '/guest-cart-items',
        {
          type: 'guest-cart-items',
          attributes: item,
        },
      )
  return toCart(data, included)
}

async function customerCartId(shop: Shop, cart: Cart | null): Promise<string> {
  if (cart) return cart.id
  const { data } = await shop.post<Resource<CartView>>('/carts', {
    type: 'carts',
    attributes: { name: 'Cart' },
  })
  return data.id
}

async function changeQuantity(
  shop: Shop,
  cart: Cart,
  item: { sku: string; quantity: number },
): Promise<Cart> {
  const items = shop.isCustomer
    ? `/carts/${cart.id}/items`
    : `/guest-carts/${cart.id}/guest-cart-items`
  const { data, included } = await shop.patch<Resource<CartView>>(
    `${items}/${encodeURIComponent(item.sku)}`,
    {
      type: shop.isCustomer ? 'items' : 'guest-cart-items',
      attributes: { quantity: item.quantity },
    },
  )
  return toCart(data, included)
}

/** The shopper's cart, or null before the first product and after the order is placed. */
export function useCart() {
  const { shop, owner } = useShop()
  return useQuery({ queryKey: ['cart', owner], queryFn: ({ signal }) => readCart(shop, signal) })
}

/** Adds to the cart, making one when there is none. */
export function useAddToCart() {
  const { shop, owner } = useShop()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (item: { sku: string; quantity: number }) => {
      const cart = await queries.fetchQuery({
        queryKey: ['cart', owner],
        queryFn: ({ signal }) => readCart(shop, signal),
      })
      return addToCart(shop, cart, item)
    },
    onSuccess: (cart) => queries.setQueryData(['cart', owner], cart),
  })
}

/** Sets the quantity of a line; 0 removes it. A refusal shows the cart as the shop has it. */
export function useChangeQuantity(cart: Cart) {
  const { shop, owner } = useShop()
  const queries = useQueryClient()
  return useMutation({
    scope: { id: 'cart' },
    mutationFn: (item: { sku: string; quantity: number }) => changeQuantity(shop, cart, item),
    onSuccess: (changed) => queries.setQueryData(['cart', owner], changed),
    onError: () => queries.invalidateQueries({ queryKey: ['cart', owner] }),
  })
}
