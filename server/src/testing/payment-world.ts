import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { applyInbox } from '../inbox/apply-inbox.ts'
import { keepInInbox } from '../inbox/inbox-store.ts'
import type { MarketplaceDeps } from '../marketplace/marketplace-deps.ts'
import type { PaymentDeps } from '../payments/payment-deps.ts'
import type { PspCharge } from '../psp/psp.ts'
import type { Cart, PlacedOrder, Shop } from '../shop/shop.ts'
import type { Connection } from '../tenants/connection.ts'
import { budgets, tenant } from './builders.ts'
import { createFakePsp, type FakePsp } from './fake-psp.ts'
import { createTestDatabase } from './test-database.ts'

/** The core on a real database, with a PSP and a shop in memory. */
export type PaymentWorld = {
  db: Database
  url: string | null
  psp: FakePsp
  carts: Map<string, Cart>
  /** The orders of the shop, by the transaction id that they were placed with. */
  orders: Map<string, PlacedOrder>
  deps: PaymentDeps & MarketplaceDeps & { onDefect(error: unknown): void }
  /** What the tenant has connected. */
  connections: Connection[]
  /** Puts a webhook in the inbox and applies what is due. */
  webhook(eventId: string, charge: PspCharge, type?: string): Promise<void>
  applyDue(): Promise<void>
  messages(subject: string): Promise<string[]>
  /** What became of an event in the inbox. */
  waiting(eventId: string): Promise<{ rows: { state: string; note: string | null }[] }>
  count(table: string): Promise<number>
  drop(): Promise<void>
}

/** A connection of the demo tenant with the PSP in memory. */
export const aConnection = (overrides: Partial<Connection> = {}): Connection => ({
  ...{ tenant: tenant.id, provider: 'sandbox', mode: 'test', status: 'CONNECTED' },
  current: { version: 1, accountId: null, visible: {}, sealed: null },
  ...overrides,
})

export async function createPaymentWorld(): Promise<PaymentWorld> {
  const { db, url, drop } = await createTestDatabase()
  const psp = createFakePsp()
  const carts = new Map<string, Cart>()
  const orders = new Map<string, PlacedOrder>()
  const shop: Shop = {
    readCart: async (_shopper, idCart) => findCart(carts, idCart),
    repriceCart: async (_shopper, idCart) => findCart(carts, idCart),
    findOrder: async ({ transactionId }) => orders.get(transactionId) ?? null,
  }
  const connections = [aConnection()]
  const isOurs = (one: { tenant: string; provider: string }) =>
    one.tenant === tenant.id && one.provider === psp.name
  const deps: PaymentWorld['deps'] = {
    db,
    shop,
    findTenant: async (id) => (id === tenant.id ? tenant : null),
    findPsp: async (payment) => (isOurs(payment) ? psp : null),
    listPsps: async (connection) => (isOurs(connection) ? [psp] : []),
    findCustomers: async () => psp.customers,
    budgets,
    listConnections: async (id) => (id === tenant.id ? connections : []),
    findTransfers: async (payment) => (isOurs(payment) ? psp.transfers : null),
    findMerchants: async (connection) => (isOurs(connection) ? psp.merchants : null),
    onNews: () => {},
    signReturnUrl: async ({ transactionId }) => `http://localhost:4000/back?${transactionId}`,
    signReadToken: async ({ transactionId }) => `read-${transactionId}`,
    isAllowedUrl: (text) => text.startsWith('http://localhost:4000/'),
    onCommit: () => {},
    onDefect: (error) => {
      throw error
    },
  }
  const applyDue = async () => {
    await sql`update inbox set due_at = now() where settled_at is null`.execute(db)
    await applyInbox(deps)
  }
  return {
    db,
    url,
    psp,
    carts,
    orders,
    deps,
    connections,
    applyDue,
    webhook: async (eventId, charge, type = 'charge.changed') => {
      const rawBody = JSON.stringify({ type, charge })
      const mode = 'test'
      const source = `psp:${psp.name}`
      await keepInInbox(db, {
        ...{ tenant: tenant.id, source, eventId, mode, name: type, rawBody },
        transactionId: charge.reference,
      })
      await applyDue()
    },
    messages: async (subject) => {
      const { rows } = await sql<{ name: string }>`
        select name from messages where subject = ${subject} order by id`.execute(db)
      return rows.map((row) => row.name)
    },
    waiting: (eventId) =>
      sql<{ state: string; note: string | null }>`
        select state, note from inbox where event_id = ${eventId}`.execute(db),
    count: async (table) => {
      const { rows } = await sql<{
        n: number
      }>`select count(*)::int as n from ${sql.table(table)}`.execute(db)
      return Number(rows[0]?.n)
    },
    drop,
  }
}

function findCart(carts: Map<string, Cart>, idCart: string | null) {
  const cart = carts.get(idCart ?? '')
  return cart
    ? ({ ok: true, value: cart } as const)
    : ({ ok: false, failure: 'cart-not-found' } as const)
}
