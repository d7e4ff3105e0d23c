import { randomUUID } from 'node:crypto'
import type { Failure } from '../../contract/failures.ts'
import type { Database } from '../../database/database.ts'
import type { Shopper } from '../../payments/shopper.ts'
import { fail, ok, type Result } from '../../result.ts'
import { type CartAnswer, toCartAnswer } from './cart.ts'
import { insertCart } from './cart-store.ts'

/** Makes an empty cart for a customer. A guest's cart is made by its first item. */
export async function createCart(
  { db }: { db: Database },
  shopper: Shopper,
  name: string,
): Promise<Result<CartAnswer, Failure<'access-token-missing'>>> {
  if (shopper.kind === 'guest') return fail({ kind: 'access-token-missing' })
  const id = await insertCart(db, shopper, randomUUID(), name)
  return ok(toCartAnswer({ id, name, idShipmentMethod: null, shippingCountry: null, lines: [] }))
}
