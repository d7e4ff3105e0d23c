import { findMerchant, updateMerchant } from '../marketplace/merchant-store.ts'
import {
  endTransfer,
  findItemsOf,
  findPaidItems,
  findReversedItems,
  findTransfer,
  insertTransfer,
  lockPayment,
} from '../marketplace/transfer-store.ts'
import type { HotQuery } from './hot-queries.ts'
import { storedMerchant, storedTransfer } from './stored-transfers.ts'

const { tenant, transferId, transactionId, orderReference } = storedTransfer

/** What transfers and onboarding ask. */
export const marketplaceQueries: readonly HotQuery[] = [
  {
    does: 'holds a payment',
    run: (db) => lockPayment(db, { tenant, transactionId }),
    by: ['payments_pkey'],
  },
  {
    does: 'finds what was paid of items',
    run: (db) => findPaidItems(db, tenant, orderReference),
    by: ['transfer_items_paid', 'transfers_pkey'],
  },
  {
    does: 'finds the items of a transfer',
    run: (db) => findItemsOf(db, { tenant, transferId }),
    by: ['transfer_items_pkey', 'transfers_pkey'],
  },
  {
    does: 'finds what was taken back of a payout',
    run: (db) => findReversedItems(db, { tenant, transferId }),
    by: ['transfer_items_reversed', 'transfers_pkey'],
  },
  {
    does: 'finds a transfer',
    run: (db) => findTransfer(db, { tenant, transferId }),
    by: ['transfers_pkey'],
  },
  {
    does: 'begins a transfer',
    run: (db) => insertTransfer(db, { ...storedTransfer, transferId: 'tr_new' }, []),
    by: ['payments_pkey'],
  },
  {
    does: 'ends a transfer',
    run: (db) =>
      endTransfer(db, storedTransfer, { end: { state: 'failed', note: 'refused' }, source: 'api' }),
    by: ['payments_pkey', 'transfer_items_pkey', 'transfers_pkey'],
  },
  {
    does: 'finds a merchant',
    run: (db) => findMerchant(db, storedMerchant),
    by: ['merchants_pkey'],
  },
  {
    does: 'keeps a change of a merchant',
    run: (db) => updateMerchant(db, storedMerchant),
    by: ['merchants_pkey'],
  },
]
