import type { InboxState, MessageState } from '../contract/back-office/messages.ts'
import type { Failure } from '../contract/failures.ts'
import { replayInboxEvent } from '../inbox/replay-inbox-event.ts'
import { replayMessage } from '../messages/replay-message.ts'
import { fail, ok, type Result } from '../result.ts'
import type { BackOfficeDeps } from './back-office-deps.ts'
import { findEventState, findMessageState } from './replay-store.ts'

/** Lets a message be delivered again, at once. */
export async function replayDeadMessage(
  { db, wakeMessages }: Pick<BackOfficeDeps, 'db' | 'wakeMessages'>,
  message: { tenant: string; messageId: string },
): Promise<
  Result<
    { messageId: string; state: MessageState },
    Failure<'message-not-found' | 'replay-not-needed'>
  >
> {
  const replayed = await replayMessage({ db }, message)
  const state = await findMessageState(db, message)
  if (state === null) return fail({ kind: 'message-not-found' })
  if (!replayed.ok) return fail({ kind: 'replay-not-needed' })
  wakeMessages()
  return ok({ messageId: message.messageId, state })
}

/** Lets an event be applied again, at once. */
export async function replayDeadEvent(
  { db, wakeInbox }: Pick<BackOfficeDeps, 'db' | 'wakeInbox'>,
  event: { tenant: string; source: string; eventId: string },
): Promise<
  Result<
    { source: string; eventId: string; state: InboxState },
    Failure<'inbox-event-not-found' | 'replay-not-needed'>
  >
> {
  const replayed = await replayInboxEvent({ db }, event)
  const state = await findEventState(db, event)
  if (state === null) return fail({ kind: 'inbox-event-not-found' })
  if (!replayed.ok) return fail({ kind: 'replay-not-needed' })
  wakeInbox()
  const { source, eventId } = event
  return ok({ source, eventId, state })
}
