import { type Executor, sql } from '../database/database.ts'
import type { Payment } from './payment.ts'
import { type Row, toPayment } from './payment-store.ts'

/** About nine days: whatever has not been told by then is for an operator. */
const lookUpsMax = 40

/**
 * Claims payments that have waited for their PSP for too long. Claiming postpones, 5 minutes doubling to 6 hours, so that several
 * processes share the work and one that dies needs no clean-up. Only what waits is in the index: what it costs does not grow with
 * the number of payments.
 */
export async function claimToLookUp(db: Executor, batchMax: number): Promise<Payment[]> {
  const { rows } = await sql<Row>`
    update payments set look_ups = look_ups + 1,
      look_up_due_at = case when look_ups < ${lookUpsMax}::integer
        then now() + least(300 * power(2, least(look_ups, 10)), 21600) * interval '1 second' end
    where ctid = any(array(
      select ctid from payments where look_up_due_at is not null and look_up_due_at <= now()
      order by look_up_due_at limit ${batchMax}::integer for update skip locked))
    returning *`.execute(db)
  return rows.map(toPayment)
}
