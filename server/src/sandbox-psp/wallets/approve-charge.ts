import { authorizeCharge, declineCharge } from '../charges/attempts.ts'
import type { Charge } from '../charges/charge.ts'
import { findCharge } from '../charges/charge-store.ts'
import type { SandboxDeps } from '../sandbox-deps.ts'
import { takeWalletFailure } from './approval-store.ts'
import type { AddressKey } from './saved-addresses.ts'
import { toWalletCustomer } from './wallet-customer.ts'

/** What the sheet showed when the shopper approved it. */
export type Approval = {
  amount: number
  currency: string
  address: AddressKey
  funding: 'works' | 'declined'
}

export type ApprovalOutcome =
  | { outcome: 'authorized' | 'declined' | 'failed' }
  /** The charge costs something else by now: the sheet shows it and asks again. */
  | { outcome: 'changed'; amount: number; currency: string }
  /** Canceled, or expired: it can no longer be paid. */
  | { outcome: 'closed' }

const last4 = { works: '4242', declined: '0002' } as const

/** Authorises what the sheet showed, or nothing. Approving twice authorises once. */
export async function approveCharge(
  deps: SandboxDeps,
  charge: Charge,
  { amount, currency, address, funding }: Approval,
): Promise<ApprovalOutcome> {
  if (charge.wallet === null) return { outcome: 'closed' }
  if (await takeWalletFailure(deps)) return { outcome: 'failed' }
  const attempt = { chargeId: charge.id, last4: last4[funding], shown: { amount, currency } }
  const settled =
    funding === 'works'
      ? await authorizeCharge(deps, {
          ...attempt,
          walletCustomer: toWalletCustomer(charge.wallet, address),
        })
      : await declineCharge(deps, attempt, 'declined')
  if (!settled) return explain((await findCharge(deps, charge.id)) ?? charge)
  deps.wake()
  return { outcome: funding === 'works' ? 'authorized' : 'declined' }
}

/** Why nothing was authorised by this approval. */
function explain(charge: Charge): ApprovalOutcome {
  if (charge.status === 'open')
    return { outcome: 'changed', amount: charge.amount, currency: charge.currency }
  return { outcome: isApproved(charge) ? 'authorized' : 'closed' }
}

/** True once the wallet has authorised the charge, whatever became of the money since. */
export const isApproved = (charge: Charge): boolean =>
  charge.status !== 'canceled' && charge.wallet_customer !== null
