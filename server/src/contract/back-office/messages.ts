import { z } from 'zod'
import { operation, TransactionId } from '../operation.ts'
import { Cursor, Limit, Link, Mode, messageRepairExample, NextCursor, Repair } from './parts.ts'

export const MessageState = z.enum(['waiting', 'delivered', 'dead'])
export type MessageState = z.infer<typeof MessageState>

/** A message to the shop. `payload` is shown without secrets. */
const MessageRow = z.object({
  messageId: z.uuid(),
  subject: z.string().describe('What it is about, for payments the transaction id.'),
  name: z.string(),
  channel: z.string(),
  state: MessageState,
  attempts: z.int(),
  note: z.string().nullable(),
  createdAt: z.string(),
  dueAt: z.string().nullable().describe('The next attempt, while it waits.'),
  settledAt: z.string().nullable(),
  payload: z.unknown(),
  links: z.array(Link),
  repair: Repair.nullable(),
})
export type MessageRow = z.infer<typeof MessageRow>

export const searchMessages = operation({
  id: 'searchMessages',
  method: 'get',
  path: '/back-office/api/messages',
  tag: 'back office',
  summary: 'List messages to the shop, newest first.',
  type: 'message-lists',
  status: 200,
  caller: 'operator',
  query: z.object({
    state: MessageState.optional(),
    subject: z.string().min(1).max(80).optional().describe('A transaction id.'),
    cursor: Cursor,
    limit: Limit,
  }),
  output: z.object({ messages: z.array(MessageRow), nextCursor: NextCursor }),
  failures: ['validation-failed'],
  examples: {
    output: {
      messages: [
        {
          messageId: '0b8f0f0e-6c1c-4a55-b1f4-3d5f4f6c2f11',
          subject: 'tx_Zk3vX0bq9GJt1v7mCw2LQA',
          name: 'PaymentCaptured',
          channel: 'payment-events',
          state: 'dead',
          attempts: 21,
          note: 'attempts-spent',
          createdAt: '2026-01-15T09:14:41.012Z',
          dueAt: null,
          settledAt: '2026-01-18T09:14:41.012Z',
          payload: { orderReference: 'DE--1042', amount: 24890, currencyIsoCode: 'EUR' },
          links: [{ rel: 'payment', id: 'tx_Zk3vX0bq9GJt1v7mCw2LQA' }],
          repair: messageRepairExample,
        },
      ],
      nextCursor: null,
    },
  },
})

export const replayMessage = operation({
  id: 'replayMessage',
  method: 'post',
  path: '/back-office/api/message-replays',
  tag: 'back office',
  summary: 'Deliver a dead message again.',
  description: 'It keeps its id, so a shop that had taken it after all recognises it.',
  type: 'message-replays',
  status: 202,
  caller: 'operator',
  input: z.strictObject({ messageId: z.uuid() }),
  output: z.object({ messageId: z.uuid(), state: MessageState }),
  failures: ['message-not-found', 'replay-not-needed'],
  examples: {
    input: { messageId: '0b8f0f0e-6c1c-4a55-b1f4-3d5f4f6c2f11' },
    output: { messageId: '0b8f0f0e-6c1c-4a55-b1f4-3d5f4f6c2f11', state: 'waiting' },
  },
})

export const InboxState = z.enum(['waiting', 'applied', 'ignored', 'dead'])
export type InboxState = z.infer<typeof InboxState>

const Source = z.string().min(1).max(80).describe('psp:<name> for a provider, shop for the shop.')
const EventId = z.string().min(1).max(255)

/** What was told to us. `raw` is shown without secrets. */
const InboxRow = z.object({
  source: Source,
  eventId: EventId,
  name: z.string(),
  mode: Mode,
  state: InboxState,
  attempts: z.int(),
  note: z
    .string()
    .nullable()
    .describe('Why it is ignored, dead or still waiting, as a stable word.'),
  receivedAt: z.string(),
  dueAt: z.string().nullable().describe('The next attempt, while it waits.'),
  settledAt: z.string().nullable(),
  transactionId: TransactionId.nullable(),
  raw: z.unknown(),
  links: z.array(Link),
  repair: Repair.nullable(),
})
export type InboxRow = z.infer<typeof InboxRow>

export const searchInbox = operation({
  id: 'searchInbox',
  method: 'get',
  path: '/back-office/api/inbox-events',
  tag: 'back office',
  summary: 'List what providers and the shop told, newest first.',
  type: 'inbox-lists',
  status: 200,
  caller: 'operator',
  query: z.object({ state: InboxState.optional(), cursor: Cursor, limit: Limit }),
  output: z.object({ events: z.array(InboxRow), nextCursor: NextCursor }),
  failures: ['validation-failed'],
  examples: {
    output: {
      events: [
        {
          source: 'psp:sandbox',
          eventId: 'evt_8Yt2',
          name: 'charge.captured',
          mode: 'test',
          state: 'applied',
          attempts: 1,
          note: null,
          receivedAt: '2026-01-15T09:14:40.900Z',
          dueAt: null,
          settledAt: '2026-01-15T09:14:41.012Z',
          transactionId: 'tx_Zk3vX0bq9GJt1v7mCw2LQA',
          raw: { type: 'charge.captured' },
          links: [{ rel: 'payment', id: 'tx_Zk3vX0bq9GJt1v7mCw2LQA' }],
          repair: null,
        },
      ],
      nextCursor: null,
    },
  },
})

export const replayInboxEvent = operation({
  id: 'replayInboxEvent',
  method: 'post',
  path: '/back-office/api/inbox-replays',
  tag: 'back office',
  summary: 'Apply a dead event again.',
  type: 'inbox-replays',
  status: 202,
  caller: 'operator',
  input: z.strictObject({ source: Source, eventId: EventId }),
  output: z.object({ source: Source, eventId: EventId, state: InboxState }),
  failures: ['inbox-event-not-found', 'replay-not-needed'],
  examples: {
    input: { source: 'psp:sandbox', eventId: 'evt_8Yt2' },
    output: { source: 'psp:sandbox', eventId: 'evt_8Yt2', state: 'waiting' },
  },
})
