import type { Database } from '../database/database.ts'
import type { Mode, Psp, PspCustomers } from '../psp/psp.ts'
import type { Shop } from '../shop/shop.ts'
import type { Tenant } from '../tenants/tenant.ts'

/** What verbs of payments are given; each names only what it uses. */
export type PaymentDeps = {
  db: Database
  shop: Shop
  findTenant(id: string): Tenant | null
  findPsp(tenant: string, provider: string, mode: Mode): Psp | null
  /** Null when this PSP tells nothing about customers. */
  findCustomers(tenant: string, provider: string, mode: Mode): PspCustomers | null
  /** The address that a PSP sends the shopper back to, signed for this payment. */
  signReturnUrl(payment: { tenant: string; transactionId: string }): Promise<string>
  /** A bearer token that reads this one payment's status for a day. */
  signReadToken(payment: { tenant: string; transactionId: string }): Promise<string>
  /** No open redirects: the origin (or an app's own scheme) is on the list. */
  isAllowedUrl(url: string): boolean
  /** Called after each commit that changed a payment: wakes deliveries and live status in this process. */
  onCommit(changed: { tenant: string; transactionId: string }): void
}
