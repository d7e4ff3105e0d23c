import { claimDue, claimDueInOrder, claimUnheard } from '../../database/claim-due.ts'
import { sql } from '../../database/database.ts'
import { findEvents, makeEventDueAgain } from '../../inbox/inbox-log-store.ts'
import {
  bindInbox,
  claimInbox,
  type InboxRow,
  isSameInInbox,
  keepInInbox,
  keepUnknown,
  noteInbox,
  pruneInbox,
  settleInbox,
} from '../../inbox/inbox-store.ts'
import { findMessages, makeDueAgain } from '../../messages/message-log-store.ts'
import {
  claimMessages,
  type DueMessage,
  keepAttempts,
  pruneMessages,
} from '../../messages/message-store.ts'
import { acknowledge, leaseMessages } from '../../messages/pull-store.ts'
import type { StoreCalls } from './store-calls.ts'
import { ours } from './twin-rows.ts'

const newEvent = (eventId: string) => ({
  ...{ tenant: ours, source: 'psp:sandbox', eventId, name: 'charge.changed' },
  ...{ mode: 'test' as const, rawBody: `{"of":"${ours}"}` },
})

const event = (eventId: string): InboxRow => ({
  ...{ ...newEvent(eventId), attempts: 0, transactionId: null, merchantReference: null },
})

const channel = { tenant: ours, channel: 'payment-events' }
const waitingId = '00000000-0000-4000-8000-000000000003'
const deadId = '00000000-0000-4000-8000-000000000001'

const due: DueMessage = {
  ...{ id: '1000003', attempts: 1, note: null },
  message: {
    ...{ messageId: waitingId, tenant: ours, name: 'PaymentCaptured', channel: 'payment-events' },
    ...{ payload: {}, timestamp: '2026-01-15T09:14:02.118000' },
  },
}

/** What others told us, what we tell the shop, and how both are claimed. */
export const messageCalls: StoreCalls = {
  'inbox/inbox-log-store.ts': {
    findEvents: [
      (db) => findEvents(db, { tenant: ours }, { before: null, limit: 10 }),
      (db) => findEvents(db, { tenant: ours, state: 'waiting' }, { before: null, limit: 10 }),
      (db) =>
        findEvents(
          db,
          { tenant: ours },
          { before: { receivedAt: 'infinity', source: '', eventId: '' }, limit: 10 },
        ),
    ],
    makeEventDueAgain: (db) =>
      makeEventDueAgain(db, { tenant: ours, source: 'psp:sandbox', eventId: 'evt-dead' }),
  },
  'inbox/inbox-store.ts': {
    keepInInbox: [
      (db) => keepInInbox(db, newEvent('evt-new')),
      (db) => keepInInbox(db, newEvent('evt-dead')),
    ],
    isSameInInbox: (db) => isSameInInbox(db, newEvent('evt-waiting')),
    keepUnknown: (db) => keepUnknown(db, newEvent('evt-new')),
    claimInbox: (db) => claimInbox(db, 10),
    bindInbox: (db) => bindInbox(db, event('evt-unbound'), 'tx-cart'),
    settleInbox: (db) =>
      settleInbox(db, event('evt-waiting'), {
        ...{ state: 'ignored', note: 'known', transactionId: 'tx-paid' },
      }),
    noteInbox: (db) => noteInbox(db, event('evt-waiting'), 'waits'),
    pruneInbox: (db) => pruneInbox(db, 10),
  },
  'messages/message-log-store.ts': {
    findMessages: [
      (db) => findMessages(db, { tenant: ours }, { before: null, limit: 10 }),
      (db) =>
        findMessages(
          db,
          { tenant: ours, state: 'waiting', subject: 'tx-paid', name: 'PaymentCaptured' },
          { before: '9000000', limit: 10 },
        ),
    ],
    makeDueAgain: (db) => makeDueAgain(db, { tenant: ours, messageId: deadId }),
  },
  'messages/message-store.ts': {
    claimMessages: (db) => claimMessages(db, { tenant: ours, channels: ['payment-events'] }, 10),
    keepAttempts: (db) => keepAttempts(db, [{ due, state: 'delivered', note: null }]),
    pruneMessages: (db) => pruneMessages(db, 10),
  },
  'messages/pull-store.ts': {
    leaseMessages: (db) => leaseMessages(db, channel, 10),
    acknowledge: (db) => acknowledge(db, channel, [waitingId]),
  },
  'database/claim-due.ts': {
    claimDue: (db) => claimDue(db, 'operations', 10),
    claimUnheard: (db) => claimUnheard(db, 'payments', 10),
    claimDueInOrder: (db) =>
      claimDueInOrder(
        db,
        { tenant: ours, channels: ['payment-events'], columns: sql`payload` },
        10,
      ),
  },
}
