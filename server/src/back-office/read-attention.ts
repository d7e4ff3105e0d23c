import {
  type AttentionGroup,
  type AttentionItem,
  type AttentionKind,
  attentionItemsMax,
  countMax,
} from '../contract/back-office/attention.ts'
import type { Facts, Tone } from '../contract/back-office/parts.ts'
import {
  type FailedPayment,
  type Found,
  findDeadEvents,
  findDeadMessages,
  findFailed,
  findOrderless,
  findStuck,
  findWaitingEvents,
  findWaitingMessages,
  type OrderlessPayment,
  type StuckOperation,
  type TroubledEvent,
  type TroubledMessage,
} from './attention-store.ts'
import type { BackOfficeDeps } from './back-office-deps.ts'
import type { DeskOrder, OrderDesk } from './order-desk.ts'
import { lookUpAgain, operate, replayOfEvent, replayOfMessage } from './repairs.ts'
import { toTitle } from './title.ts'
import { ofFailedTransfer, ofOvershared, ofUnknownTransfer } from './transfer-attention.ts'
import {
  findFailedTransfers,
  findOvershared,
  findUnknownTransfers,
} from './transfer-attention-store.ts'

type AttentionDeps = Pick<BackOfficeDeps, 'db' | 'orderDesk' | 'preOrderDeadlineMs'>

const bounds = { countMax, itemsMax: attentionItemsMax }

/** What needs somebody now, of each kind, also when there is nothing; every count is one look into a small index. */
export async function readAttention(
  { db, orderDesk, preOrderDeadlineMs }: AttentionDeps,
  tenant: string,
): Promise<AttentionGroup[]> {
  return Promise.all([
    findOrderless(db, { tenant, preOrderDeadlineMs }, bounds).then(
      toGroup('payments-without-order', ofOrderless(preOrderDeadlineMs)),
    ),
    findUnpaidOrders(orderDesk, tenant).then(toGroup('orders-without-payment', ofOrder)),
    findDeadMessages(db, tenant, bounds).then(toGroup('dead-messages', ofMessage)),
    findWaitingMessages(db, tenant, bounds).then(toGroup('waiting-messages', ofWaitingMessage)),
    findDeadEvents(db, tenant, bounds).then(toGroup('dead-inbox-events', ofEvent)),
    findWaitingEvents(db, tenant, bounds).then(toGroup('waiting-inbox-events', ofWaitingEvent)),
    findStuck(db, tenant, bounds).then(toGroup('unknown-operations', ofOperation)),
    findFailed(db, tenant, bounds).then(toGroup('failed-operations', ofFailed)),
    findOvershared(db, tenant, bounds).then(toGroup('overshared-payments', ofOvershared)),
    findUnknownTransfers(db, tenant, bounds).then(toGroup('unknown-transfers', ofUnknownTransfer)),
    findFailedTransfers(db, tenant, bounds).then(toGroup('failed-transfers', ofFailedTransfer)),
  ])
}

const kinds: Record<AttentionKind, { words: string; tone: Tone; list: AttentionGroup['list'] }> = {
  'payments-without-order': {
    words: 'Money without an order',
    tone: 'warning',
    list: { path: '/back-office/api/payments', query: { attention: 'orderless' } },
  },
  'orders-without-payment': {
    words: 'Orders without a payment',
    tone: 'warning',
    list: { path: '/back-office/api/orders', query: { attention: 'without-payment' } },
  },
  'dead-messages': {
    words: 'Messages that the shop never took',
    tone: 'bad',
    list: { path: '/back-office/api/messages', query: { state: 'dead' } },
  },
  'waiting-messages': {
    words: 'Messages that wait for the shop',
    tone: 'warning',
    list: { path: '/back-office/api/messages', query: { state: 'waiting' } },
  },
  'dead-inbox-events': {
    words: 'Events that could not be applied',
    tone: 'bad',
    list: { path: '/back-office/api/inbox-events', query: { state: 'dead' } },
  },
  'waiting-inbox-events': {
    words: 'Events that wait to be applied',
    tone: 'warning',
    list: { path: '/back-office/api/inbox-events', query: { state: 'waiting' } },
  },
  'unknown-operations': {
    words: 'Operations that the provider has not answered',
    tone: 'bad',
    list: { path: '/back-office/api/payments', query: { attention: 'stuck' } },
  },
  'failed-operations': {
    words: 'Captures, cancellations and refunds that failed',
    tone: 'bad',
    list: { path: '/back-office/api/payments', query: { attention: 'failed-operation' } },
  },
  'overshared-payments': {
    words: 'Paid out more than is left',
    tone: 'bad',
    list: { path: '/back-office/api/payments', query: { attention: 'overshared' } },
  },
  'unknown-transfers': {
    words: 'Transfers that the provider has not answered',
    tone: 'warning',
    list: { path: '/back-office/api/transfers', query: { state: 'unknown' } },
  },
  'failed-transfers': {
    words: 'Transfers that failed',
    tone: 'bad',
    list: { path: '/back-office/api/transfers', query: { state: 'failed' } },
  },
}

