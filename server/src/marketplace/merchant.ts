import type { OnboardingStatus } from '../contract/app/onboarding.ts'
import type { PspMerchant } from '../psp/marketplace.ts'
import type { AppMessage } from '../tenants/app-messages.ts'
import { appIdentifier, type ConnectionKey } from '../tenants/connection.ts'

export type MerchantKey = ConnectionKey & { merchantReference: string }

/** A merchant of a marketplace, with its account at the PSP as far as we know it. */
export type Merchant = Readonly<
  MerchantKey & {
    name: string
    status: OnboardingStatus
    /** The PSP's id of the account; null until the PSP has said that there is one. */
    pspReference: string | null
    /** The newest state of the account that we know of; see `PspMerchant.sequence`. */
    pspSequence: number
    pspStatus: string | null
    canBePaid: boolean
    /** What the PSP still wants to know, as stable words. */
    missing: readonly string[]
    /** The id under which the account is asked for. */
    operationId: string
    createdAt: Date
    updatedAt: Date
  }
>

/** What the PSP's picture of an account means. Older pictures, and those of another account, change nothing. */
export type MerchantVerdict =
  | { kind: 'changed'; merchant: Merchant; messages: readonly AppMessage[] }
  | { kind: 'ignored'; because: 'known' | 'older' | 'another-account' }

/** The newest picture wins, in whichever order they come; the shop is told of a status that it does not know yet. */
export function applyPicture(merchant: Merchant, picture: PspMerchant): MerchantVerdict {
  const { pspReference, sequence, status, pspStatus, canBePaid, missing } = picture
  if (merchant.pspReference !== null && merchant.pspReference !== pspReference)
    return { kind: 'ignored', because: 'another-account' }
  if (sequence < merchant.pspSequence) return { kind: 'ignored', because: 'older' }
  if (sequence === merchant.pspSequence) return { kind: 'ignored', because: 'known' }
  const next: Merchant = {
    ...merchant,
    ...{ pspReference, pspSequence: sequence, status, pspStatus, canBePaid, missing },
  }
  const messages = merchant.status === status ? [] : [statusChanged(next)]
  return { kind: 'changed', merchant: next, messages }
}

const statusChanged = (merchant: Merchant): AppMessage => ({
  name: 'MerchantAppOnboardingStatusChanged',
  payload: {
    merchantReference: merchant.merchantReference,
    appIdentifier: appIdentifier(merchant),
    status: merchant.status,
    type: 'payment',
    ...(merchant.missing.length > 0 && {
      additionalInfo: JSON.stringify({ missing: merchant.missing }),
    }),
  },
})

/** True while it is somebody's turn whose news may be lost: the PSP that is asked for the account, or that checks it. */
export const isUndecided = ({ pspReference, status }: Merchant): boolean =>
  pspReference === null || status === 'pending'
