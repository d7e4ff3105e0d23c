import type { Database } from '../database/database.ts'
import type { AttemptBudgets } from '../limits/attempt-budgets.ts'
import type { Psp, PspCustomers } from '../psp/psp.ts'
import type { Shop } from '../shop/shop.ts'
import type { Tenant } from '../tenants/tenant.ts'
import type { Change } from './change.ts'
import type { Payment } from './payment.ts'

/** Which connection a payment is made with, and with which version of its configuration. */
export type PspOfPayment = Pick<Payment, 'tenant' | 'provider' | 'mode' | 'configurationVersion'>

/** What verbs of payments are given; each names only what it uses. */
export type PaymentDeps = {
  db: Database
  shop: Shop
  findTenant(id: string): Promise<Tenant | null>
  /** The PSP of a payment, with the configuration that it began with. */
  findPsp(payment: PspOfPayment): Promise<Psp | null>
  /** Every set of secrets of a connection, the newest first: a webhook may be signed for any of them. */
  listPsps(connection: Omit<PspOfPayment, 'configurationVersion'>): Promise<readonly Psp[]>
  /** Null when this PSP tells nothing about customers. */
  findCustomers(payment: PspOfPayment): Promise<PspCustomers | null>
  /** How many failed attempts somebody may have before nothing more is opened at a PSP. */
  budgets: AttemptBudgets
  /** The address that a PSP sends the shopper back to, signed for this payment. */
  signReturnUrl(payment: { tenant: string; transactionId: string }): Promise<string>
  /** A bearer token that reads this one payment's status for a day. */
  signReadToken(payment: { tenant: string; transactionId: string }): Promise<string>
  /** No open redirects: the origin (or an app's own scheme) is on the list. */
  isAllowedUrl(url: string): boolean
  /**
   * Called after each commit that changed a payment, or what belongs to it: wakes deliveries and live status in this process,
   * and counts what the change was.
   */
  onCommit(changed: { tenant: string; transactionId: string }, change?: Change): void
}
