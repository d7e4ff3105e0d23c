import { type Executor, sql } from '../database/database.ts'
import type { Payment } from '../payments/payment.ts'
import { type Row, toPayment } from '../payments/payment-store.ts'

/** A payment with what only operators look at. */
export type Dossier = {
  payment: Payment
  orderless: { since: Date; looks: number } | null
  customerEmail: string | null
}

export async function findDossier(
  db: Executor,
  tenant: string,
  transactionId: string,
): Promise<Dossier | null> {
  const { rows } = await sql<Row>`
    select p.*,
      (select o.request #>> '{charge,customer,email}' from operations o
        where o.tenant = p.tenant and o.transaction_id = p.transaction_id and o.kind = 'initialise'
        order by o.created_at limit 1) as customer_email
    from payments p where p.tenant = ${tenant} and p.transaction_id = ${transactionId}`.execute(db)
  const row = rows[0]
  if (!row) return null
  const since = row['orderless_since']
  return {
    payment: toPayment(row),
    orderless: since instanceof Date ? { since, looks: Number(row['orderless_looks']) } : null,
    customerEmail: typeof row['customer_email'] === 'string' ? row['customer_email'] : null,
  }
}
