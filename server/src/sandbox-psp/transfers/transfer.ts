import { z } from 'zod'

/** Money that went to a merchant (`payout`), or came back of that (`reversal`). Amounts are integers in minor units. */
export const Transfer = z.object({
  id: z.string(),
  kind: z.enum(['payout', 'reversal']),
  charge_id: z.string(),
  merchant_id: z.string(),
  payout_id: z.string().nullable(),
  amount: z.int(),
  currency: z.string(),
  key: z.string(),
  created_at: z.string(),
})
export type Transfer = z.infer<typeof Transfer>

/** Why no money moved; the last one is the chaos panel's. */
export const transferRefusals = [
  'not_found',
  'merchant_not_found',
  'merchant_not_active',
  'currency_mismatch',
  'charge_not_captured',
  'transfer_too_high',
  'transfer_not_found',
  'reversal_too_high',
  'transfer_refused',
] as const
export type TransferRefusal = (typeof transferRefusals)[number]

/** The transfer on the wire. What came back of it later is told by its reversals, so that an answer never changes. */
export const toTransferBody = (transfer: Transfer) => ({
  id: transfer.id,
  object: transfer.kind === 'payout' ? 'transfer' : 'reversal',
  charge: transfer.charge_id,
  merchant: transfer.merchant_id,
  transfer: transfer.payout_id,
  amount: transfer.amount,
  currency: transfer.currency,
  key: transfer.key,
  created: new Date(transfer.created_at).toISOString(),
})
