import { CompiledQuery, type KyselyPlugin, type RootOperationNode, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../database/database.ts'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { readSnapshot } from './changes-store.ts'
import { inspectPayment } from './inspect-payment.ts'
import { readAttention } from './read-attention.ts'
import { searchInbox } from './search-inbox.ts'
import { searchMessages } from './search-messages.ts'
import { searchPayments } from './search-payments.ts'

const many = 60_000
/** A look may go through one page of a search, or through what waits; never through a table. */
const rowsMax = 12_000

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  for (const statement of fillings) await sql.raw(statement).execute(database.db)
}, 120_000)
afterAll(() => database.drop())

/** Most payments are done; a few of each kind need somebody. */
const fillings = [
  `insert into payments (tenant, transaction_id, mode, provider, method, strategy, owner, cart_id, order_reference,
     amount_minor, currency, status, psp_reference, orderless_since, created_at)
   select case when n % 3 = 0 then 'other' else 'demo' end, 'tx_' || n, 'test', 'sandbox', 'card', 'embedded', 'o',
     'cart-' || n, case when n % 9998 <> 0 then 'DE--' || n end, 100, 'EUR',
     case when n % 10007 = 0 then 'refund failed' when n % 5 = 0 then 'refunded' else 'captured' end, 'ch_' || n,
     case when n % 9998 = 0 then now() - interval '1 hour' end, now() - n * interval '1 second'
   from generate_series(1, ${many}) n`,
  `insert into payment_history (tenant, transaction_id, source, event, details)
   select tenant, transaction_id, 'api', 'status-changed', jsonb_build_object('pspReference', psp_reference)
   from payments`,
  `insert into operations (tenant, operation_id, transaction_id, kind, state, request, due_at, created_at, settled_at)
   select tenant, 'op_' || transaction_id, transaction_id, 'initialise', 'succeeded', '{}', now(), created_at, now()
   from payments`,
  `insert into operations (tenant, operation_id, transaction_id, kind, state, request, due_at, created_at)
   select 'demo', 'op_open_' || n, 'tx_' || n * 1000, 'cancel', 'unknown', '{}', now() + interval '1 hour',
     now() - interval '1 hour' from generate_series(1, 5) n`,
  `insert into messages (tenant, subject, name, channel, payload, state, created_at, settled_at)
   select tenant, transaction_id, 'PaymentCaptured', 'payment-events', '{}',
     case when n % 10007 = 0 then 'dead' when n % 9998 = 0 then 'waiting' else 'delivered' end, created_at,
     case when n % 9998 <> 0 or n % 10007 = 0 then now() end
   from (select *, row_number() over () as n from payments) p`,
  `insert into inbox (tenant, source, event_id, mode, name, raw_body, state, transaction_id, received_at, settled_at)
   select tenant, 'psp:sandbox', 'evt_' || n, 'test', 'charge.changed', '{}',
     case when n % 10007 = 0 then 'dead' when n % 9998 = 0 then 'waiting' else 'applied' end, transaction_id, created_at,
     case when n % 9998 <> 0 or n % 10007 = 0 then now() end
   from (select *, row_number() over () as n from payments) p`,
  'analyze',
]

type Plan = {
  'Node Type': string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  Plans?: Plan[]
}

