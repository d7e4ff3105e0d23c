import type { Shopper } from '../payments/shopper.ts'
import type { Result } from '../result.ts'

/** A cart as the shop knows it. Amounts are integers in minor units and include tax and the chosen shipping. */
export type Cart = {
  id: string
  currency: string
  grandTotalMinor: number
  lines: readonly { sku: string; name: string; quantity: number; amountMinor: number }[]
  customer: { email: string | null; name: string | null }
}

/** The shop, as far as payments need it: who owns which cart, and what it costs. */
export type Shop = {
  /** The named cart of this shopper, or the only one. Another shopper's cart is `cart-not-found`. */
  readCart(
    shopper: Shopper,
    idCart: string | null,
  ): Promise<Result<Cart, 'cart-not-found' | 'cart-empty' | 'cart-ambiguous'>>
}
