import {
  type Act,
  type CarriedOut,
  change,
  done,
  locally,
  type MerchantTerms,
  ofIds,
  sending,
  without,
} from './carried-out.ts'
import { merchantActs } from './merchant-commands.ts'
import { type Order, type OrderItem, priceMinorOf } from './order.ts'
import {
  askCancellation,
  askCapture,
  askRefund,
  learn,
  type PaymentFacts,
} from './payment-facts.ts'

/** Carries out a command of a process for some items of an order. Most are local: the items' history says that they happened. */
export function carryOut(
  order: Order,
  { command, itemIds }: { command: string; itemIds: readonly string[] },
  terms: MerchantTerms,
): CarriedOut {
  const act = acts[command]
  return act ? act(order, ofIds(order.items, itemIds), terms) : done(order.items)
}

/** The price of the items, and with the first capture that has not failed all expenses of the order. */
const capture: Act = (order, meant) => {
  const isWithExpenses = !without(order.items, meant).some(
    ({ facts }) => facts.capturesExpenses && isCapturing(facts),
  )
  const first = meant[0]?.id
  const items = change(order.items, meant, (facts, { id }) => ({
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
  const items = change(order.items, meant, (facts, { id }) => ({
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
    return done(items, 'other items still need the payment')
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
  ...merchantActs,
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

const toPayload = (order: Order, meant: readonly OrderItem[], amount: number) => ({
  orderReference: order.orderReference,
  orderItemIds: meant.map(({ id }) => id),
  amount,
  currencyIsoCode: order.currency,
})
