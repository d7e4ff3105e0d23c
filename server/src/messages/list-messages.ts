import type { Database } from '../database/database.ts'
import { findMessages, type LoggedMessage, type MessageFilter } from './message-log-store.ts'

const limitMax = 200

/** One page of a tenant's messages, newest first. `next` is the cursor of the page after it; a cursor that is none is the first. */
export async function listMessages(
  db: Database,
  { cursor, limit, ...filter }: MessageFilter & { cursor?: string | undefined; limit: number },
): Promise<{ messages: LoggedMessage[]; next: string | null }> {
  const asked = Math.min(Math.max(limit, 1), limitMax)
  const before = cursor !== undefined && /^\d{1,18}$/.test(cursor) ? cursor : null
  const found = await findMessages(db, filter, { before, limit: asked + 1 })
  const messages = found.slice(0, asked)
  return { messages, next: found.length > asked ? (messages.at(-1)?.id ?? null) : null }
}
