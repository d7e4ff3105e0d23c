import type { OrderItem } from '../api/contract.ts'

/** What can be done with all of these items at once, in the order of the first one's process. */
export function sharedEvents(items: readonly Pick<OrderItem, 'events'>[]): string[] {
  const [first, ...others] = items
  return (first?.events ?? []).filter((event) =>
    others.every(({ events }) => events.includes(event)),
  )
}

const moneyWords = /capture|refund|cancel|void|settle|close|return|retry|payout/i

/** True for events whose name says that money may be taken or given back: these are asked about first. */
export const mayMoveMoney = (event: string): boolean => moneyWords.test(event)
