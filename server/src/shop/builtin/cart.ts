import type { CartItemView, CartView } from '../../contract/shop/carts.ts'
import { currency, findSeller, imageUrlOf, storeName } from './catalogue.ts'
import type { Product } from './product.ts'
import { findShipmentMethod } from './shipment.ts'
import { type Totals, totalsOf } from './totals.ts'

export const itemQuantityMax = 99

/** One product in a cart, priced by today's catalogue, and how many of it are in stock now. */
export type CartLine = { product: Product; quantity: number; quantityLeft: number }

/** An open cart. One that became an order is no cart any more. */
export type OpenCart = {
  id: string
  name: string
  idShipmentMethod: string | null
  /** Where it goes, as far as somebody has said; shipping is priced for it. */
  shippingCountry: string | null
  lines: readonly CartLine[]
}

/** A cart with its lines, as the shop answers it. */
export type CartAnswer = { id: string; cart: CartView; items: CartItemView[] }

/** The sums of a cart with the shipping that was chosen for it. */
export function cartTotals(cart: OpenCart): Totals {
  const lines = cart.lines.map(({ product, quantity }) => ({
    unitPriceMinor: product.priceMinor,
    quantity,
  }))
  const shipment = findShipmentMethod(cart.idShipmentMethod, cart.shippingCountry)
  return totalsOf(lines, shipment?.price ?? 0)
}

export const toCartAnswer = (cart: OpenCart): CartAnswer => ({
  id: cart.id,
  cart: {
    name: cart.name,
    priceMode: 'GROSS_MODE',
    currency,
    store: storeName,
    idShipmentMethod: cart.idShipmentMethod,
    totals: cartTotals(cart),
  },
  items: cart.lines.map(toItemView),
})

const toItemView = ({ product, quantity, quantityLeft }: CartLine): CartItemView => ({
  sku: product.sku,
  name: product.name,
  quantity,
  groupKey: product.sku,
  imageUrl: imageUrlOf(product.sku),
  isAvailable: quantityLeft >= quantity,
  merchant: findSeller(product),
  calculations: { unitPrice: product.priceMinor, sumPrice: product.priceMinor * quantity },
})
