import { claimUnheard } from '../database/claim-due.ts'
import type { Executor } from '../database/database.ts'
import type { Payment } from './payment.ts'
import { type Row, toPayment } from './payment-store.ts'

/** Claims payments that have waited for their PSP for too long. */
export const claimToLookUp = async (db: Executor, batchMax: number): Promise<Payment[]> =>
  (await claimUnheard<Row>(db, 'payments', batchMax)).map(toPayment)
