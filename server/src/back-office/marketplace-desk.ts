import type { OnboardingStatus } from '../contract/app/onboarding.ts'
import type { TransferState } from '../contract/back-office/marketplace.ts'
import type { Mode } from '../psp/psp.ts'
import type { Place } from './cursor.ts'

/** A merchant as a list shows it. Balances are what was paid out and not taken back, in minor units. */
export type DeskMerchant = {
  merchantReference: string
  name: string
  provider: string
  mode: Mode
  status: OnboardingStatus
  canBePaid: boolean
  missing: readonly string[]
  pspReference: string | null
  pspStatus: string | null
  balances: readonly { currency: string; amountMinor: number }[]
  createdAt: Date
  /** The same time with all its digits, `2026-01-15T09:14:02.118000Z`: where a list goes on. */
  createdExactly: string
  updatedAt: Date
}

/** Money that went to a merchant or came back. The amount is positive, in minor units of `currency`. */
export type DeskTransfer = {
  transferId: string
  kind: 'payout' | 'reversal'
  state: TransferState
  failureReason: string | null
  merchantReference: string
  merchantName: string | null
  orderReference: string
  transactionId: string
  itemReferences: readonly string[]
  amountMinor: number
  currency: string
  provider: string
  mode: Mode
  pspReference: string | null
  createdAt: Date
  /** As of a merchant. */
  createdExactly: string
}

export type MerchantSearch = {
  tenant: string
  /** Begins the reference of a merchant, or is in its name. */
  q?: string | undefined
  status?: OnboardingStatus | undefined
  mode?: Mode | undefined
}

export type TransferSearch = {
  tenant: string
  /** Begins the id of a transfer, an order reference, or the reference of a merchant. */
  q?: string | undefined
  merchant?: string | undefined
  transactionId?: string | undefined
  kind?: DeskTransfer['kind'] | undefined
  state?: TransferState | undefined
}

type Page = { from: Place | null; limit: number }

/** The merchants of a marketplace and the money that is theirs, as an operator looks at them. */
export type MarketplaceDesk = {
  /** Newest first by `createdExactly`, then by `toMerchantId`, those before `from`, at most `limit`. */
  listMerchants(search: MerchantSearch, page: Page): Promise<readonly DeskMerchant[]>
  /** Newest first by `createdExactly` and transfer id, those before `from`, at most `limit`. */
  listTransfers(search: TransferSearch, page: Page): Promise<readonly DeskTransfer[]>
}

/** One merchant may have an account in test and live, and at several providers. */
export const toMerchantId = ({
  provider,
  mode,
  merchantReference,
}: Pick<DeskMerchant, 'provider' | 'mode' | 'merchantReference'>): string =>
  `${provider}/${mode}/${merchantReference}`
