import type { OutboundMessage } from '../contract/messages.ts'
import type { Database } from '../database/database.ts'
import { isMessageId } from './message-id.ts'
import { acknowledge, type Channel, leaseMessages } from './pull-store.ts'

/**
 * Hands out what waits on a channel, in order per payment, until it is acknowledged: to one consumer at a time, and never a
 * message whose predecessor somebody else still has in hand.
 */
export const pullMessages = (
  { db }: { db: Database },
  channel: Channel,
  limit: number,
): Promise<OutboundMessage[]> => leaseMessages(db, channel, limit)

/** Settles what a shop has taken. Repeating it, and ids that are not the tenant's, change nothing. Answers how many ended. */
export async function acknowledgeMessages(
  { db }: { db: Database },
  channel: Channel,
  messageIds: readonly string[],
): Promise<number> {
  const known = messageIds.filter(isMessageId)
  return known.length === 0 ? 0 : acknowledge(db, channel, known)
}
