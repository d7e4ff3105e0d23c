import type { Failure } from '../../contract/failures.ts'
import type { Database } from '../../database/database.ts'
import type { Shopper } from '../../payments/shopper.ts'
import { fail, type Result } from '../../result.ts'
import { answerCart, stockInsufficient } from './add-item.ts'
import type { CartAnswer } from './cart.ts'
import { findItem, lockCart, replaceItem } from './cart-store.ts'
import { findStock } from './stock-store.ts'

type Kind = 'cart-not-found' | 'item-not-found' | 'stock-insufficient'
type Change = { idCart: string; item: { sku: string; quantity: number } }

/** Changes how many of a product are in a cart; 0 removes it. */
export async function changeItem(
  { db }: { db: Database },
  shopper: Shopper,
  { idCart, item }: Change,
): Promise<Result<CartAnswer, Failure<Kind>>> {
  return db.transaction().execute(async (tx) => {
    const cart = await lockCart(tx, shopper, idCart)
    if (!cart?.isOpen) return fail({ kind: 'cart-not-found' })
    const key = { tenant: shopper.tenant, id: idCart }
    if ((await findItem(tx, key, item.sku)) === null) return fail({ kind: 'item-not-found' })
    const left = await findStock(tx, shopper.tenant, item.sku)
    if (item.quantity > left) return fail(stockInsufficient(left))
    await replaceItem(tx, key, item.sku, item.quantity)
    return answerCart(tx, shopper, idCart)
  })
}
