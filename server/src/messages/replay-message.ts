import type { Database } from '../database/database.ts'
import { fail, ok, type Result } from '../result.ts'
import { isMessageId } from './message-id.ts'
import { makeDueAgain } from './message-log-store.ts'

/**
 * Makes a message that is delivered or dead due again, with a new budget of attempts and its old id: a shop that has seen it
 * recognises it. It comes before what waits behind it.
 */
export async function replayMessage(
  { db }: { db: Database },
  { tenant, messageId }: { tenant: string; messageId: string },
): Promise<Result<null, 'message-not-replayable'>> {
  const isDue = isMessageId(messageId) && (await makeDueAgain(db, { tenant, messageId }))
  return isDue ? ok(null) : fail('message-not-replayable')
}
