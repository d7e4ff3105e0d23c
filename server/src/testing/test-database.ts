import { PGlite } from '@electric-sql/pglite'
import { sql } from 'kysely'
import pg from 'pg'
import { connectPostgres, openPglite } from '../database/connect.ts'
import type { Database } from '../database/database.ts'
import { migrate } from '../database/migrate.ts'
import { allMigrations } from '../server.ts'

export type TestDatabase = { db: Database; url: string | null; drop(): Promise<void> }

/**
 * A migrated database of its own for one test file: on the PostgreSQL server of TEST_POSTGRES_URL by cloning a template,
 * else PGlite in memory.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = process.env['TEST_POSTGRES_URL']
  return serverUrl ? cloneOnServer(serverUrl) : openInMemory()
}

async function openInMemory(): Promise<TestDatabase> {
  const dump = process.env['TEST_PGLITE_DUMP']
  if (dump) {
    const { readFile } = await import('node:fs/promises')
    const db = await openPglite(null, new Blob([await readFile(dump)]))
    return { db, url: null, drop: () => db.destroy() }
  }
  const db = await openPglite(null)
  await migrate(db, allMigrations)
  return { db, url: null, drop: () => db.destroy() }
}

/** Writes a migrated, empty PGlite folder to load instead of migrating again in each test file. */
export async function dumpMigratedPglite(): Promise<Blob> {
  const pglite = await PGlite.create()
  const { Kysely, PGliteDialect } = await import('kysely')
  const db: Database = new Kysely({ dialect: new PGliteDialect({ pglite }) })
  await migrate(db, allMigrations)
  const dump = await pglite.dumpDataDir('none')
  await db.destroy()
  return dump
}

export const templateName = 'tillway_template'

async function cloneOnServer(serverUrl: string): Promise<TestDatabase> {
  const name = `tillway_test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`
  await onServer(serverUrl, `create database ${name} template ${templateName}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const db = connectPostgres(url.href, 8)
  return {
    db,
    url: url.href,
    drop: async () => {
      await db.destroy()
      await onServer(serverUrl, `drop database ${name} with (force)`)
    },
  }
}

/** Makes the template that every test database on this server is cloned from. */
export async function createTemplate(serverUrl: string): Promise<void> {
  await onServer(serverUrl, `create database ${templateName}`)
  const url = new URL(serverUrl)
  url.pathname = `/${templateName}`
  const db = connectPostgres(url.href, 2)
  await migrate(db, allMigrations)
  await sql`select 1`.execute(db)
  await db.destroy()
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
