import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect } from 'kysely'
import pg from 'pg'
import { inject } from 'vitest'
import { connectPostgres, openPglite } from '../database/connect.ts'
import type { Database } from '../database/database.ts'
import { migrate } from '../database/migrate.ts'
import { allMigrations } from '../server.ts'

type Prepared = { kind: 'pglite'; dump: string } | { kind: 'postgres'; url: string }

declare module 'vitest' {
  interface ProvidedContext {
    testDatabase: Prepared
  }
}

/** A migrated, empty database of one test file. `url` is null on PGlite, which no second process can open. */
export type TestDatabase = { db: Database; url: string | null; drop(): Promise<void> }

/** Opens one on whatever the running project has prepared: the same tests run on PGlite and on a PostgreSQL server. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const prepared = inject('testDatabase')
  return prepared.kind === 'postgres' ? cloneOnServer(prepared.url) : openDump(prepared.dump)
}

async function openDump(dump: string): Promise<TestDatabase> {
  const db = await openPglite(null, new Blob([await readFile(dump)]))
  return { db, url: null, drop: () => db.destroy() }
}

/** A migrated, empty PGlite folder as one file. */
export async function dumpMigratedPglite(): Promise<Blob> {
  const pglite = await PGlite.create()
  const db: Database = new Kysely({ dialect: new PGliteDialect({ pglite }) })
  await migrate(db, allMigrations)
  const dump = await pglite.dumpDataDir('none')
  await db.destroy()
  return dump
}

const templateName = 'tillway_template'

async function cloneOnServer(serverUrl: string): Promise<TestDatabase> {
  const name = `tillway_test_${randomBytes(6).toString('hex')}`
  await onServer(serverUrl, `create database ${name} template ${templateName}`)
  const url = withDatabase(serverUrl, name)
  const db = connectPostgres(url, 8)
  return {
    db,
    url,
    drop: async () => {
      await db.destroy()
      await onServer(serverUrl, `drop database ${name} with (force)`)
    },
  }
}

/** Makes the template that every test database on this server is cloned from. */
export async function createTemplate(serverUrl: string): Promise<void> {
  await onServer(serverUrl, `create database ${templateName}`)
  const db = connectPostgres(withDatabase(serverUrl, templateName), 2)
  await migrate(db, allMigrations)
  await db.destroy()
}

function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

async function onServer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
