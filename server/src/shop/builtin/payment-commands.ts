import type { InboundName } from '../../contract/messages.ts'
import { type Order, type OrderItem, priceMinorOf } from './order.ts'
import {
  askCancellation,
  askCapture,
  askRefund,
  learn,
  type PaymentFacts,
} from './payment-facts.ts'

/** A message to the payment app that is not written yet, as shops write it. */
export type NewCommand = { name: InboundName; payload: Record<string, unknown> }

/** What carrying out a command of a process comes to: what is sent, and what is known of each item from now on. */
export type CarriedOut = {
  items: readonly OrderItem[]
  commands: readonly NewCommand[]
  /** For the items' history, where the shop does something else than was asked. */
  note: string | null
}

/** Carries out a command of a process for some items of an order. Most are local: the items' history says that they happened. */
export function carryOut(order: Order, command: string, itemIds: readonly string[]): CarriedOut {
  const act = acts[command]
  if (act) return act(order, ofIds(order.items, itemIds))
  return { items: order.items, commands: [], note: notes[command] ?? null }
}

const notes: Readonly<Record<string, string>> = {
  'SalesPaymentMerchant/Payout': 'payout not available yet',
  'SalesPaymentMerchant/ReversePayout': 'payout not available yet',
}

type Act = (order: Order, meant: readonly OrderItem[]) => CarriedOut

/** The price of the items, and with the first capture that has not failed all expenses of the order. */
const capture: Act = (order, meant) => {
  const isWithExpenses = !without(order.items, meant).some(
    ({ facts }) => facts.capturesExpenses && isCapturing(facts),
  )
  const first = meant[0]?.id
  const items = change(order.items, meant, (facts, id) => ({
    ...askCapture(facts),
    capturesExpenses: isWithExpenses && id === first,
  }))
  const amount = priceMinorOf(meant) + (isWithExpenses ? order.totals.expenseTotal : 0)
  if (amount === 0) return locally(items, meant, 'PaymentCaptured')
  return sending(items, { name: 'CapturePayment', payload: toPayload(order, meant, amount) })
}

/** The price of the items as a negative amount; the expenses go back with the last of what was captured. */
const refund: Act = (order, meant) => {
  const others = without(order.items, meant)
  const isWithExpenses =
    others.every(isSettled) &&
    !others.some(({ facts }) => facts.refundsExpenses && isRefunding(facts))
  const first = meant[0]?.id
  const items = change(order.items, meant, (facts, id) => ({
    ...askRefund(facts),
    refundsExpenses: isWithExpenses && id === first,
  }))
  const amount = priceMinorOf(meant) + (isWithExpenses ? order.totals.expenseTotal : 0)
  if (amount === 0) return locally(items, meant, 'PaymentRefunded')
  const orderItems = meant.map(({ id, sku }) => ({ orderItemId: id, sku }))
  const payload = { ...toPayload(order, meant, -amount), orderItems }
  return sending(items, { name: 'RefundPayment', payload })
}

/**
 * The app gives up the whole authorisation, or what is left of it. While other items still need it, items are canceled in the
 * shop alone, and the app hears of them when none does.
 */
const cancel: Act = (order, meant) => {
  if (without(order.items, meant).some(needsAuthorization)) {
    const items = change(order.items, meant, (facts) => ({
      ...learn(askCancellation(facts), 'PaymentCanceled'),
      isVoidOwed: true,
    }))
    return { items, commands: [], note: 'other items still need the payment' }
  }
  const asked = change(order.items, meant, askCancellation)
  const owed = order.items.filter(({ facts }) => facts.isVoidOwed)
  return giveUp({ ...order, items: asked }, [...meant, ...without(owed, meant)])
}

/** Tells the app that these items will not be captured. Shops always send 0: everything that is left is meant. */
export const giveUp = (order: Order, meant: readonly OrderItem[]): CarriedOut =>
  sending(
    change(order.items, meant, (facts) => ({ ...facts, isVoidOwed: false })),
    { name: 'CancelPayment', payload: toPayload(order, meant, 0) },
  )

const acts: Readonly<Record<string, Act>> = {
  'Payment/Capture': capture,
  'Payment/Cancel': cancel,
  'Payment/Refund': refund,
}

/** An item that may still be captured. */
export const needsAuthorization = ({ facts }: OrderItem): boolean =>
  facts.cancellation !== 'canceled' && facts.capture !== 'captured'

const isCapturing = ({ capture: state }: PaymentFacts): boolean =>
  state === 'requested' || state === 'captured'

const isRefunding = ({ refund: state }: PaymentFacts): boolean =>
  state === 'requested' || state === 'refunded'

const isSettled = ({ facts }: OrderItem): boolean =>
  isRefunding(facts) || (facts.cancellation === 'canceled' && facts.capture !== 'captured')

/** Nothing is to be paid or given back for these items: it has happened already. */
const locally = (
  items: readonly OrderItem[],
  meant: readonly OrderItem[],
  learned: string,
): CarriedOut => ({
  items: change(items, meant, (facts) => learn(facts, learned)),
  commands: [],
  note: null,
})

const sending = (items: readonly OrderItem[], command: NewCommand): CarriedOut => ({
  items,
  commands: [command],
  note: null,
})

const toPayload = (order: Order, meant: readonly OrderItem[], amount: number) => ({
  orderReference: order.orderReference,
  orderItemIds: meant.map(({ id }) => id),
  amount,
  currencyIsoCode: order.currency,
})

const ofIds = (items: readonly OrderItem[], ids: readonly string[]): OrderItem[] => {
  const wanted = new Set(ids)
  return items.filter(({ id }) => wanted.has(id))
}

const without = (items: readonly OrderItem[], taken: readonly OrderItem[]): OrderItem[] => {
  const ids = new Set(taken.map(({ id }) => id))
  return items.filter(({ id }) => !ids.has(id))
}

/** The items with what is known of the meant ones changed. */
function change(
  items: readonly OrderItem[],
  meant: readonly OrderItem[],
  next: (facts: PaymentFacts, id: string) => PaymentFacts,
): readonly OrderItem[] {
  const ids = new Set(meant.map(({ id }) => id))
  return items.map((item) =>
    ids.has(item.id) ? { ...item, facts: next(item.facts, item.id) } : item,
  )
}
