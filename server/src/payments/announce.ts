import type { OutboundName } from '../contract/messages.ts'
import type { Payment } from './payment.ts'

/** A message to the shop, not written yet. */
export type NewMessage = { name: OutboundName; payload: Record<string, unknown> }

/** What a message about an order's payment says; the whole order where nothing else is given. `context`: for people and logs. */
export type Fact = {
  orderItemIds: readonly string[]
  amountMinor: number
  context: Readonly<Record<string, unknown>>
}

/** A fact about an order's payment. */
export const announce = (
  payment: Payment,
  name: OutboundName,
  { orderItemIds, amountMinor, context }: Partial<Fact> = {},
): NewMessage => ({
  name,
  payload: {
    orderReference: payment.orderReference,
    orderItemIds: orderItemIds ?? payment.orderItemIds,
    amount: amountMinor ?? payment.amountMinor,
    currencyIsoCode: payment.currency,
    ...(context && { context: JSON.stringify(context) }),
  },
})
