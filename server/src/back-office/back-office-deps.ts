import type { readSession } from '../contract/back-office/session.ts'
import type { OutputOf } from '../contract/operation.ts'
import type { PaymentDeps } from '../payments/payment-deps.ts'
import type { AppDeps } from '../tenants/app-deps.ts'
import type { MarketplaceDesk } from './marketplace-desk.ts'
import type { OrderDesk } from './order-desk.ts'

export type Session = Omit<OutputOf<typeof readSession>, 'hasOrders' | 'hasMarketplace'>

/** What verbs of the back office are given; each names only what it uses. */
export type BackOfficeDeps = Pick<PaymentDeps, 'db' | 'findPsp' | 'onCommit'> & {
  /** Null where the shop keeps its orders elsewhere. */
  orderDesk: OrderDesk | null
  /** Null where merchants are not looked after here. */
  marketplaceDesk: MarketplaceDesk | null
  /** What connects providers, and disconnects them. */
  app: AppDeps
  /** When money that waits for its order is given back. */
  preOrderDeadlineMs: number
  /** What the sign-in page shows of a tenant. */
  readSession(tenant: string): Promise<Session>
  wakeInbox(): void
  wakeMessages(): void
}
