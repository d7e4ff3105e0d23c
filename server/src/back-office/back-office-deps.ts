import type { readSession } from '../contract/back-office/session.ts'
import type { OutputOf } from '../contract/operation.ts'
import type { PaymentDeps } from '../payments/payment-deps.ts'
import type { OrderDesk } from './order-desk.ts'

/** What verbs of the back office are given; each names only what it uses. */
export type BackOfficeDeps = Pick<PaymentDeps, 'db' | 'findPsp' | 'onCommit'> & {
  /** Null where the shop keeps its orders elsewhere. */
  orderDesk: OrderDesk | null
  /** When money that waits for its order is given back. */
  preOrderDeadlineMs: number
  session: Omit<OutputOf<typeof readSession>, 'hasOrders'>
  wakeInbox(): void
  wakeMessages(): void
}
