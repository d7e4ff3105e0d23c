import type { Database } from '../../database/database.ts'
import { customerOwner } from '../../payments/shopper.ts'
import { insertCustomer } from './customer-store.ts'
import { hashPassword } from './password.ts'
import type { Assortment } from './product.ts'
import { insertStock } from './stock-store.ts'

/** The customer of the demo. Her password is public: the shop exists for demonstrations only. */
const demoCustomer = {
  customerReference: 'DE--1',
  email: 'ada@example.org',
  firstName: 'Ada',
  lastName: 'Kern',
  password: 'change123',
}

/** Puts the stock and the demo customer there. Repeating it, in any number of processes, changes nothing. */
export async function seedShop(
  { db, assortment }: { db: Database; assortment: Assortment },
  tenant: string,
): Promise<void> {
  await insertStock(
    db,
    tenant,
    assortment.products.map(({ sku, initialStock }) => ({ sku, quantity: initialStock })),
  )
  const { password, ...customer } = demoCustomer
  const passwordHash = await hashPassword(password)
  await insertCustomer(db, tenant, {
    ...customer,
    owner: customerOwner(customer.customerReference),
    passwordHash,
  })
}
