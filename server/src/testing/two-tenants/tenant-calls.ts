import { pruneFailedAttempts } from '../../limits/attempt-store.ts'
import { addCounts, pruneCounts } from '../../limits/request-count-store.ts'
import { findMerchants, findTransfers } from '../../marketplace/desk-store.ts'
import type { Merchant } from '../../marketplace/merchant.ts'
import {
  claimMerchants,
  expectNews,
  findMerchant,
  forgetAccount,
  insertMerchant,
  keepRefusal,
  lockMerchant,
  settleNews,
  updateMerchant,
} from '../../marketplace/merchant-store.ts'
import type { Transfer } from '../../marketplace/transfer.ts'
import {
  endTransfer,
  findItemsOf,
  findPaidItems,
  findReversedItems,
  findTransfer,
  insertTransfer,
  lockPayment,
} from '../../marketplace/transfer-store.ts'
import { insertAppMessages } from '../../tenants/app-message-store.ts'
import type { ConnectionKey } from '../../tenants/connection.ts'
import {
  insertVersion,
  listConnections,
  listVersions,
  setStatus,
} from '../../tenants/connection-store.ts'
import { countMerchants, countOpenPayments, eraseLapsedSecrets } from '../../tenants/drain-store.ts'
import { findInstanceSecret, instanceSecret } from '../../tenants/instance-secret-store.ts'
import { countByKey, listSealedOtherwise, replaceSealed } from '../../tenants/sealed-store.ts'
import {
  deleteOtherTokens,
  ensureTenant,
  findTenantRow,
  insertToken,
  listTenants,
  lockTenant,
} from '../../tenants/tenant-store.ts'
import type { StoreCalls } from './store-calls.ts'
import { sealedByOldKey } from './twin-core-rows.ts'
import { ours } from './twin-rows.ts'

const connection: ConnectionKey = { tenant: ours, provider: 'sandbox', mode: 'test' }
const merchantKey = { ...connection, merchantReference: 'm-1' }

const merchant = (merchantReference: string, overrides: Partial<Merchant> = {}): Merchant => ({
  ...{ ...connection, merchantReference, name: 'Quay Ceramics', status: 'completed' },
  ...{ pspReference: 'acct-9', pspSequence: 2, pspStatus: 'open', canBePaid: true, missing: [] },
  ...{ operationId: `op-${merchantReference}`, createdAt: new Date(0), updatedAt: new Date(0) },
  ...overrides,
})

const transfer = (transferId: string): Transfer => ({
  ...{ ...connection, transferId, transactionId: 'tx-paid', orderReference: 'DE--1' },
  ...{ merchantReference: 'm-1', kind: 'payout', ofTransfer: null, pspTarget: 'acct-1' },
  ...{ amountMinor: 50, currency: 'EUR', state: 'pending', note: null, pspReference: null },
  ...{ createdAt: new Date(0), settledAt: null },
})

const page = { from: null, limit: 10 }
const next = { from: { at: 'infinity', id: '' }, limit: 10 }

