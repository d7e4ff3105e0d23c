import { claimDue } from '../database/claim-due.ts'
import type { Executor } from '../database/database.ts'
import { findEvents, makeEventDueAgain } from '../inbox/inbox-log-store.ts'
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
} from '../inbox/inbox-store.ts'
import { pruneFailedAttempts } from '../limits/attempt-store.ts'
import { addCounts, pruneCounts } from '../limits/request-count-store.ts'
import { claimMerchants } from '../marketplace/merchant-store.ts'
import { findMessages, makeDueAgain } from '../messages/message-log-store.ts'
import { claimMessages, keepAttempts, pruneMessages } from '../messages/message-store.ts'
import { acknowledge, leaseMessages } from '../messages/pull-store.ts'
import { readBacklog } from '../metrics/backlog-store.ts'
import {
  beginBeforeOrder,
  beginOperation,
  beginPayment,
  findOpenOperation,
  isUndecided,
  takeOverOperation,
} from '../payments/begin-store.ts'
import {
  answerRequest,
  findRequest,
  pruneRequests,
  reserveRequest,
} from '../payments/idempotency-store.ts'
import { endOperation, keepChange } from '../payments/keep-store.ts'
import { claimToLookUp } from '../payments/look-up-store.ts'
import { claimOrderless, claimUnpaid } from '../payments/orderless-store.ts'
import {
  findLivePayment,
  findOrderPayment,
  findPayment,
  readVersions,
} from '../payments/payment-store.ts'
import { anInitialise, aPayment, budgets } from './builders.ts'
import { storedTransactionId } from './stored-payments.ts'

const tenant = 'demo'
const payment = aPayment({
  transactionId: storedTransactionId(7),
  orderReference: 'DE--7',
  cartId: 'cart-7',
})
const operation = anInitialise(payment)
const event: InboxRow = {
  tenant,
  source: 'psp:sandbox',
  eventId: 'evt_7',
  mode: 'test',
  name: 'charge.updated',
  rawBody: '{}',
  attempts: 1,
  transactionId: null,
  merchantReference: null,
}
const { attempts: _attempts, transactionId: _id, merchantReference: _whose, ...newEvent } = event
const claim = {
  tenant,
  caller: 'guest:a',
  operation: 'startPayment',
  key: 'key',
  requestHash: 'hash',
}
const due = {
  id: '7',
  attempts: 1,
  note: null,
  message: {
    messageId: '00000000-0000-4000-8000-000000000001',
    tenant,
    name: 'PaymentCreated',
    channel: 'payment-events',
    payload: {},
    timestamp: '',
  },
} as const
const count = { tenant, rate: 'address', key: 'k', window: 7, hits: 1, keptSeconds: 120 }
const channel = { tenant, channel: 'payment-events' }
const { messageId } = due.message
const hour = 3_600_000

/**
 * Something that is asked of tables that grow, and the indexes that must carry it. `isPage`: it walks along an index from an
 * end of it until its page is full, instead of looking something up.
 */
export type HotQuery = {
  does: string
  run(db: Executor): Promise<unknown>
  by: readonly string[]
  isPage?: boolean
}

/** What workers ask, every second or less often, however little there is to do. */
export const workerQueries: readonly HotQuery[] = [
  {
    does: 'claims operations',
    run: (db) => claimDue(db, 'operations', 20),
    by: ['operations_due'],
  },
  { does: 'claims transfers', run: (db) => claimDue(db, 'transfers', 10), by: ['transfers_due'] },
  {
    does: 'claims merchants to look up',
    run: (db) => claimMerchants(db, 10),
    by: ['merchants_to_look_up'],
  },
  { does: 'claims events', run: (db) => claimInbox(db, 50), by: ['inbox_due'] },
  {
    does: 'claims messages to push',
    run: (db) => claimMessages(db, { tenant, channels: ['payment-events', 'app-events'] }, 50),
    by: ['messages_due', 'messages_subject'],
  },
  {
    does: 'hands messages out',
    run: (db) => leaseMessages(db, channel, 100),
    by: ['messages_due', 'messages_pkey', 'messages_subject'],
  },
  {
    does: 'claims payments to look up',
    run: (db) => claimToLookUp(db, 10),
    by: ['payments_to_look_up'],
  },
  {
    does: 'claims payments without an order',
    run: (db) =>
      claimOrderless(db, { firstLookMs: 30_000, deadlineMs: hour, lookAgainMs: 60_000 }, 20),
    by: ['payments_orderless'],
  },
  {
    does: 'claims payments that nobody paid',
    run: (db) => claimUnpaid(db, { afterMs: hour, abandonedMs: 24 * hour, lookAgainMs: hour }, 20),
    by: ['payments_abandoned'],
  },
  {
    does: 'reads what waits, for whoever watches',
    run: (db) => readBacklog(db, { preOrderDeadlineMs: hour, countMax: 10_000 }),
    by: [
      'inbox_dead',
      'inbox_due',
      'messages_dead',
      'messages_due',
      'operations_due',
      'payments_orderless',
      'payments_overshared',
      'transfers_due',
      'transfers_failed',
    ],
  },
  { does: 'forgets events', run: (db) => pruneInbox(db, 1_000), by: ['inbox_received'] },
  { does: 'forgets messages', run: (db) => pruneMessages(db, 1_000), by: ['messages_settled'] },
  {
    does: 'forgets budgets',
    run: (db) => pruneFailedAttempts(db, 1_000),
    by: ['failed_attempts_first'],
  },
  {
    does: 'forgets counts',
    run: (db) => pruneCounts(db, 1_000),
    by: ['request_counts_forget'],
  },
  {
    does: 'forgets answers',
    run: (db) => pruneRequests(db, 1_000),
    by: ['idempotency_created'],
  },
]

