import { CompiledQuery, sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type HotQuery, rowQueries, workerQueries } from '../testing/hot-queries.ts'
import { marketplaceQueries } from '../testing/marketplace-queries.ts'
import { recordStatements, type Statement } from '../testing/record-statements.ts'
import {
  storeAnswers,
  storeEvents,
  storeMessages,
  storeOperations,
  storePayments,
} from '../testing/stored-payments.ts'
import { storeMerchants, storeTransfers } from '../testing/stored-transfers.ts'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await createTestDatabase()
  for (const table of growing) await run(`alter table ${table} set (autovacuum_enabled = false)`)
})
afterEach(() => database.drop())

const growing = [
  'merchants',
  'transfers',
  'transfer_items',
  'payments',
  'operations',
  'payment_history',
  'messages',
  'inbox',
  'idempotency',
]

/** What every reading of a plan is about: a node of `explain (format json)`. */
type Node = { [name: string]: unknown; Plans?: Node[] }

const nodesOf = (plan: Node): Node[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

/** The plan that is made for these values, and the one that a connection keeps for all values. */
async function plansOf({ text, values }: Statement): Promise<{ kind: string; nodes: Node[] }[]> {
  const explained = async (options: string, given: unknown[]) => {
    const { rows } = await database.db.executeQuery<{ 'QUERY PLAN': { Plan: Node }[] }>(
      CompiledQuery.raw(`explain (${options} format json) ${text}`, given),
    )
    return rows.flatMap((row) => row['QUERY PLAN']).flatMap(({ Plan }) => nodesOf(Plan))
  }
  return [
    { kind: 'planned for its values', nodes: await explained('', values) },
    { kind: 'planned for all values', nodes: await explained('generic_plan,', []) },
  ]
}

/** A whole index is read, or all of a tenant's part of it. */
const isWalked = (condition: unknown, isPage: boolean): boolean =>
  condition === undefined || (!isPage && /^\(tenant = [^()]*\)$/.test(String(condition)))

/** What is wrong with a plan, in words. */
function faultsOf(
  nodes: Node[],
  { by, isPage = false }: Pick<HotQuery, 'by' | 'isPage'>,
): string[] {
  const used = nodes.filter((node) => node['Index Name'] !== undefined)
  const names = [...new Set(used.map((node) => String(node['Index Name'])))].toSorted()
  return [
    ...nodes
      .filter((node) => node['Node Type'] === 'Seq Scan' || node['Disabled'] === true)
      .map((node) => `reads all of ${node['Relation Name'] ?? node['Node Type']}`),
    ...used
      .filter((node) => isWalked(node['Index Cond'], isPage))
      .map((node) => `reads all of ${node['Index Name']}`),
    ...(names.join() === by.join() ? [] : [`uses ${names.join()} instead of ${by.join()}`]),
  ]
}

/** Runs a query for its statements alone: whatever it writes is taken back. */
const statementsOf = (query: HotQuery): Promise<Statement[]> =>
  recordStatements(async () => {
    const tx = await database.db.startTransaction().execute()
    await query.run(tx)
    await tx.rollback().execute()
  })

async function faults(): Promise<string[]> {
  const found: string[] = []
  for (const query of [...workerQueries, ...rowQueries, ...marketplaceQueries]) {
    const statements = await statementsOf(query)
    expect(statements, query.does).not.toEqual([])
    for (const statement of statements)
      for (const { kind, nodes } of await plansOf(statement))
        found.push(...faultsOf(nodes, query).map((fault) => `${query.does}, ${kind}: ${fault}`))
  }
  return found
}

const run = (text: string) => sql.raw(text).execute(database.db)

const past = { first: 1, count: 20_000 }
async function storePast(): Promise<void> {
  await storePayments(run, past)
  for (const store of [storeMessages, storeEvents, storeAnswers]) await store(run, past)
  await storeTransfers(run, past)
  await storeMerchants(run, past)
}

async function storeBacklog(): Promise<void> {
  const more = { first: 20_001, count: 5_000 }
  await storePayments(run, { ...more, waitingFor: 'news' })
  await storePayments(run, { first: 25_001, count: 2_000, waitingFor: 'order' })
  await storePayments(run, { first: 27_001, count: 2_000, waitingFor: 'shopper' })
  await storeOperations(run, { ...more, isOpen: true })
  await storeMessages(run, { ...more, state: 'waiting' })
  await storeEvents(run, { ...more, state: 'waiting' })
  await storeTransfers(run, { ...more, isOpen: true })
  await storeMerchants(run, { ...more, isOpen: true })
}

const analyse = () => run('vacuum analyze')

test.each([
  { when: 'statistics are from an empty table', steps: [analyse, storePast] },
  { when: 'statistics are from when nothing was due', steps: [storePast, analyse, storeBacklog] },
  { when: 'statistics are fresh and nothing is due', steps: [storePast, analyse] },
  { when: 'statistics are fresh and much is due', steps: [storePast, storeBacklog, analyse] },
])('every statement reads by its indexes while $when', { timeout: 60_000 }, async ({ steps }) => {
  for (const step of steps) await step()
  expect(await faults()).toEqual([])
})

test('a plan that reads a whole table, or a whole index, is noticed', async () => {
  const plan = async (text: string) => (await plansOf({ text, values: [] }))[0]?.nodes ?? []
  const wholeTable = await plan(`select from payments where owner = 'a'`)
  expect(faultsOf(wholeTable, { by: [] })).toEqual(['reads all of payments'])
  const by = ['inbox_newest']
  for (const condition of ['', `where tenant = 'demo'`]) {
    const wholeIndex = await plan(`select from inbox ${condition} order by tenant, received_at`)
    expect(faultsOf(wholeIndex, { by })).toEqual(['reads all of inbox_newest'])
  }
})
