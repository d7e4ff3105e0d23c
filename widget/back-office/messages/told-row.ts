import type { InboxRow, InboxState, MessageRow, MessageState, Repair } from '../api/contract.ts'

/** A message or an event as the table shows it. */
export type ToldRow = {
  key: string
  name: string
  from: string
  transactionId: string | null
  state: MessageState | InboxState
  at: string
  dueAt: string | null
  attempts: number
  note: string | null
  raw: unknown
  repair: Repair | null
}

const paymentOf = (links: MessageRow['links']): string | null =>
  links.find(({ rel }) => rel === 'payment')?.id ?? null

/** A message to the shop. */
export const ofMessageRow = (message: MessageRow): ToldRow => ({
  key: message.messageId,
  name: message.name,
  from: message.channel,
  transactionId: paymentOf(message.links),
  state: message.state,
  at: message.createdAt,
  dueAt: message.dueAt,
  attempts: message.attempts,
  note: message.note,
  raw: message.payload,
  repair: message.repair,
})

/** An event that a provider or the shop told. */
export const ofInboxRow = (event: InboxRow): ToldRow => ({
  key: `${event.source}/${event.eventId}`,
  name: event.name,
  from: event.source,
  transactionId: event.transactionId ?? paymentOf(event.links),
  state: event.state,
  at: event.receivedAt,
  dueAt: event.dueAt,
  attempts: event.attempts,
  note: event.note,
  raw: event.raw,
  repair: event.repair,
})