/** What requests ask, and what workers ask of each single row that they have claimed. */
export const rowQueries: readonly HotQuery[] = [
  {
    does: 'acknowledges messages',
    run: (db) => acknowledge(db, channel, [messageId]),
    by: ['messages_message_id', 'messages_pkey'],
  },
  {
    does: 'keeps what became of messages',
    run: (db) => keepAttempts(db, [{ due, state: 'delivered', note: null }]),
    by: ['messages_pkey'],
  },
  {
    does: 'begins a payment',
    run: (db) => beginPayment(db, payment, operation, { claim, budgets }),
    by: ['failed_attempts_pkey', 'payments_cart_attempts', 'payments_order_attempts'],
  },
  {
    does: 'begins an operation',
    run: (db) => beginOperation(db, operation),
    by: [],
  },
  {
    does: 'begins an operation before the order',
    run: (db) => beginBeforeOrder(db, payment, operation),
    by: ['operations_pkey', 'payments_pkey'],
  },
  {
    does: 'keeps a change of a payment',
    run: (db) =>
      keepChange(
        db,
        { payment, history: [], messages: [] },
        { inbox: event, answer: { claim, result: {} } },
      ),
    by: ['idempotency_pkey', 'inbox_pkey', 'operations_pkey', 'payments_pkey'],
  },
  {
    does: 'keeps that a card was refused',
    run: (db) =>
      keepChange(
        db,
        { payment, history: [], messages: [], failedAttempts: 1 },
        { inbox: event, answer: { claim, result: {} } },
      ),
    by: ['idempotency_pkey', 'inbox_pkey', 'operations_pkey', 'payments_pkey'],
  },
  {
    does: 'adds up requests',
    run: (db) => addCounts(db, [count]),
    by: ['request_counts_pkey'],
  },
  {
    does: 'ends an operation',
    run: (db) => endOperation(db, operation, { state: 'succeeded', note: null }),
    by: ['operations_pkey'],
  },
  {
    does: 'asks whether a payment is undecided',
    run: (db) => isUndecided(db, payment),
    by: ['operations_pkey'],
  },
  {
    does: 'finds an open operation',
    run: (db) => findOpenOperation(db, payment, 'cancel'),
    by: ['operations_pkey'],
  },
  {
    does: 'takes over an operation',
    run: (db) => takeOverOperation(db, payment, operation.operationId),
    by: ['operations_pkey', 'payments_pkey'],
  },
  {
    does: 'finds a payment',
    run: (db) => findPayment(db, tenant, payment.transactionId),
    by: ['payments_pkey'],
  },
  {
    does: 'finds the payment of a cart',
    run: (db) => findLivePayment(db, tenant, { cartId: 'cart-7' }),
    by: ['payments_live_cart'],
  },
  {
    does: 'finds the live payment of an order',
    run: (db) => findLivePayment(db, tenant, { orderReference: 'DE--7' }),
    by: ['payments_live_order'],
  },
  {
    does: 'finds the latest payment of an order',
    run: (db) => findOrderPayment(db, tenant, 'DE--7'),
    by: ['payments_order_attempts'],
  },
  {
    does: 'reads versions',
    run: (db) => readVersions(db, [payment, { tenant, transactionId: storedTransactionId(8) }]),
    by: ['payments_pkey'],
  },
  { does: 'takes a key', run: (db) => reserveRequest(db, claim), by: [] },
  {
    does: 'finds the answer under a key',
    run: (db) => findRequest(db, claim),
    by: ['idempotency_pkey'],
  },
  {
    does: 'stores an answer',
    run: (db) => answerRequest(db, claim, {}),
    by: ['idempotency_pkey'],
  },
  { does: 'keeps an event', run: (db) => keepInInbox(db, newEvent), by: [] },
  { does: 'keeps an event of nobody', run: (db) => keepUnknown(db, newEvent), by: [] },
  {
    does: 'compares an event with the one that is kept',
    run: (db) => isSameInInbox(db, newEvent),
    by: ['inbox_pkey'],
  },
  { does: 'notes an event', run: (db) => noteInbox(db, event, 'waits'), by: ['inbox_pkey'] },
  { does: 'binds an event', run: (db) => bindInbox(db, event, 'tx_7'), by: ['inbox_pkey'] },
  {
    does: 'settles an event',
    run: (db) => settleInbox(db, event, { state: 'ignored', note: 'known' }),
    by: ['inbox_pkey'],
  },
  {
    does: 'lets an event be applied again',
    run: (db) => makeEventDueAgain(db, event),
    by: ['inbox_pkey'],
  },
  {
    does: 'lets a message be delivered again',
    run: (db) => makeDueAgain(db, { tenant, messageId }),
    by: ['messages_message_id'],
  },
  {
    does: 'lists events',
    run: (db) => findEvents(db, { tenant }, { before: null, limit: 50 }),
    by: ['inbox_newest'],
    isPage: true,
  },
  {
    does: 'lists messages',
    run: (db) => findMessages(db, { tenant }, { before: '19000', limit: 50 }),
    by: ['messages_pkey'],
  },
  {
    does: 'lists the messages of a payment',
    run: (db) =>
      findMessages(db, { tenant, subject: payment.transactionId }, { before: null, limit: 50 }),
    by: ['messages_subject'],
  },
  {
    does: 'lists messages that were set aside',
    run: (db) => findMessages(db, { tenant, state: 'dead' }, { before: null, limit: 50 }),
    by: ['messages_dead'],
    isPage: true,
  },
]
