import type { InboundName } from '../../contract/messages.ts'
import type { Order, OrderItem } from './order.ts'
import { learn, type PaymentFacts } from './payment-facts.ts'

/** Something that the payment app is asked, not written yet: a message as shops write it, or a call of `/payments/transfers`. */
export type NewCommand = {
  name: InboundName | 'TransferPayments'
  payload: Record<string, unknown>
}

/** What carrying out a command of a process comes to: what is sent, and what is known of each item from now on. */
export type CarriedOut = {
  items: readonly OrderItem[]
  commands: readonly NewCommand[]
  /** The items for which the command is carried out only when the app has answered. */
  answeredLater: readonly string[]
  /** For the items' history, where the shop does something else than was asked. */
  note: string | null
}

/** What a shop has agreed with its merchants. */
export type MerchantTerms = Readonly<{ commissionPercent: number }>

export type Act = (order: Order, meant: readonly OrderItem[], terms: MerchantTerms) => CarriedOut

/** The shop has done it, and nobody else is asked. */
export const done = (items: readonly OrderItem[], note: string | null = null): CarriedOut => ({
  items,
  commands: [],
  answeredLater: [],
  note,
})

/** Nothing is to be paid or given back for these items: it has happened already. */
export const locally = (
  items: readonly OrderItem[],
  meant: readonly OrderItem[],
  learned: string,
): CarriedOut => done(change(items, meant, (facts) => learn(facts, learned)))

export const sending = (items: readonly OrderItem[], command: NewCommand): CarriedOut => ({
  ...done(items),
  commands: [command],
})

export const ofIds = (items: readonly OrderItem[], ids: readonly string[]): OrderItem[] => {
  const wanted = new Set(ids)
  return items.filter(({ id }) => wanted.has(id))
}

export const without = (items: readonly OrderItem[], taken: readonly OrderItem[]): OrderItem[] => {
  const ids = new Set(taken.map(({ id }) => id))
  return items.filter(({ id }) => !ids.has(id))
}

/** The items with what is known of the meant ones changed. */
export function change(
  items: readonly OrderItem[],
  meant: readonly OrderItem[],
  next: (facts: PaymentFacts, item: OrderItem) => PaymentFacts,
): readonly OrderItem[] {
  const ids = new Set(meant.map(({ id }) => id))
  return items.map((item) => (ids.has(item.id) ? { ...item, facts: next(item.facts, item) } : item))
}
