import { type Executor, sql } from '../../database/database.ts'

/** Somebody with an account. `passwordHash` never leaves the shop. */
export type Customer = {
  owner: string
  customerReference: string
  email: string
  firstName: string
  lastName: string
  passwordHash: string
}

type CustomerRow = {
  owner: string
  customer_reference: string
  email: string
  first_name: string
  last_name: string
  password_hash: string
}

/** Finds by e-mail address, which is kept in lower case. */
export async function findCustomer(
  db: Executor,
  tenant: string,
  email: string,
): Promise<Customer | null> {
  const { rows } = await sql<CustomerRow>`
    select owner, customer_reference, email, first_name, last_name, password_hash
    from shop.customers where tenant = ${tenant} and email = ${email.trim().toLowerCase()}`.execute(
    db,
  )
  const row = rows[0]
  if (!row) return null
  return {
    owner: row.owner,
    customerReference: row.customer_reference,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    passwordHash: row.password_hash,
  }
}

/** Keeps a customer; one who is there already stays as is. */
export async function insertCustomer(
  db: Executor,
  tenant: string,
  customer: Customer,
): Promise<void> {
  await sql`
    insert into shop.customers (tenant, owner, customer_reference, email, first_name, last_name, password_hash)
    values (${tenant}, ${customer.owner}, ${customer.customerReference}, ${customer.email},
      ${customer.firstName}, ${customer.lastName}, ${customer.passwordHash})
    on conflict do nothing`.execute(db)
}
