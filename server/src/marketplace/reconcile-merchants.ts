import type { MarketplaceDeps } from './marketplace-deps.ts'
import type { Merchant } from './merchant.ts'
import { claimMerchants } from './merchant-store.ts'
import { type RecordDeps, recordMerchant } from './record-merchant.ts'

type ReconcileDeps = RecordDeps &
  Pick<MarketplaceDeps, 'findMerchants'> & { onDefect(error: unknown): void }

/** So many look-ups are under way at once, in each process. */
const batchMax = 10

/**
 * Asks the PSP about merchants of whom nothing was heard for long: whose account was asked for, who were sent to its page, or
 * whom it checks. What it says has its effect as if it had been told. Answers how many were looked up.
 */
export async function reconcileMerchants(deps: ReconcileDeps): Promise<number> {
  const merchants = await claimMerchants(deps.db, batchMax)
  await Promise.all(merchants.map((merchant) => reconcileOne(deps, merchant).catch(deps.onDefect)))
  return merchants.length
}

/** What the PSP does not know was never asked for, or never arrived: the next onboarding asks again under its own key. */
async function reconcileOne(deps: ReconcileDeps, merchant: Merchant): Promise<void> {
  const port = await deps.findMerchants(merchant)
  const found = await port?.find(merchant.merchantReference)
  if (found?.kind === 'found') await recordMerchant(deps, merchant, { picture: found.merchant })
}
