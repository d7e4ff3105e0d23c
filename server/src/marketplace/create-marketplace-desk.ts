import type { MarketplaceDesk } from '../back-office/marketplace-desk.ts'
import type { Database } from '../database/database.ts'
import { findMerchants, findTransfers } from './desk-store.ts'

/** Shows operators every merchant and every transfer of a tenant, also those that failed or are not known yet. */
export const createMarketplaceDesk = (db: Database): MarketplaceDesk => ({
  listMerchants: (search, page) => findMerchants(db, search, page),
  listTransfers: (search, page) => findTransfers(db, search, page),
})