const toGroup =
  <Item>(kind: AttentionKind, toItem: (item: Item) => AttentionItem) =>
  ({ count, isMore, items }: Found<Item>): AttentionGroup => ({
    kind,
    tone: count === 0 ? 'ok' : kinds[kind].tone,
    title: toTitle(`attention.${kind}`, kinds[kind].words, { count }),
    count,
    isMore,
    items: items.map(toItem),
    list: kinds[kind].list,
  })

async function findUnpaidOrders(desk: OrderDesk | null, tenant: string): Promise<Found<DeskOrder>> {
  if (!desk) return { count: 0, isMore: false, items: [] }
  const search = { tenant, isWithoutPayment: true }
  const counted = await desk.countOrders(search, countMax + 1)
  const items =
    counted === 0 ? [] : await desk.listOrders(search, { from: null, limit: attentionItemsMax })
  return { count: Math.min(counted, countMax), isMore: counted > countMax, items }
}

const noMoney = { amount: null, currency: null }

const ofOrderless =
  (deadlineMs: number) =>
  (one: OrderlessPayment): AttentionItem => ({
    id: one.transactionId,
    since: one.since.toISOString(),
    title: toTitle('attention.payment-without-order', '{transactionId} waits for its order', {
      transactionId: one.transactionId,
    }),
    amount: Number(one.amountMinor),
    currency: one.currency,
    facts: {
      status: one.status,
      deadline: new Date(one.since.getTime() + deadlineMs).toISOString(),
      looks: one.looks,
    },
    links: [{ rel: 'payment', id: one.transactionId }],
    repair: lookUpAgain(one.transactionId),
  })

const ofOrder = (one: DeskOrder): AttentionItem => ({
  id: one.orderReference,
  since: one.createdAt.toISOString(),
  title: toTitle('attention.order-without-payment', '{orderReference} has no payment', {
    orderReference: one.orderReference,
  }),
  amount: one.totals.grandTotalMinor,
  currency: one.currency,
  facts: Object.fromEntries(one.states.map(({ state, count }) => [state, count])),
  links: [{ rel: 'order', id: one.orderReference }],
  repair: one.transactionId === null ? null : lookUpAgain(one.transactionId),
})

const ofMessage = (one: TroubledMessage): AttentionItem => ({
  ...ofWaitingMessage(one),
  title: toTitle('attention.dead-message', 'The shop never took {name}', { name: one.name }),
  repair: replayOfMessage(one.messageId),
})

/** It is tried by itself: there is nothing to mend but the shop. */
const ofWaitingMessage = (one: TroubledMessage): AttentionItem => ({
  id: one.messageId,
  since: one.since.toISOString(),
  title: toTitle('attention.waiting-message', '{name} waits for the shop', { name: one.name }),
  ...noMoney,
  facts: attempted(one),
  links: [
    { rel: 'message', id: one.messageId },
    { rel: 'payment', id: one.subject },
  ],
  repair: null,
})

const ofEvent = (one: TroubledEvent): AttentionItem => ({
  ...ofWaitingEvent(one),
  title: toTitle('attention.dead-inbox-event', '{name} could not be applied', { name: one.name }),
  repair: replayOfEvent(one.source, one.eventId),
})

const ofWaitingEvent = (one: TroubledEvent): AttentionItem => ({
  id: `${one.source}/${one.eventId}`,
  since: one.since.toISOString(),
  title: toTitle('attention.waiting-inbox-event', '{name} waits to be applied', { name: one.name }),
  ...noMoney,
  facts: { source: one.source, ...attempted(one) },
  links: [
    { rel: 'inbox-event', id: `${one.source}/${one.eventId}` },
    ...(one.transactionId === null ? [] : [{ rel: 'payment' as const, id: one.transactionId }]),
  ],
  repair: null,
})

const ofOperation = (one: StuckOperation): AttentionItem => ({
  id: one.operationId,
  since: one.since.toISOString(),
  title: toTitle(
    'attention.unknown-operation',
    'The provider has not said what became of: {kind}',
    {
      kind: one.kind,
    },
  ),
  ...noMoney,
  facts: { kind: one.kind, ...attempted(one) },
  links: [{ rel: 'payment', id: one.transactionId }],
  repair: lookUpAgain(one.transactionId),
})

const failedKinds: Partial<Record<FailedPayment['status'], 'capture' | 'cancel'>> = {
  capture_failed: 'capture',
  cancellation_failed: 'cancel',
}

const failedKindOf = ({ kind, status }: FailedPayment) => kind ?? failedKinds[status] ?? 'refund'

const ofFailed = (one: FailedPayment): AttentionItem => ({
  id: one.transactionId,
  since: one.since.toISOString(),
  title: toTitle('attention.failed-operation', '{kind} of {transactionId} failed', {
    kind: failedKindOf(one),
    transactionId: one.transactionId,
  }),
  amount: Number(one.amountMinor),
  currency: one.currency,
  facts: { status: one.status, reason: one.note },
  links: [
    { rel: 'payment', id: one.transactionId },
    ...(one.orderReference === null ? [] : [{ rel: 'order' as const, id: one.orderReference }]),
  ],
  repair: operate(one.transactionId, failedKindOf(one)),
})

const attempted = ({ attempts, note }: { attempts: number; note: string | null }): Facts => ({
  attempts,
  ...(note !== null && { note }),
})
