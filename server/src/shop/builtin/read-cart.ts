import type { Failure } from '../../contract/failures.ts'
import type { Database } from '../../database/database.ts'
import type { Shopper } from '../../payments/shopper.ts'
import { fail, ok, type Result } from '../../result.ts'
import type { Cart, Shop } from '../shop.ts'
import { type CartAnswer, cartTotals, toCartAnswer } from './cart.ts'
import { findOpenCart, listOpenCarts } from './cart-store.ts'
import { currency } from './catalogue.ts'

const cartsMax = 20

/** The cart that a payment is for, in one round trip to the database. */
export async function readCart(
  { db }: { db: Database },
  shopper: Shopper,
  idCart: string | null,
): ReturnType<Shop['readCart']> {
  const [cart, other] = await listOpenCarts(db, shopper, idCart, 2)
  if (!cart) return fail('cart-not-found')
  if (other) return fail('cart-ambiguous')
  if (cart.lines.length === 0) return fail('cart-empty')
  return ok(toPayable(cart))
}

type StoredCart = Awaited<ReturnType<typeof listOpenCarts>>[number]

/** A cart as payments see it; shipping options come with a repricing only. */
export const toPayable = (cart: StoredCart): Cart => ({
  id: cart.id,
  currency,
  countryCode: cart.shippingCountry,
  grandTotalMinor: cartTotals(cart).grandTotal,
  lines: cart.lines.map(({ product, quantity }) => ({
    sku: product.sku,
    name: product.name,
    quantity,
    amountMinor: product.priceMinor * quantity,
  })),
  customer: cart.payer,
  shippingOptions: [],
  idShipmentMethod: cart.idShipmentMethod,
})

/** The shopper's open carts, newest first. */
export const listCarts = async (
  { db }: { db: Database },
  shopper: Shopper,
): Promise<CartAnswer[]> => (await listOpenCarts(db, shopper, null, cartsMax)).map(toCartAnswer)

export async function findCart(
  { db }: { db: Database },
  shopper: Shopper,
  idCart: string,
): Promise<Result<CartAnswer, Failure<'cart-not-found'>>> {
  const cart = await findOpenCart(db, shopper, idCart)
  return cart ? ok(toCartAnswer(cart)) : fail({ kind: 'cart-not-found' })
}
