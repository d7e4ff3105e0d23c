import { z } from 'zod'
import { operation } from '../operation.ts'

const Backlog = z.object({
  waiting: z.int().describe('Up to 1000.'),
  dead: z.int().describe('Up to 1000.'),
})

/** What a page must read again. */
export const Changes = z.object({
  payments: z.array(z.string()).describe('Transaction ids of payments that changed.'),
  isMore: z.boolean().describe('More payments changed than are named: read lists again.'),
  messages: Backlog,
  inbox: Backlog,
})
export type Changes = z.infer<typeof Changes>

export const streamChanges = operation({
  id: 'streamChanges',
  method: 'get',
  path: '/back-office/api/events',
  tag: 'back office',
  media: 'text/event-stream',
  summary: 'Watch what changes, as server-sent events.',
  description:
    'Event `changes`, at once and then whenever something has changed, whichever process did it. What it names is to be ' +
    'read again. Read it with fetch: it takes headers. The stream ends after some minutes; a client reconnects, and reads ' +
    'again what it shows.',
  type: 'changes',
  status: 200,
  caller: 'operator',
  output: Changes,
  failures: ['streams-too-many'],
  examples: {
    output: {
      payments: ['tx_Zk3vX0bq9GJt1v7mCw2LQA'],
      isMore: false,
      messages: { waiting: 2, dead: 0 },
      inbox: { waiting: 0, dead: 1 },
    },
  },
})
