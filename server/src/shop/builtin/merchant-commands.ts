import { type Act, change, done, without } from './carried-out.ts'
import { type Order, type OrderItem, priceMinorOf } from './order.ts'
import type { PaymentFacts } from './payment-facts.ts'

/** One item of a call of `/payments/transfers`, as shops write it: with a transfer id, its payout is taken back. */
export type TransferItem = {
  type: 'order-item'
  merchant_reference: string
  order_reference: string
  item_reference: string
  /** Minor units, as text; negative when taken back. */
  amount: string
  transfer_id?: string
}

/** What the marketplace keeps of each merchant's item. It stays with the item, whatever is agreed later. */
const calculateCommission: Act = (order, meant, { commissionPercent }) =>
  done(
    change(order.items, meant.filter(isOfMerchant), (facts, item) => ({
      ...facts,
      commissionMinor: Math.round((priceMinorOf([item]) * commissionPercent) / 100),
    })),
  )

/** Merchants get the price of their items less the commission. The expenses of the order stay with the operator. */
const payOut: Act = (order, meant) =>
  transfer(order, meant, {
    isOwed: (item) => isOfMerchant(item) && shareMinorOf(item) > 0,
    asked: (facts) => ({ ...facts, payout: 'requested' }),
    settled: (facts) => ({ ...facts, payout: 'paid out' }),
    toItem: (item) => toTransferItem(order, item, shareMinorOf(item)),
    note: 'nothing is owed to a merchant',
  })

const reversePayout: Act = (order, meant) =>
  transfer(order, meant, {
    isOwed: ({ facts }) => facts.transferId !== null,
    asked: (facts) => ({ ...facts, payoutReversal: 'requested' }),
    settled: (facts) => ({ ...facts, payoutReversal: 'reversed' }),
    toItem: (item) => ({
      ...toTransferItem(order, item, -shareMinorOf(item)),
      ...(item.facts.transferId === null ? {} : { transfer_id: item.facts.transferId }),
    }),
    note: 'nothing was paid to a merchant',
  })

/** The commands that concern merchants and their money. */
export const merchantActs: Readonly<Record<string, Act>> = {
  'MerchantCommission/Calculate': calculateCommission,
  'SalesPaymentMerchant/Payout': payOut,
  'SalesPaymentMerchant/ReversePayout': reversePayout,
}

type Transfer = {
  isOwed(item: OrderItem): boolean
  asked(facts: PaymentFacts): PaymentFacts
  settled(facts: PaymentFacts): PaymentFacts
  toItem(item: OrderItem): TransferItem
  note: string
}

/** Asks the app for those items that money is to move for; the others are settled as they are. */
function transfer(
  order: Order,
  meant: readonly OrderItem[],
  { isOwed, asked, settled, toItem, note }: Transfer,
): ReturnType<Act> {
  const owed = meant.filter(isOwed)
  const items = change(change(order.items, without(meant, owed), settled), owed, asked)
  if (owed.length === 0) return done(items, note)
  return {
    items,
    commands: [{ name: 'TransferPayments', payload: { items: owed.map(toItem) } }],
    answeredLater: owed.map(({ id }) => id),
    note: null,
  }
}

const isOfMerchant = ({ merchantReference }: OrderItem): boolean => merchantReference !== null

/** What the merchant gets for an item. */
const shareMinorOf = (item: OrderItem): number =>
  priceMinorOf([item]) - (item.facts.commissionMinor ?? 0)

const toTransferItem = (order: Order, item: OrderItem, amountMinor: number): TransferItem => ({
  type: 'order-item',
  merchant_reference: item.merchantReference ?? '',
  order_reference: order.orderReference,
  item_reference: item.itemReference,
  amount: String(amountMinor),
})
