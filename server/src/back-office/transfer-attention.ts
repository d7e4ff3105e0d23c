import type { AttentionItem } from '../contract/back-office/attention.ts'
import { toTitle } from './title.ts'
import type { OversharedPayment, TroubledTransfer } from './transfer-attention-store.ts'

/** The amount is what merchants have above what is left: the shop asks for it back. */
export const ofOvershared = (one: OversharedPayment): AttentionItem => ({
  id: one.transactionId,
  since: one.since.toISOString(),
  title: toTitle(
    'attention.overshared-payment',
    'Merchants have more of {transactionId} than is left',
    { transactionId: one.transactionId },
  ),
  amount: Number(one.sharedMinor) - Number(one.leftMinor),
  currency: one.currency,
  facts: { shared: Number(one.sharedMinor), left: Number(one.leftMinor) },
  links: linksTo(one),
  repair: null,
})

/** It is asked about by itself. */
export const ofUnknownTransfer = (one: TroubledTransfer): AttentionItem => ({
  ...ofTransfer(one),
  title: toTitle(
    'attention.unknown-transfer',
    'The provider has not said what became of the {kind} for {merchantReference}',
    { kind: one.kind, merchantReference: one.merchantReference },
  ),
})

/** It holds nothing any more: the shop asks again, or does not. */
export const ofFailedTransfer = (one: TroubledTransfer): AttentionItem => ({
  ...ofTransfer(one),
  title: toTitle('attention.failed-transfer', '{kind} for {merchantReference} failed', {
    kind: one.kind,
    merchantReference: one.merchantReference,
  }),
})

const ofTransfer = (one: TroubledTransfer): Omit<AttentionItem, 'title'> => ({
  id: one.transferId,
  since: one.since.toISOString(),
  amount: Number(one.amountMinor),
  currency: one.currency,
  facts: {
    ...{ transferId: one.transferId, merchantReference: one.merchantReference, kind: one.kind },
    attempts: one.attempts,
    ...(one.note !== null && { note: one.note }),
  },
  links: linksTo(one),
  repair: null,
})

const linksTo = (one: {
  transactionId: string
  orderReference: string | null
}): AttentionItem['links'] => [
  { rel: 'payment', id: one.transactionId },
  ...(one.orderReference === null ? [] : [{ rel: 'order' as const, id: one.orderReference }]),
]
