import { type Payment, refundableMinor } from '../payments/payment.ts'
import type { Merchant } from './merchant.ts'
import { type Transfer, type TransferItem, type TransferRefusal, totalMinor } from './transfer.ts'
import type { TransferGroup } from './transfer-groups.ts'

/** An item that was moved, or is about to be, with the transfer that moves it. Those that failed are not among them. */
export type MovedItem = { itemReference: string; amountMinor: number; transfer: Transfer }

/** What becomes of some items of a group: moved before, refused, or to be moved now from or to `pspTarget`. */
export type PlannedPart = { items: readonly TransferItem[] } & (
  | { kind: 'known'; transfer: Transfer }
  | ({ kind: 'refused' } & TransferRefusal)
  | { kind: 'new'; pspTarget: string; currency: string }
)

/** What is known while nobody else can move money of this payment. `sharedMinor`: what merchants have of it, or are about to. */
export type PayoutFacts = {
  payment: Payment
  sharedMinor: number
  merchant: Merchant | null
  paid: readonly MovedItem[]
}

/** An item is paid out once: what was paid answers its transfer, and the rest is one new payout, or none. */
export function planPayout(group: TransferGroup, facts: PayoutFacts): PlannedPart[] {
  const { known, fresh, differing } = sortOut(group.items, (item) => {
    const moved = facts.paid.find(({ itemReference }) => itemReference === item.itemReference)
    if (!moved) return null
    const isSame =
      moved.amountMinor === item.amountMinor &&
      moved.transfer.merchantReference === item.merchantReference
    return isSame ? moved.transfer : 'differs'
  })
  return [...known, ...refuseDiffering(differing, 'was paid out already'), ...planNew(fresh, facts)]
}

function planNew(items: readonly TransferItem[], facts: PayoutFacts): PlannedPart[] {
  const [first] = items
  if (!first) return []
  const { payment, sharedMinor, merchant } = facts
  if (!hasMoney(payment)) return [refused(items, notCaptured(first))]
  if (!merchant) return [refused(items, merchantNotFound(first))]
  if (merchant.pspReference === null || !merchant.canBePaid)
    return [refused(items, merchantNotReady(merchant))]
  const leftMinor = refundableMinor(payment) - sharedMinor
  if (totalMinor(items) > leftMinor) return [refused(items, aboveWhatIsLeft(leftMinor, payment))]
  const { currency } = payment
  return [{ kind: 'new', items, pspTarget: merchant.pspReference, currency }]
}

/** Money that came although the payment was canceled goes back to the shopper, and to nobody else. */
const hasMoney = (payment: Payment): boolean =>
  payment.capturedMinor > 0 && payment.status !== 'canceled'

export type ReversalFacts = {
  /** The payout that is taken back; null where there is none of this id. */
  payout: Transfer | null
  paid: readonly MovedItem[]
  reversed: readonly MovedItem[]
}

/**
 * The same amount of an item is taken back from its payout once, other amounts beside it up to what was paid. It is the same
 * wish however often it comes: a shop that wants the same part twice cannot be told from one that asks again.
 */
export function planReversal(group: TransferGroup, facts: ReversalFacts): PlannedPart[] {
  const { payout, paid, reversed } = facts
  if (!isPayoutOf(payout, group))
    return [refused(group.items, transferNotFound(group.ofTransfer ?? ''))]
  if (payout.state !== 'succeeded' || payout.pspReference === null)
    return [refused(group.items, payoutUndecided(payout))]
  const { known, fresh, differing } = sortOut(group.items, (item) => {
    const isPaid = paid.some(({ itemReference }) => itemReference === item.itemReference)
    if (!isPaid || payout.merchantReference !== item.merchantReference) return 'differs'
    const before = reversed.find((one) => isSameWish(one, item))
    return before ? before.transfer : null
  })
  const tooHigh = fresh.find((item) => item.amountMinor > leftOf(item, facts))
  const rest =
    tooHigh !== undefined
      ? [refused(fresh, aboveWhatWasPaid(tooHigh, leftOf(tooHigh, facts)))]
      : toNew(fresh, { pspTarget: payout.pspReference, currency: payout.currency })
  return [...known, ...refuseDiffering(differing, 'was not paid with this transfer'), ...rest]
}

