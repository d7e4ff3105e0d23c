import type { Shopper } from '../payments/shopper.ts'
import type { Result } from '../result.ts'

/** A cart as the shop knows it. Amounts are integers in minor units and include tax and the chosen shipping. */
export type Cart = {
  id: string
  currency: string
  /** Where it is to be shipped to, ISO 3166; null while the shop does not know. */
  countryCode: string | null
  grandTotalMinor: number
  lines: readonly { sku: string; name: string; quantity: number; amountMinor: number }[]
  customer: { email: string | null; name: string | null }
  /** What the shop offers for the cart's address; empty where the shop has not been asked to price shipping. */
  shippingOptions: readonly { id: string; name: string; amountMinor: number }[]
  idShipmentMethod: string | null
}

/** What is known of an address before the shopper approves. */
export type ShippingAddress = {
  iso2Code: string
  zipCode?: string | null | undefined
  city?: string | null | undefined
  state?: string | null | undefined
}

/** How a cart is to be priced. Without `idShipmentMethod` the one chosen before counts, or the method's default. */
export type Repricing = {
  method: string
  shippingAddress: ShippingAddress | null
  idShipmentMethod: string | null
}

/** An order that was placed with a payment. The amount is an integer in minor units. */
export type PlacedOrder = {
  orderReference: string
  orderItemIds: readonly string[]
  amountMinor: number
  currency: string
  /** Who placed it, as `Shopper.owner`; null when the shop does not say. */
  owner: string | null
}

type CartFailure = 'cart-not-found' | 'cart-empty' | 'cart-ambiguous'

/** The shop, as far as payments need it: who owns which cart, and what it costs. */
export type Shop = {
  /** The named cart of this shopper, or the only one. Another shopper's cart is `cart-not-found`. */
  readCart(shopper: Shopper, idCart: string | null): Promise<Result<Cart, CartFailure>>
  /**
   * As `readCart`, with an address and a shipping option that a wallet tells: the cart keeps them, and its total includes
   * them. A refusal leaves the cart as it was.
   */
  repriceCart(
    shopper: Shopper,
    idCart: string | null,
    repricing: Repricing,
  ): Promise<Result<Cart, CartFailure | 'address-not-served' | 'shipment-not-offered'>>
  /** The order that this owner placed with this payment, if one was. Throws when the shop does not answer. */
  findOrder(payment: {
    tenant: string
    transactionId: string
    owner: string
  }): Promise<PlacedOrder | null>
}
