import type { TransferFailureReason } from '../contract/app/transfers.ts'
import type { Mode } from '../psp/psp.ts'

export type TransferKind = 'payout' | 'reversal'

/** `pending`: about to be asked; `unknown`: asked, and the PSP has not said how it ended. Both hold their amount. */
export type TransferState = 'pending' | 'unknown' | 'succeeded' | 'failed'

/** Money of one payment that goes to a merchant or comes back, once per id. Amounts are positive integers in minor units. */
export type Transfer = Readonly<{
  tenant: string
  /** Also the PSP's idempotency key, for ever. */
  transferId: string
  transactionId: string
  provider: string
  mode: Mode
  orderReference: string
  merchantReference: string
  kind: TransferKind
  /** The payout that is taken back; null for a payout. */
  ofTransfer: string | null
  /** The PSP's id of what is moved to or from: the account of a payout, the payout of a reversal. */
  pspTarget: string
  amountMinor: number
  currency: string
  state: TransferState
  /** Why it failed or is not known, in the PSP's own word. */
  note: string | null
  pspReference: string | null
  createdAt: Date
  settledAt: Date | null
}>

/** One order item or expense of a transfer. The amount is positive whichever way it goes. */
export type TransferItem = Readonly<{
  merchantReference: string
  orderReference: string
  itemReference: string
  amountMinor: number
}>

/** Why something is not moved, with a sentence for people. */
export type TransferRefusal = { reason: TransferFailureReason; message: string }

export const totalMinor = (items: readonly Pick<TransferItem, 'amountMinor'>[]): number =>
  items.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
