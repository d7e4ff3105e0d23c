import { randomUUID } from 'node:crypto'
import type { Failure } from '../../contract/failures.ts'
import type { InputOf, OutputOf } from '../../contract/operation.ts'
import type { createAccessToken } from '../../contract/shop/catalogue.ts'
import type { Database } from '../../database/database.ts'
import type { Shopper } from '../../payments/shopper.ts'
import { fail, ok, type Result } from '../../result.ts'
import { defaultCartName } from './add-item.ts'
import { insertCart, lockOpenCarts, mergeCart } from './cart-store.ts'
import { type Customer, findCustomer } from './customer-store.ts'
import { matchesPassword } from './password.ts'

type Deps = {
  db: Database
  signToken(customerReference: string): Promise<{ accessToken: string; expiresIn: number }>
}
type Caller = { tenant: string; shopper: Shopper | null }

/**
 * Signs a customer in. What they had in the cart as a guest is in their own cart afterwards. An unknown address and a wrong
 * password are one failure, and take the same time.
 */
export async function signIn(
  { db, signToken }: Deps,
  { tenant, shopper }: Caller,
  { username, password }: InputOf<typeof createAccessToken>,
): Promise<Result<OutputOf<typeof createAccessToken>, Failure<'credentials-invalid'>>> {
  const customer = await findCustomer(db, tenant, username)
  const isRight = await matchesPassword(password, customer?.passwordHash ?? null)
  if (!customer || !isRight) return fail({ kind: 'credentials-invalid' })
  if (shopper?.kind === 'guest') await adoptGuestCart(db, shopper, customer)
  return ok({ tokenType: 'Bearer', ...(await signToken(customer.customerReference)) })
}

const adoptGuestCart = (db: Database, guest: Shopper, customer: Customer): Promise<void> =>
  db.transaction().execute(async (tx) => {
    const { tenant } = guest
    const carts = await lockOpenCarts(tx, tenant, [guest.owner, customer.owner])
    const adopted = carts.filter(({ owner }) => owner === guest.owner)
    if (adopted.length === 0) return
    const own = carts.find(({ owner }) => owner === customer.owner)
    const into =
      own?.id ??
      (await insertCart(tx, { tenant, owner: customer.owner }, randomUUID(), defaultCartName))
    for (const { id } of adopted) await mergeCart(tx, { tenant, id }, into)
  })
