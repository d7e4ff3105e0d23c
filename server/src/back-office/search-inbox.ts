import type { InboxRow, InboxState } from '../contract/back-office/messages.ts'
import type { Database } from '../database/database.ts'
import type { LoggedEvent } from '../inbox/inbox-log-store.ts'
import { listInbox } from '../inbox/list-inbox.ts'
import { redactJson } from './redact.ts'
import { replayOfEvent } from './repairs.ts'
import { findSubjects } from './replay-store.ts'

type InboxSearch = {
  tenant: string
  state?: InboxState | undefined
  cursor?: string | undefined
  limit: number
}

/** One page of what providers and the shop told, newest first. */
export async function searchInbox(
  { db }: { db: Database },
  search: InboxSearch,
): Promise<{ events: InboxRow[]; nextCursor: string | null }> {
  const { events, next } = await listInbox(db, search)
  const subjects = await findSubjects(db, search.tenant, events)
  return {
    events: events.map((event) => toRow(event, subjects.get(nameOf(event)) ?? null)),
    nextCursor: next,
  }
}

const nameOf = ({ source, eventId }: Pick<LoggedEvent, 'source' | 'eventId'>): string =>
  `${source}/${eventId}`

const toRow = (event: LoggedEvent, transactionId: string | null): InboxRow => ({
  source: event.source,
  eventId: event.eventId,
  name: event.name,
  mode: event.mode,
  state: event.state,
  attempts: event.attempts,
  note: event.note,
  receivedAt: event.receivedAt.toISOString(),
  dueAt: event.state === 'waiting' ? event.dueAt.toISOString() : null,
  settledAt: event.settledAt?.toISOString() ?? null,
  transactionId,
  raw: redactJson(event.rawBody),
  links: transactionId === null ? [] : [{ rel: 'payment', id: transactionId }],
  repair: event.state === 'dead' ? replayOfEvent(event.source, event.eventId) : null,
})
