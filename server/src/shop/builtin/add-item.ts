import { randomUUID } from 'node:crypto'
import type { Failure } from '../../contract/failures.ts'
import type { Database, Executor } from '../../database/database.ts'
import type { Shopper } from '../../payments/shopper.ts'
import { fail, ok, type Result } from '../../result.ts'
import { type CartAnswer, itemQuantityMax, toCartAnswer } from './cart.ts'
import {
  findItem,
  findOpenCart,
  insertCart,
  lockCart,
  lockOpenCarts,
  replaceItem,
} from './cart-store.ts'
import { sells } from './catalogue.ts'
import type { Assortment } from './product.ts'
import { findStock } from './stock-store.ts'

type Kind = 'cart-not-found' | 'product-not-found' | 'stock-insufficient'
type Item = { sku: string; quantity: number }

/** Adds a product to a cart. Without a cart id: to the shopper's newest open cart, which is made when there is none. */
export async function addItem(
  { db, assortment }: { db: Database; assortment: Assortment },
  shopper: Shopper,
  { idCart, item }: { idCart: string | null; item: Item },
): Promise<Result<CartAnswer, Failure<Kind>>> {
  if (!sells(assortment, item.sku)) return fail({ kind: 'product-not-found' })
  return db.transaction().execute(async (tx) => {
    const { tenant } = shopper
    const found =
      idCart === null ? await lockNewest(tx, shopper) : await lockNamed(tx, shopper, idCart)
    if (found === null && idCart !== null) return fail({ kind: 'cart-not-found' })
    const left = await findStock(tx, tenant, item.sku)
    const quantityMax = Math.min(left, itemQuantityMax)
    if (item.quantity > quantityMax) return fail(stockInsufficient(left))
    const id = found ?? (await insertCart(tx, shopper, randomUUID(), defaultCartName))
    const quantity = ((await findItem(tx, { tenant, id }, item.sku)) ?? 0) + item.quantity
    if (quantity > quantityMax) return fail(stockInsufficient(left))
    await replaceItem(tx, { tenant, id }, item.sku, quantity)
    return answerCart(tx, shopper, id)
  })
}

async function lockNamed(tx: Executor, shopper: Shopper, idCart: string): Promise<string | null> {
  const cart = await lockCart(tx, shopper, idCart)
  return cart?.isOpen ? idCart : null
}

async function lockNewest(tx: Executor, shopper: Shopper): Promise<string | null> {
  const [newest] = await lockOpenCarts(tx, shopper.tenant, [shopper.owner])
  return newest?.id ?? null
}

export const defaultCartName = 'Cart'

export const stockInsufficient = (left: number): Failure<'stock-insufficient'> => ({
  kind: 'stock-insufficient',
  detail:
    left >= itemQuantityMax
      ? `At most ${itemQuantityMax} of a product fit into a cart.`
      : `Only ${left} left.`,
  source: { pointer: '/data/attributes/quantity' },
})

/** The cart as it is now, in the transaction that changed it. */
export async function answerCart(
  tx: Executor,
  shopper: Shopper,
  id: string,
): Promise<Result<CartAnswer, Failure<'cart-not-found'>>> {
  const cart = await findOpenCart(tx, shopper, id)
  return cart ? ok(toCartAnswer(cart)) : fail({ kind: 'cart-not-found' })
}
