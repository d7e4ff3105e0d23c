import type { Database } from '../database/database.ts'
import type { PaymentDeps, PspOfPayment } from '../payments/payment-deps.ts'
import type { PspMerchants, PspTransfers } from '../psp/marketplace.ts'
import type { Connection, ConnectionKey } from '../tenants/connection.ts'

/** What verbs of marketplaces are given; each names only what it uses. */
export type MarketplaceDeps = Pick<PaymentDeps, 'onCommit' | 'isAllowedUrl'> & {
  db: Database
  listConnections(tenant: string): Promise<readonly Connection[]>
  /** Null where the provider of the payment has no marketplace. */
  findTransfers(payment: PspOfPayment): Promise<PspTransfers | null>
  findMerchants(connection: ConnectionKey): Promise<PspMerchants | null>
  /** Called after each commit that has news for the shop. */
  onNews(tenant: string): void
}
