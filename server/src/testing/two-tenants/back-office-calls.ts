import { listConnectionTimes } from '../../back-office/app-store.ts'
import {
  findDeadEvents,
  findDeadMessages,
  findFailed,
  findOrderless,
  findStuck,
  findWaitingEvents,
  findWaitingMessages,
} from '../../back-office/attention-store.ts'
import { readBacklog, readSnapshot } from '../../back-office/changes-store.ts'
import { findDossier } from '../../back-office/dossier-store.ts'
import { hastenOperations } from '../../back-office/operation-store.ts'
import { findEventState, findMessageState, findSubjects } from '../../back-office/replay-store.ts'
import {
  findNamed,
  findNeedy,
  findNewest,
  findScanEnd,
  type PaymentFilter,
} from '../../back-office/search-store.ts'
import { findTraces } from '../../back-office/timeline-store.ts'
import {
  findFailedTransfers,
  findOvershared,
  findUnknownTransfers,
} from '../../back-office/transfer-attention-store.ts'
import type { StoreCalls } from './store-calls.ts'
import { ours } from './twin-rows.ts'

const bounds = { countMax: 10, itemsMax: 10 }
const everything: PaymentFilter = {
  ...{ tenant: ours, begins: 'tx', status: ['captured'], provider: 'sandbox', method: 'card' },
  mode: 'test',
}
const needy = { tenant: ours, preOrderDeadlineMs: 0 }
const page = { from: null, limit: 10 }
const next = { from: { at: 'infinity', id: '' }, limit: 10 }
const deadId = '00000000-0000-4000-8000-000000000001'
const waiting = { source: 'psp:sandbox', eventId: 'evt-waiting' }

export const backOfficeCalls: StoreCalls = {
  'back-office/app-store.ts': { listConnectionTimes: (db) => listConnectionTimes(db, ours) },
  'back-office/attention-store.ts': {
    findOrderless: (db) => findOrderless(db, { tenant: ours, preOrderDeadlineMs: 0 }, bounds),
    findFailed: (db) => findFailed(db, ours, bounds),
    findStuck: (db) => findStuck(db, ours, bounds),
    findDeadMessages: (db) => findDeadMessages(db, ours, bounds),
    findWaitingMessages: (db) => findWaitingMessages(db, ours, bounds),
    findDeadEvents: (db) => findDeadEvents(db, ours, bounds),
    findWaitingEvents: (db) => findWaitingEvents(db, ours, bounds),
  },
  'back-office/changes-store.ts': {
    readSnapshot: (db) => readSnapshot(db, ours),
    readBacklog: (db) => readBacklog(db, ours),
  },
  'back-office/dossier-store.ts': { findDossier: (db) => findDossier(db, ours, 'tx-paid') },
  'back-office/operation-store.ts': {
    hastenOperations: (db) => hastenOperations(db, { tenant: ours, transactionId: 'tx-money' }),
  },
  'back-office/replay-store.ts': {
    findMessageState: (db) => findMessageState(db, { tenant: ours, messageId: deadId }),
    findEventState: (db) => findEventState(db, { tenant: ours, ...waiting }),
    findSubjects: (db) => findSubjects(db, ours, [waiting]),
  },
  'back-office/search-store.ts': {
    findNewest: [
      (db) => findNewest(db, everything, { ...page, scanMax: 10 }),
      (db) => findNewest(db, { tenant: ours }, { ...next, scanMax: 10 }),
    ],
    findScanEnd: (db) => findScanEnd(db, ours, { from: null, scanMax: 5 }),
    findNamed: [
      (db) => findNamed(db, { ...everything, q: 'tx-paid' }, 10),
      (db) => findNamed(db, { tenant: ours, q: 'ch-1' }, 10),
    ],
    findNeedy: [
      (db) => findNeedy(db, { ...needy, attention: 'orderless' }, page),
      (db) => findNeedy(db, { ...needy, attention: 'stuck' }, page),
      (db) => findNeedy(db, { ...needy, attention: 'overshared' }, page),
      (db) => findNeedy(db, { ...needy, attention: 'failed-operation' }, next),
    ],
  },
  'back-office/transfer-attention-store.ts': {
    findOvershared: (db) => findOvershared(db, ours, bounds),
    findUnknownTransfers: (db) => findUnknownTransfers(db, ours, bounds),
    findFailedTransfers: (db) => findFailedTransfers(db, ours, bounds),
  },
  'back-office/timeline-store.ts': {
    findTraces: (db) => findTraces(db, { tenant: ours, transactionId: 'tx-paid' }, 10),
  },
}
