import type { Failure } from '../../contract/failures.ts'
import type { Database } from '../../database/database.ts'
import type { Shopper } from '../../payments/shopper.ts'
import { fail, type Result } from '../../result.ts'
import { answerCart } from './add-item.ts'
import type { CartAnswer } from './cart.ts'
import { findItem, lockCart, replaceItem } from './cart-store.ts'

/** Takes a product out of a cart. */
export async function removeItem(
  { db }: { db: Database },
  shopper: Shopper,
  { idCart, sku }: { idCart: string; sku: string },
): Promise<Result<CartAnswer, Failure<'cart-not-found' | 'item-not-found'>>> {
  return db.transaction().execute(async (tx) => {
    const cart = await lockCart(tx, shopper, idCart)
    if (!cart?.isOpen) return fail({ kind: 'cart-not-found' })
    const key = { tenant: shopper.tenant, id: idCart }
    if ((await findItem(tx, key, sku)) === null) return fail({ kind: 'item-not-found' })
    await replaceItem(tx, key, sku, 0)
    return answerCart(tx, shopper, idCart)
  })
}
