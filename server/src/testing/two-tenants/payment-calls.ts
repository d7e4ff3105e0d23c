import { attemptBudgets } from '../../limits/attempt-budgets.ts'
import {
  beginBeforeOrder,
  beginOperation,
  beginPayment,
  findOpenOperation,
  isSettled,
  isUndecided,
  takeOverOperation,
} from '../../payments/begin-store.ts'
import type { Change } from '../../payments/change.ts'
import type { IdempotencyClaim } from '../../payments/idempotency.ts'
import {
  answerRequest,
  findRequest,
  pruneRequests,
  reserveRequest,
} from '../../payments/idempotency-store.ts'
import {
  endOperation,
  isAnsweredElsewhere,
  keepChange,
  type Settles,
} from '../../payments/keep-store.ts'
import { claimToLookUp } from '../../payments/look-up-store.ts'
import type { Operation } from '../../payments/operation.ts'
import { claimOrderless, claimUnpaid } from '../../payments/orderless-store.ts'
import type { Payment } from '../../payments/payment.ts'
import {
  findLivePayment,
  findOrderPayment,
  findOwnedPayment,
  findPayment,
  readVersions,
} from '../../payments/payment-store.ts'
import { anInitialise, aPayment } from '../builders.ts'
import type { StoreCalls } from './store-calls.ts'
import { ours } from './twin-rows.ts'

const payment = (transactionId: string, overrides: Partial<Payment> = {}): Payment =>
  aPayment({ tenant: ours, transactionId, owner: 'owner-1', ...overrides })

const claim = (key: string): IdempotencyClaim => ({
  ...{ tenant: ours, caller: 'caller-1', operation: 'startPayment', key, requestHash: 'hash' },
})

const begin = (transactionId: string, overrides: Partial<Payment>) => {
  const begun = payment(transactionId, overrides)
  const operation = { ...anInitialise(begun), operationId: 'op-new' }
  const budgets = attemptBudgets(1000)
  return [begun, operation, { claim: claim('key-new'), budgets }] as const
}

const operation = (transactionId: string, request: Operation['request']): Operation => ({
  ...{ tenant: ours, operationId: 'op-new', transactionId, kind: request.kind, request },
})
const aCancel = { kind: 'cancel', expecting: 'unpaid' } as const

const paid = payment('tx-paid', { orderReference: 'DE--1', capturedMinor: 1000 })
const change: Change = {
  payment: { ...paid, status: 'captured' },
  history: [{ source: 'webhook', event: 'seen', fromStatus: null, toStatus: null, details: {} }],
  messages: [
    {
      name: 'PaymentCaptured',
      payload: {
        ...{ orderReference: 'DE--1', orderItemIds: ['1'], amount: 1000, currencyIsoCode: 'EUR' },
      },
    },
  ],
  failedAttempts: 1,
}
const settles: Settles = {
  operation: { operationId: 'op-1', end: { state: 'succeeded', note: null } },
  begins: operation('tx-paid', { kind: 'refund', amountMinor: 10 }),
  inbox: { source: 'psp:sandbox', eventId: 'evt-waiting' },
  answer: { claim: claim('key-open'), result: {} },
}

const times = { firstLookMs: 0, deadlineMs: 1, lookAgainMs: 1 }

export const paymentCalls: StoreCalls = {
  'payments/begin-store.ts': {
    beginPayment: [
      (db) => beginPayment(db, ...begin('tx-new', { owner: 'owner-2', cartId: 'cart-new' })),
      (db) => beginPayment(db, ...begin('tx-new', { owner: 'owner-1', cartId: 'cart-new' })),
      (db) => beginPayment(db, ...begin('tx-new', { owner: 'owner-2', orderReference: 'DE--1' })),
      (db) => beginPayment(db, ...begin('tx-paid', { owner: 'owner-2', cartId: 'cart-1' })),
    ],
    beginOperation: (db) => beginOperation(db, operation('tx-paid', aCancel)),
    beginBeforeOrder: [
      (db) => beginBeforeOrder(db, payment('tx-cart'), operation('tx-cart', aCancel)),
      (db) =>
        beginBeforeOrder(
          db,
          payment('tx-cart'),
          operation('tx-cart', {
            kind: 'update',
            purchase: { amountMinor: 5, currency: 'EUR', lines: [] },
          }),
        ),
    ],
    isUndecided: (db) => isUndecided(db, payment('tx-money')),
    findOpenOperation: (db) => findOpenOperation(db, payment('tx-money'), 'cancel'),
    takeOverOperation: (db) => takeOverOperation(db, payment('tx-money'), 'op-3'),
    isSettled: (db) => isSettled(db, payment('tx-paid'), 'op-1'),
  },
  'payments/idempotency-store.ts': {
    reserveRequest: (db) => reserveRequest(db, claim('key-new')),
    findRequest: [
      (db) => findRequest(db, claim('key-open')),
      (db) => findRequest(db, claim('key-answered')),
    ],
    answerRequest: [
      (db) => answerRequest(db, claim('key-open'), { isSuccessful: true }),
      (db) => answerRequest(db, claim('key-open'), null),
    ],
    pruneRequests: (db) => pruneRequests(db, 10),
  },
  'payments/keep-store.ts': {
    keepChange: [
      (db) => keepChange(db, change, settles),
      (db) => keepChange(db, { ...change, payment: payment('tx-cart') }),
    ],
    isAnsweredElsewhere: (db) =>
      isAnsweredElsewhere(db, ours, { source: 'psp:sandbox', eventId: 'evt-dead' }),
    endOperation: (db) =>
      endOperation(
        db,
        { tenant: ours, transactionId: 'tx-waiting', operationId: 'op-2' },
        { state: 'failed', note: 'refused' },
      ),
  },
  'payments/look-up-store.ts': { claimToLookUp: (db) => claimToLookUp(db, 10) },
  'payments/orderless-store.ts': {
    claimOrderless: (db) => claimOrderless(db, times, 10),
    claimUnpaid: (db) => claimUnpaid(db, { afterMs: 0, abandonedMs: 1, lookAgainMs: 1 }, 10),
  },
  'payments/payment-store.ts': {
    findPayment: (db) => findPayment(db, ours, 'tx-paid'),
    findOwnedPayment: (db) => findOwnedPayment(db, { tenant: ours, owner: 'owner-1' }, 'tx-paid'),
    findLivePayment: [
      (db) => findLivePayment(db, ours, { cartId: 'cart-1' }),
      (db) => findLivePayment(db, ours, { orderReference: 'DE--1' }),
    ],
    findOrderPayment: (db) => findOrderPayment(db, ours, 'DE--1'),
    readVersions: (db) => readVersions(db, [{ tenant: ours, transactionId: 'tx-paid' }]),
  },
}
