import type { MessageRow, MessageState } from '../contract/back-office/messages.ts'
import type { Database } from '../database/database.ts'
import { listMessages } from '../messages/list-messages.ts'
import type { LoggedMessage } from '../messages/message-log-store.ts'
import { redact } from './redact.ts'
import { replayOfMessage } from './repairs.ts'

type MessageSearch = {
  tenant: string
  state?: MessageState | undefined
  subject?: string | undefined
  cursor?: string | undefined
  limit: number
}

/** One page of messages to the shop, newest first. */
export async function searchMessages(
  { db }: { db: Database },
  search: MessageSearch,
): Promise<{ messages: MessageRow[]; nextCursor: string | null }> {
  const { messages, next } = await listMessages(db, search)
  return { messages: messages.map(toRow), nextCursor: next }
}

const toRow = (message: LoggedMessage): MessageRow => ({
  messageId: message.messageId,
  subject: message.subject,
  name: message.name,
  channel: message.channel,
  state: message.state,
  attempts: message.attempts,
  note: message.note,
  createdAt: message.createdAt.toISOString(),
  dueAt: message.state === 'waiting' ? message.dueAt.toISOString() : null,
  settledAt: message.settledAt?.toISOString() ?? null,
  payload: redact(message.payload),
  links: message.subject.startsWith('tx_') ? [{ rel: 'payment', id: message.subject }] : [],
  repair: message.state === 'dead' ? replayOfMessage(message.messageId) : null,
})
