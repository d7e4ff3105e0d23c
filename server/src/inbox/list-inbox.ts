import { z } from 'zod'
import type { Database } from '../database/database.ts'
import {
  findEvents,
  type InboxFilter,
  type InboxPlace,
  type LoggedEvent,
} from './inbox-log-store.ts'

const limitMax = 200

/** One page of what others told this tenant, newest first. `next` is the cursor of the page after it; a cursor that is none is the first. */
export async function listInbox(
  db: Database,
  { cursor, limit, ...filter }: InboxFilter & { cursor?: string | undefined; limit: number },
): Promise<{ events: LoggedEvent[]; next: string | null }> {
  const asked = Math.min(Math.max(limit, 1), limitMax)
  const before = cursor === undefined ? null : readCursor(cursor)
  const found = await findEvents(db, filter, { before, limit: asked + 1 })
  const page = found.slice(0, asked)
  const last = page.at(-1)
  return {
    events: page.map(({ event }) => event),
    next: found.length > asked && last ? toCursor(last.place) : null,
  }
}

const Place = z.tuple([
  z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/),
  z.string(),
  z.string(),
])

const toCursor = ({ receivedAt, source, eventId }: InboxPlace): string =>
  Buffer.from(JSON.stringify([receivedAt, source, eventId])).toString('base64url')

function readCursor(cursor: string): InboxPlace | null {
  const place = Place.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')))
  if (!place.success) return null
  const [receivedAt, source, eventId] = place.data
  return { receivedAt, source, eventId }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
