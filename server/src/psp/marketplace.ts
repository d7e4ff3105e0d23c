import type { OnboardingStatus } from '../contract/app/onboarding.ts'

/** The account of a merchant at a PSP, in our words and (`pspStatus`) in its own, which is for people and never branched on. */
export type PspMerchant = {
  /** The PSP's id of the account. */
  pspReference: string
  /** The shop's name for the merchant: the PSP keeps it, so that we can find the account without its own id. */
  merchantReference: string
  /** Grows with every change of the account. Older news is not applied. */
  sequence: number
  status: OnboardingStatus
  pspStatus: string
  /** Money can be transferred to it. */
  canBePaid: boolean
  /** What the PSP still wants to know, as stable words; empty when nothing. */
  missing: readonly string[]
}

/** Nothing was done, or nobody knows whether it was: as the outcome of an operation on a charge. */
export type NotDone =
  | { kind: 'failed'; pspStatus: string }
  | { kind: 'not-sent'; because: string }
  | { kind: 'unknown'; because: string }

export type MerchantOutcome = { kind: 'succeeded'; merchant: PspMerchant } | NotDone

export type MerchantLookUp =
  | { kind: 'found'; merchant: PspMerchant }
  | { kind: 'not-found' }
  | { kind: 'unknown'; because: string }

/** What a PSP for marketplaces can besides: keep accounts for merchants. */
export type PspMerchants = {
  /** Opens an account for a merchant. The same operation id never opens two, nor does the same merchant reference. */
  create(
    merchant: { merchantReference: string; name: string },
    operationId: string,
  ): Promise<MerchantOutcome>
  /**
   * A page on which the merchant tells the PSP about itself. It is good once and for a short time: `refreshUrl` is where the
   * PSP sends a merchant who comes too late, and `returnUrl` where it sends one who is done, or has had enough.
   */
  openOnboarding(request: {
    pspReference: string
    returnUrl: string
    refreshUrl: string
    locale: string
  }): Promise<{ kind: 'succeeded'; url: string } | NotDone>
  /** Finds the account by the shop's name for the merchant. */
  find(merchantReference: string): Promise<MerchantLookUp>
}

/** Money that went to a merchant (`payout`) or came back (`reversal`). Amounts are integers in minor units of `currency`. */
export type PspTransfer = {
  pspReference: string
  /** The id of our operation that asked for it. */
  operationId: string
  kind: 'payout' | 'reversal'
  amountMinor: number
  currency: string
}

export type TransferOutcome = { kind: 'succeeded'; transfer: PspTransfer } | NotDone

export type TransferLookUp =
  | { kind: 'found'; transfer: PspTransfer }
  | { kind: 'not-found' }
  | { kind: 'unknown'; because: string }

/**
 * What a PSP for marketplaces can besides: share what was captured with merchants. What it has answered under an operation id is
 * final under it, a refusal as well as a success: whatever has changed since, asking again answers the same. So a request that was
 * on its way for long cannot move money after another one under its id was told that none will move.
 */
export type PspTransfers = {
  /** Moves a part of a captured charge to a merchant's account. The same operation id never moves twice. */
  payOut(
    request: {
      /** Our transactionId of the charge. */
      reference: string
      /** The PSP's id of the charge; null when we do not know it. */
      pspReference: string | null
      /** The PSP's id of the merchant's account. */
      merchant: string
      amountMinor: number
      currency: string
    },
    operationId: string,
  ): Promise<TransferOutcome>
  /** Takes back a part of a payout, or all of it. The same operation id never takes back twice. */
  reverse(
    request: { transfer: string; amountMinor: number; currency: string },
    operationId: string,
  ): Promise<TransferOutcome>
  /** Finds a payout or a reversal by the id of our operation. */
  find(operationId: string): Promise<TransferLookUp>
}
