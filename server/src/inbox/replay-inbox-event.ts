import type { Database } from '../database/database.ts'
import { fail, ok, type Result } from '../result.ts'
import { makeEventDueAgain } from './inbox-log-store.ts'

/** Lets an event that was set aside or ignored be applied again, with a new budget of attempts. */
export async function replayInboxEvent(
  { db }: { db: Database },
  event: { tenant: string; source: string; eventId: string },
): Promise<Result<null, 'event-not-replayable'>> {
  return (await makeEventDueAgain(db, event)) ? ok(null) : fail('event-not-replayable')
}
