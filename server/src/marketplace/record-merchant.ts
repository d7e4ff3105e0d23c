import type { InboxKey } from '../payments/keep-store.ts'
import type { PspMerchant } from '../psp/marketplace.ts'
import { insertAppMessages } from '../tenants/app-message-store.ts'
import type { MarketplaceDeps } from './marketplace-deps.ts'
import { applyPicture, type Merchant, type MerchantKey, type MerchantVerdict } from './merchant.ts'
import { lockMerchant, settleNews, updateMerchant } from './merchant-store.ts'

export type RecordDeps = Pick<MarketplaceDeps, 'db' | 'onNews'>

/** What became of news about a merchant; `not-found`: we never asked for an account of this merchant. */
export type RecordedMerchant =
  | { kind: 'changed' | 'ignored'; merchant: Merchant }
  | { kind: 'not-found' }

/**
 * Applies a PSP's picture of an account to its merchant. What changes, what the shop is told of it and the inbox row that
 * brought it are one commit; a merchant is in one hand at a time, so that its messages keep their order.
 */
export async function recordMerchant(
  deps: RecordDeps,
  key: MerchantKey,
  { picture, inbox }: { picture: PspMerchant; inbox?: InboxKey },
): Promise<RecordedMerchant> {
  const recorded = await deps.db.transaction().execute(async (tx) => {
    const merchant = await lockMerchant(tx, key)
    if (!merchant) return null
    const verdict = applyPicture(merchant, picture)
    if (verdict.kind === 'changed') {
      await updateMerchant(tx, verdict.merchant)
      await insertAppMessages(tx, key.tenant, verdict.messages)
    }
    if (inbox) await settleNews(tx, key.tenant, { ...inbox, end: endOf(verdict) })
    return { merchant, verdict }
  })
  if (!recorded) return { kind: 'not-found' }
  const { merchant, verdict } = recorded
  if (verdict.kind === 'ignored') return { kind: 'ignored', merchant }
  if (verdict.messages.length > 0) deps.onNews(key.tenant)
  return { kind: 'changed', merchant: verdict.merchant }
}

const endOf = (verdict: MerchantVerdict) =>
  verdict.kind === 'changed'
    ? ({ state: 'applied', note: null } as const)
    : ({ state: 'ignored', note: verdict.because } as const)
