import { type Executor, sql } from '../database/database.ts'

/** Lets operations of a payment whose outcome is unknown be looked up by the next sweep. */
export async function hastenOperations(
  db: Executor,
  { tenant, transactionId }: { tenant: string; transactionId: string },
): Promise<void> {
  await sql`
    update operations set due_at = now()
    where tenant = ${tenant} and transaction_id = ${transactionId} and settled_at is null and state = 'unknown'
      and due_at > now()`.execute(db)
}