/** What was asked of the database while this ran, each with how it was carried out. */
async function explain(run: (db: Database) => Promise<unknown>): Promise<Plan[]> {
  const asked: CompiledQuery[] = []
  const { db } = database
  const record: KyselyPlugin = {
    transformQuery: ({ node, queryId }): RootOperationNode => {
      asked.push(db.getExecutor().compileQuery(node, queryId))
      return node
    },
    transformResult: async ({ result }) => result,
  }
  await run(db.withPlugin(record))
  const plans: Plan[] = []
  for (const { sql: text, parameters } of asked) {
    const { rows } = await db.executeQuery<{ 'QUERY PLAN': { Plan: Plan }[] }>(
      CompiledQuery.raw(`explain (analyze, format json) ${text}`, [...parameters]),
    )
    const plan = rows[0]?.['QUERY PLAN'][0]?.Plan
    if (plan) plans.push(plan)
  }
  return plans
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

/** Tables that were read from end to end, and how many rows were looked at in all. */
function costOf(plans: readonly Plan[]): { scanned: string[]; rows: number } {
  const scans = plans.flatMap(nodesOf).filter((node) => node['Relation Name'] !== undefined)
  return {
    scanned: scans
      .filter((node) => node['Node Type'] === 'Seq Scan')
      .map((node) => node['Relation Name'] ?? ''),
    rows: scans.reduce(
      (sum, node) =>
        sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
      0,
    ),
  }
}

const tenant = 'demo'
const page = { tenant, limit: 25 }
const deps = (db: Database) => ({ db, preOrderDeadlineMs: 1_800_000 })
const noPsp = { findPsp: async () => null, orderDesk: null, preOrderDeadlineMs: 1 }

test.each<[string, number, (db: Database) => Promise<unknown>]>([
  ['the newest payments', 100, (db) => searchPayments(deps(db), page)],
  [
    'those of a common status',
    400,
    (db) => searchPayments(deps(db), { ...page, status: ['refunded'] }),
  ],
  [
    'those of a method that nobody uses',
    2 * rowsMax,
    (db) => searchPayments(deps(db), { ...page, method: 'none' }),
  ],
  ['a payment by its id', 100, (db) => searchPayments(deps(db), { ...page, q: 'tx_50000' })],
  ['a payment by its order', 100, (db) => searchPayments(deps(db), { ...page, q: 'DE--50000' })],
  ['a payment by its cart', 100, (db) => searchPayments(deps(db), { ...page, q: 'cart-50000' })],
  [
    'a payment by the id of the PSP',
    100,
    (db) => searchPayments(deps(db), { ...page, q: 'ch_50000' }),
  ],
  ['how names begin', 2 * rowsMax, (db) => searchPayments(deps(db), { ...page, q: 'tx_5999' })],
  [
    'payments without an order',
    100,
    (db) => searchPayments(deps(db), { ...page, attention: 'orderless' }),
  ],
  [
    'payments that are stuck',
    100,
    (db) => searchPayments(deps(db), { ...page, attention: 'stuck' }),
  ],
  [
    'payments that failed',
    100,
    (db) => searchPayments(deps(db), { ...page, attention: 'failed-operation' }),
  ],
  [
    'everything of one payment',
    100,
    (db) => inspectPayment({ db, ...noPsp }, { tenant, transactionId: 'tx_50000' }),
  ],
  ['what needs somebody', 400, (db) => readAttention({ db, ...noPsp }, tenant)],
  ['messages', 100, (db) => searchMessages({ db }, page)],
  [
    'messages of one payment',
    100,
    (db) => searchMessages({ db }, { ...page, subject: 'tx_50000' }),
  ],
  ['dead messages', 100, (db) => searchMessages({ db }, { ...page, state: 'dead' })],
  ['events', 200, (db) => searchInbox({ db }, page)],
  ['messages that wait', 100, (db) => searchMessages({ db }, { ...page, state: 'waiting' })],
  ['dead events', 200, (db) => searchInbox({ db }, { ...page, state: 'dead' })],
  ['events that wait', 200, (db) => searchInbox({ db }, { ...page, state: 'waiting' })],
  ['what has changed', 2_000, (db) => readSnapshot(db, tenant)],
])('%s cost no more when there are many', async (_name, max, run) => {
  const { scanned, rows } = costOf(await explain(run))
  expect(scanned).toEqual([])
  expect(rows).toBeLessThanOrEqual(max)
  expect(rows).toBeGreaterThan(0)
})

test('reading on from deep in the list costs what its first page costs', async () => {
  const { db } = database
  const { rows } = await sql<{ at: string }>`
    select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at from payments
    where tenant = 'demo' order by created_at limit 1`.execute(db)
  const place = JSON.stringify([rows[0]?.at, 'tx_z'])
  const cursor = Buffer.from(place).toString('base64url')
  const cost = costOf(await explain((one) => searchPayments(deps(one), { ...page, cursor })))
  expect(cost.scanned).toEqual([])
  expect(cost.rows).toBeLessThanOrEqual(100)
})

test('a table that is read from end to end is noticed', async () => {
  const { scanned } = costOf(
    await explain((db) => sql`select * from payments where failure_reason = 'x'`.execute(db)),
  )
  expect(scanned).toContain('payments')
})