const isPayoutOf = (payout: Transfer | null, group: TransferGroup): payout is Transfer =>
  payout !== null &&
  payout.kind === 'payout' &&
  payout.state !== 'failed' &&
  payout.orderReference === group.orderReference

const isSameWish = (one: MovedItem, item: TransferItem): boolean =>
  one.itemReference === item.itemReference && one.amountMinor === item.amountMinor

/** What of an item's payout has not been taken back, and is not about to be. */
const leftOf = ({ itemReference }: TransferItem, { paid, reversed }: ReversalFacts): number => {
  const isOfItem = (one: MovedItem) => one.itemReference === itemReference
  return totalMinor(paid.filter(isOfItem)) - totalMinor(reversed.filter(isOfItem))
}

const toNew = (
  items: readonly TransferItem[],
  at: { pspTarget: string; currency: string },
): PlannedPart[] => (items.length === 0 ? [] : [{ kind: 'new', items, ...at }])

type Sorted = {
  known: PlannedPart[]
  fresh: TransferItem[]
  differing: TransferItem[]
}

/** By what is known of each item: the transfer that moves it, nothing, or something else than is asked. */
function sortOut(
  items: readonly TransferItem[],
  find: (item: TransferItem) => Transfer | 'differs' | null,
): Sorted {
  const byTransfer = new Map<string, { transfer: Transfer; items: TransferItem[] }>()
  const fresh: TransferItem[] = []
  const differing: TransferItem[] = []
  for (const item of items) {
    const found = find(item)
    if (found === null) fresh.push(item)
    else if (found === 'differs') differing.push(item)
    else {
      const entry = byTransfer.get(found.transferId) ?? { transfer: found, items: [] }
      entry.items.push(item)
      byTransfer.set(found.transferId, entry)
    }
  }
  const known = [...byTransfer.values()].map((entry) => ({ kind: 'known' as const, ...entry }))
  return { known, fresh, differing }
}

function refuseDiffering(items: readonly TransferItem[], why: string): PlannedPart[] {
  if (items.length === 0) return []
  const names = items.map(({ itemReference }) => itemReference).join(', ')
  const message = `${names} ${why}, or with another amount or merchant.`
  return [refused(items, { reason: 'item-differs', message })]
}

/** The same answer for all of these items. */
export const refused = (items: readonly TransferItem[], refusal: TransferRefusal): PlannedPart => ({
  kind: 'refused',
  items,
  ...refusal,
})

export const paymentNotFound = (orderReference: string): TransferRefusal => ({
  reason: 'payment-not-found',
  message: `No payment of the order "${orderReference}" is known.`,
})

export const noMarketplace = (): TransferRefusal => ({
  reason: 'marketplace-not-supported',
  message:
    'The payment provider of this order has no marketplace features, or they are switched off.',
})

const notCaptured = ({ orderReference }: TransferItem): TransferRefusal => ({
  reason: 'payment-not-captured',
  message: `Nothing is captured of the payment of the order "${orderReference}".`,
})

const merchantNotFound = ({ merchantReference }: TransferItem): TransferRefusal => ({
  reason: 'merchant-not-found',
  message: `Merchant with reference "${merchantReference}" not found.`,
})

const merchantNotReady = ({ merchantReference, status }: Merchant): TransferRefusal => ({
  reason: 'merchant-not-ready',
  message: `The merchant "${merchantReference}" cannot be paid yet: ${status}.`,
})

const aboveWhatIsLeft = (leftMinor: number, { currency }: Payment): TransferRefusal => ({
  reason: 'amount-too-high',
  message: `Of what was captured and not refunded, ${Math.max(leftMinor, 0)} ${currency} (minor units) are left to share.`,
})

const transferNotFound = (transferId: string): TransferRefusal => ({
  reason: 'transfer-not-found',
  message: `Could not find a payment transfer with the transfer id "${transferId}" for this order.`,
})

const payoutUndecided = ({ transferId }: Transfer): TransferRefusal => ({
  reason: 'outcome-unknown',
  message: `It is not known yet what became of the transfer "${transferId}". Ask again.`,
})

const aboveWhatWasPaid = ({ itemReference }: TransferItem, leftMinor: number): TransferRefusal => ({
  reason: 'amount-too-high',
  message: `Of what was paid out for ${itemReference}, ${leftMinor} (minor units) are left to take back.`,
})
