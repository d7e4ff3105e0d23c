import { globSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { backOfficeCalls } from '../testing/two-tenants/back-office-calls.ts'
import { messageCalls } from '../testing/two-tenants/message-calls.ts'
import { metricsCalls } from '../testing/two-tenants/metrics-calls.ts'
import { paymentCalls } from '../testing/two-tenants/payment-calls.ts'
import { shopCalls } from '../testing/two-tenants/shop-calls.ts'
import { isMadeOf, templatesIn } from '../testing/two-tenants/sql-templates.ts'
import { untiedTables } from '../testing/two-tenants/statement-scopes.ts'
import type { StoreCall, StoreCalls } from '../testing/two-tenants/store-calls.ts'
import { tenantCalls } from '../testing/two-tenants/tenant-calls.ts'
import { type Tried, type TwinWorld, tryCall } from '../testing/two-tenants/try-call.ts'
import {
  deleteTheirs,
  insertTwins,
  listTenantTables,
  ours,
  readRows,
  theirs,
} from '../testing/two-tenants/twin-rows.ts'
import type { Database } from './database.ts'

/** What is asked without a tenant, and why. Anything else that a store sends must say whose rows it means. */
const ofAllTenants: Record<string, string> = {
  'database/claim-due.ts claimDue': 'a worker takes what is due, whoever it is for',
  'database/claim-due.ts claimUnheard': 'a worker takes what is due, whoever it is for',
  'inbox/inbox-store.ts claimInbox': 'a worker takes what is due, whoever it is for',
  'payments/look-up-store.ts claimToLookUp': 'a worker takes what is due, whoever it is for',
  'payments/orderless-store.ts claimOrderless': 'a worker takes what is due, whoever it is for',
  'payments/orderless-store.ts claimUnpaid': 'a worker takes what is due, whoever it is for',
  'marketplace/merchant-store.ts claimMerchants': 'a worker takes what is due, whoever it is for',
  'inbox/inbox-store.ts pruneInbox': 'what is old is forgotten, whoever it is of',
  'messages/message-store.ts pruneMessages': 'what is old is forgotten, whoever it is of',
  'payments/idempotency-store.ts pruneRequests': 'what is old is forgotten, whoever it is of',
  'limits/attempt-store.ts pruneFailedAttempts': 'what is old is forgotten, whoever it is of',
  'limits/request-count-store.ts pruneCounts': 'what is old is forgotten, whoever it is of',
  'tenants/drain-store.ts eraseLapsedSecrets': 'what is old is forgotten, whoever it is of',
  'metrics/backlog-store.ts readBacklog':
    'whoever runs the installation watches what waits, without a word of whose it is',
  'tenants/sealed-store.ts countByKey': 'a sealing key is of the whole installation',
  'tenants/sealed-store.ts listSealedOtherwise': 'a sealing key is of the whole installation',
  'tenants/tenant-store.ts listTenants': 'whoever runs the installation lists its tenants',
}

/** What a store exports beside its questions: it sends nothing by itself. */
const sendsNothing: Record<string, string> = {
  'back-office/attention-store.ts findAll': 'sends what its callers are made of',
  'back-office/attention-store.ts ms': 'a part of a statement',
  'back-office/search-store.ts orderlessAfterMs': 'computes',
  'back-office/search-store.ts failedPayments':
    'a part of the statements of findNeedy and findFailed',
  'database/claim-due.ts oldestOf': 'a part of the statements of claimDueInOrder and leaseMessages',
  'limits/attempt-store.ts chargeSql': 'a part of the statement of keepChange',
  'limits/attempt-store.ts spentSql': 'a part of the statement of beginPayment',
  'marketplace/merchant-store.ts toMerchant': 'reads a row',
  'marketplace/transfer-store.ts toTransfer': 'reads a row',
  'messages/message-store.ts toMessage': 'reads a row',
  'payments/payment-store.ts toPayment': 'reads a row',
  'tenants/tenant-store.ts hashToken': 'computes',
}

const calls: StoreCalls = {
  ...{ ...paymentCalls, ...messageCalls, ...backOfficeCalls, ...tenantCalls, ...shopCalls },
  ...metricsCalls,
}

type Named = { name: string; call: StoreCall }

const named: Named[] = Object.entries(calls).flatMap(([file, functions]) =>
  Object.entries(functions).flatMap(([name, several]) =>
    [several].flat().map((call) => ({ name: `${file} ${name}`, call })),
  ),
)
const ofOne = named.filter(({ name }) => !(name in ofAllTenants))

/** Every file that sends SQL for the server; the sandbox is another service. */
const source = `${import.meta.dirname}/..`
const stores = [
  ...globSync('**/*-store.ts', { cwd: source, exclude: ['sandbox-psp/**'] }).map((file) =>
    file.replaceAll('\\', '/'),
  ),
  'database/claim-due.ts',
]

let together: TwinWorld
let alone: TwinWorld
let databases: TestDatabase[]
const tried = new Map<StoreCall, Tried>()

beforeAll(async () => {
  databases = [await createTestDatabase(), await createTestDatabase()]
  const [first, second] = databases.map(({ db }) => db)
  if (!first || !second) throw new Error('This needs two databases.')
  together = await createTwins(first)
  alone = await createTwins(second, { isAlone: true })
  for (const { call } of named) tried.set(call, await tryCall(together, call))
})
afterAll(() => Promise.all(databases.map(({ drop }) => drop())))

async function createTwins(db: Database, { isAlone = false } = {}): Promise<TwinWorld> {
  await insertTwins(db)
  const tables = await listTenantTables(db)
  if (isAlone) await deleteTheirs(db, tables)
  return { db, tables, rows: await readRows(db, tables) }
}

const triedOf = ({ name, call }: Named): Tried => {
  const found = tried.get(call)
  if (!found) throw new Error(`${name} was not called.`)
  return found
}

const untied = (one: Named): string[] =>
  triedOf(one).statements.flatMap((statement) =>
    untiedTables(statement, { tables: together.tables, tenant: ours }),
  )

test('both tenants have the same under the same ids, in every table that has a tenant', () => {
  const { rows, tables } = together
  const [own = [], other = []] = [rows[ours], rows[theirs]]
  expect(other.map((row) => row.replaceAll(theirs, ours)).toSorted()).toEqual(own.toSorted())
  expect(new Set(own.map((row) => row.split(' ')[0]))).toEqual(new Set(tables))
})

test('every function of a store is called here', async () => {
  for (const file of stores) {
    const exported: Record<string, unknown> = await import(`${source}/${file}`)
    const functions = Object.keys(exported).filter((name) => typeof exported[name] === 'function')
    const missing = functions.filter(
      (name) => !calls[file]?.[name] && !(`${file} ${name}` in sendsNothing),
    )
    expect(
      missing,
      `${file}: add a call for the tenant “${ours}” to a table in server/src/testing/two-tenants.`,
    ).toEqual([])
  }
})

test('every statement that a store can send was sent', () => {
  const sent = [...tried.values()].flatMap(({ statements }) => statements.map(({ text }) => text))
  for (const file of stores) {
    const templates = templatesIn(readFileSync(`${source}/${file}`, 'utf8'))
    const unsent = templates.filter((parts) => !sent.some((text) => isMadeOf(text, parts)))
    expect(
      unsent.map((parts) => parts.join(' … ')),
      `${file}: add a call that sends this to a table in server/src/testing/two-tenants.`,
    ).toEqual([])
  }
})

test('what is asked of all tenants at once is what is listed, and nothing else', () => {
  const found = new Set(named.filter((one) => untied(one).length > 0).map(({ name }) => name))
  expect([...found].toSorted()).toEqual(Object.keys(ofAllTenants).toSorted())
})

const functions = [...new Set(ofOne.map(({ name }) => name))]

test.each(functions)(
  '%s is for one tenant, and answers as if there were nobody else',
  async (name) => {
    for (const one of ofOne.filter((other) => other.name === name)) {
      expect.soft(untied(one)).toEqual([])
      const { isAnswered, hasChangedOurs, changedTheirs, answer } = triedOf(one)
      expect(isAnswered || hasChangedOurs, 'A call that does nothing proves nothing.').toBe(true)
      expect(changedTheirs).toEqual([])
      expect(answer).not.toContain(theirs)
      expect(answer).toEqual((await tryCall(alone, one.call)).answer)
    }
  },
)
