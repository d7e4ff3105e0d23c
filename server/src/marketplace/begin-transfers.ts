import { randomBytes } from 'node:crypto'
import type { Executor } from '../database/database.ts'
import type { Payment } from '../payments/payment.ts'
import { findOrderPayment, findPayment } from '../payments/payment-store.ts'
import type { MarketplaceDeps } from './marketplace-deps.ts'
import { findMerchant } from './merchant-store.ts'
import { type Transfer, type TransferItem, type TransferRefusal, totalMinor } from './transfer.ts'
import type { TransferGroup } from './transfer-groups.ts'
import {
  noMarketplace,
  type PlannedPart,
  paymentNotFound,
  planPayout,
  planReversal,
  refused,
} from './transfer-plan.ts'
import {
  findItemsOf,
  findPaidItems,
  findReversedItems,
  findTransfer,
  insertTransfer,
  lockPayment,
} from './transfer-store.ts'

type BeginDeps = Pick<MarketplaceDeps, 'db' | 'findTransfers' | 'onCommit'>

/** What became of some items: `isNew`: their intent is written and the PSP is to be asked. */
export type BegunPart = { items: readonly TransferItem[]; merchantReference: string } & (
  | { kind: 'transfer'; transfer: Transfer; isNew: boolean }
  | ({ kind: 'refused' } & TransferRefusal)
)

/**
 * Decides on a group and writes its intent, in one transaction that holds the payment's row: of several that race for the
 * same money, or with a refund, each sees what the others have taken.
 */
export async function beginTransfers(
  deps: BeginDeps,
  tenant: string,
  group: TransferGroup,
): Promise<BegunPart[]> {
  const payment = await findPaymentOf(deps, tenant, group)
  const toBegun = (part: PlannedPart) => beginPart(group, part)
  if (!payment) return [refused(group.items, paymentNotFound(group.orderReference))].map(toBegun)
  const port = await deps.findTransfers(payment)
  if (!port) return [refused(group.items, noMarketplace())].map(toBegun)
  const begun = await deps.db.transaction().execute((tx) => beginLocked(tx, payment, group))
  if (begun.some((part) => part.kind === 'transfer' && part.isNew)) deps.onCommit(payment)
  return begun
}

/** A payout that nobody knows is told as such, by the plan; it needs some payment to be asked of. */
async function findPaymentOf(
  { db }: BeginDeps,
  tenant: string,
  { ofTransfer, orderReference }: TransferGroup,
): Promise<Payment | null> {
  const payout = ofTransfer && (await findTransfer(db, { tenant, transferId: ofTransfer }))
  return payout && payout.orderReference === orderReference
    ? findPayment(db, tenant, payout.transactionId)
    : findOrderPayment(db, tenant, orderReference)
}

async function beginLocked(
  tx: Executor,
  { tenant, transactionId }: Payment,
  group: TransferGroup,
): Promise<BegunPart[]> {
  const locked = await lockPayment(tx, { tenant, transactionId })
  if (!locked) throw new Error(`Payment ${transactionId} vanished.`)
  const parts = await plan(tx, group, locked)
  const begun = parts.map((part) => beginPart(group, part, locked.payment))
  for (const part of begun) {
    if (part.kind === 'transfer' && part.isNew) await insertTransfer(tx, part.transfer, part.items)
  }
  return begun
}

type Locked = { payment: Payment; sharedMinor: number }

async function plan(tx: Executor, group: TransferGroup, locked: Locked): Promise<PlannedPart[]> {
  const { tenant, provider, mode } = locked.payment
  const { ofTransfer, orderReference, merchantReference } = group
  if (ofTransfer === null) {
    const paid = await findPaidItems(tx, tenant, orderReference)
    const merchant = await findMerchant(tx, { tenant, provider, mode, merchantReference })
    return planPayout(group, { ...locked, merchant, paid })
  }
  const key = { tenant, transferId: ofTransfer }
  return planReversal(group, {
    payout: await findTransfer(tx, key),
    paid: await findItemsOf(tx, key),
    reversed: await findReversedItems(tx, key),
  })
}

function beginPart(group: TransferGroup, part: PlannedPart, payment?: Payment): BegunPart {
  const { merchantReference } = group
  if (part.kind === 'refused') return { ...part, merchantReference }
  if (part.kind === 'known') {
    const { items, transfer } = part
    return { kind: 'transfer', isNew: false, items, transfer, merchantReference }
  }
  if (!payment) throw new Error('A transfer is of a payment.')
  const { items } = part
  const transfer = toTransfer(group, part, payment)
  return { kind: 'transfer', isNew: true, items, transfer, merchantReference }
}

const toTransfer = (
  { kind, orderReference, merchantReference, ofTransfer }: TransferGroup,
  { items, pspTarget, currency }: Extract<PlannedPart, { kind: 'new' }>,
  { tenant, transactionId, provider, mode }: Payment,
): Transfer => ({
  ...{ tenant, transactionId, provider, mode },
  ...{ kind, orderReference, merchantReference, ofTransfer, pspTarget, currency },
  transferId: newTransferId(),
  amountMinor: totalMinor(items),
  state: 'pending',
  note: null,
  pspReference: null,
  createdAt: new Date(),
  settledAt: null,
})

/** 128 random bits, readable by its prefix; the shop keeps it to take the payout back. */
const newTransferId = (): string => `tr_${randomBytes(16).toString('base64url')}`