/** Who is served, how often, and the merchants of marketplaces. */
export const tenantCalls: StoreCalls = {
  'limits/attempt-store.ts': { pruneFailedAttempts: (db) => pruneFailedAttempts(db, 10) },
  'limits/request-count-store.ts': {
    addCounts: (db) =>
      addCounts(db, [
        { tenant: ours, rate: 'shopper', key: 'key-1', window: 7, hits: 3, keptSeconds: 60 },
      ]),
    pruneCounts: (db) => pruneCounts(db, 10),
  },
  'marketplace/desk-store.ts': {
    findMerchants: [
      (db) => findMerchants(db, { tenant: ours, q: 'm-', status: 'enabled', mode: 'test' }, page),
      (db) => findMerchants(db, { tenant: ours }, next),
    ],
    findTransfers: [
      (db) => findTransfers(db, { tenant: ours }, page),
      (db) => findTransfers(db, { tenant: ours, q: 'tr-paid' }, next),
      (db) =>
        findTransfers(
          db,
          {
            ...{ tenant: ours, merchant: 'm-1', transactionId: 'tx-paid', kind: 'payout' },
            state: 'pending',
          },
          page,
        ),
    ],
  },
  'marketplace/merchant-store.ts': {
    findMerchant: (db) => findMerchant(db, merchantKey),
    lockMerchant: (db) => lockMerchant(db, merchantKey),
    insertMerchant: [
      (db) =>
        insertMerchant(
          db,
          { ...merchantKey, merchantReference: 'm-new' },
          { name: 'New', operationId: 'op-m-new' },
        ),
      (db) => insertMerchant(db, merchantKey, { name: 'Renamed', operationId: 'op-m-new' }),
    ],
    updateMerchant: (db) => updateMerchant(db, merchant('m-1')),
    keepRefusal: (db) =>
      keepRefusal(db, merchant('m-2'), { pspStatus: 'refused', nextOperationId: 'op-next' }),
    forgetAccount: (db) =>
      forgetAccount(db, merchant('m-1', { pspReference: 'acct-1' }), 'op-next'),
    expectNews: (db) => expectNews(db, merchantKey),
    claimMerchants: (db) => claimMerchants(db, 10),
    settleNews: (db) =>
      settleNews(db, ours, {
        ...{ source: 'psp:sandbox', eventId: 'evt-waiting' },
        end: { state: 'applied', note: null },
      }),
  },
  'marketplace/transfer-store.ts': {
    lockPayment: (db) => lockPayment(db, { tenant: ours, transactionId: 'tx-paid' }),
    findTransfer: (db) => findTransfer(db, { tenant: ours, transferId: 'tr-paid' }),
    findPaidItems: (db) => findPaidItems(db, ours, 'DE--1'),
    findItemsOf: (db) => findItemsOf(db, { tenant: ours, transferId: 'tr-paid' }),
    findReversedItems: (db) => findReversedItems(db, { tenant: ours, transferId: 'tr-paid' }),
    insertTransfer: (db) =>
      insertTransfer(db, transfer('tr-new'), [
        {
          ...{ merchantReference: 'm-1', orderReference: 'DE--1', itemReference: 'item-new' },
          amountMinor: 50,
        },
      ]),
    endTransfer: [
      (db) =>
        endTransfer(db, transfer('tr-open'), {
          ...{ end: { state: 'failed', note: 'refused' }, source: 'sweep' },
        }),
      (db) =>
        endTransfer(db, transfer('tr-open'), {
          ...{ end: { state: 'succeeded', note: null, pspReference: 'po-1' }, source: 'sweep' },
        }),
    ],
  },
  'tenants/app-message-store.ts': {
    insertAppMessages: (db) =>
      insertAppMessages(db, ours, [
        { name: 'DeletePaymentMethod', payload: { name: 'card', providerName: 'sandbox' } },
      ]),
  },
  'tenants/connection-store.ts': {
    listConnections: (db) => listConnections(db, ours),
    listVersions: (db) => listVersions(db, connection),
    insertVersion: (db) =>
      insertVersion(db, connection, {
        ...{ version: 2, accountId: null, visible: {}, sealed: 'v1.key-2.sealed' },
        status: 'NEW',
      }),
    setStatus: (db) => setStatus(db, connection, 'DISCONNECTED'),
  },
  'tenants/drain-store.ts': {
    countOpenPayments: (db) => countOpenPayments(db, connection, 100),
    countMerchants: (db) => countMerchants(db, connection, 100),
    eraseLapsedSecrets: (db) => eraseLapsedSecrets(db, 10),
  },
  'tenants/instance-secret-store.ts': {
    instanceSecret: (db) => instanceSecret(db, 'a secret', () => 'made once'),
    findInstanceSecret: async (db) => {
      await instanceSecret(db, 'a secret', () => 'made once')
      return findInstanceSecret(db, 'a secret')
    },
  },
  'tenants/sealed-store.ts': {
    countByKey: (db) => countByKey(db),
    listSealedOtherwise: (db) => listSealedOtherwise(db, { keyId: '', after: null, limit: 10 }),
    replaceSealed: (db) =>
      replaceSealed(db, { ...connection, version: 1, sealed: sealedByOldKey }, 'v1.key-2.sealed'),
  },
  'tenants/tenant-store.ts': {
    findTenantRow: (db) => findTenantRow(db, ours),
    ensureTenant: (db) => ensureTenant(db, ours, 'Renamed'),
    listTenants: (db) => listTenants(db),
    lockTenant: (db) => lockTenant(db, ours),
    insertToken: (db) => insertToken(db, ours, { kind: 'app', hash: 'hash-new' }),
    deleteOtherTokens: (db) => deleteOtherTokens(db, ours, { kind: 'app', hash: 'hash-2' }),
  },
}
