import type { TransmissionItem } from '../contract/app/transfers.ts'
import type { TransferItem, TransferKind } from './transfer.ts'

/** Items that are moved together. The merchant of a reversal is that of its first item. */
export type TransferGroup = Readonly<{
  kind: TransferKind
  orderReference: string
  merchantReference: string
  ofTransfer: string | null
  items: readonly TransferItem[]
}>

/**
 * What is asked, as transfers: items without a transferId by order and merchant, the others by transferId and order, each in
 * the order in which its first item came.
 */
export function toGroups(items: readonly TransmissionItem[]): TransferGroup[] {
  const groups = Map.groupBy(items, ({ transferId, orderReference, merchantReference }) =>
    JSON.stringify(
      transferId ? ['reversal', transferId, orderReference] : [orderReference, merchantReference],
    ),
  )
  return [...groups.values()].flatMap(([first, ...others]) =>
    first ? [toGroup(first, [first, ...others])] : [],
  )
}

const toGroup = (first: TransmissionItem, items: readonly TransmissionItem[]): TransferGroup => ({
  kind: first.transferId ? 'reversal' : 'payout',
  orderReference: first.orderReference,
  merchantReference: first.merchantReference,
  ofTransfer: first.transferId ?? null,
  items: items.map(({ merchantReference, orderReference, itemReference, amount }) => ({
    ...{ merchantReference, orderReference, itemReference },
    amountMinor: Math.abs(amount),
  })),
})
