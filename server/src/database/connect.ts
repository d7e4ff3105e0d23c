import { createHash } from 'node:crypto'
import {
  Kysely,
  PGliteDialect,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
} from 'kysely'
import pg from 'pg'
import type { Database } from './database.ts'

const connectTimeoutMs = 5_000
const statementTimeoutMs = 15_000

/** A plan is kept as long as its connection, and one made while a table was small would go on reading all of it. */
const planByIndex = '-c enable_seqscan=off'

/**
 * Every statement here is a fixed template, so each is prepared once per connection: planning a statement that writes
 * five tables costs more than running it.
 */
const nameOf = (() => {
  const names = new Map<string, string>()
  return (text: string): string => {
    const known = names.get(text)
    if (known) return known
    const name = createHash('sha1').update(text).digest('hex')
    names.set(text, name)
    return name
  }
})()

/** How many connections there are, and what waits for one. */
export type PoolState = { max: number; busy: number; idle: number; waiting: number }

/** A database, and how its connections are used; null where it is in this process and has none. */
export type WatchedDatabase = { db: Database; readPool: (() => PoolState) | null }

/** Connects to a PostgreSQL server. Dates come back as Date, bigint as string. */
export const connectPostgres = (url: string, poolMax: number): Database => openPool(url, poolMax).db

/** As `connectPostgres`, and tells how its connections are used. */
export function openPool(url: string, poolMax: number): WatchedDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolMax,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    idleTimeoutMillis: 30_000,
    // A server that vanished without a word is noticed, and its connection is replaced.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    options: planByIndex,
  })
  // A connection that breaks is replaced by the pool, and its query fails; without listeners it would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return {
    db: new Kysely({ dialect: new PostgresDialect({ pool: preparing(pool) }) }),
    readPool: () => ({
      max: poolMax,
      busy: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
  }
}

function preparing(pool: pg.Pool): PostgresPool {
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect()
      const preparingClient = {
        query: (text: unknown, values?: readonly unknown[]) => client.query(prepared(text, values)),
        release: (destroy?: boolean) => client.release(destroy),
      }
      // Kysely's type also covers cursors, which need an option that is not set here.
      return preparingClient as unknown as PostgresPoolClient
    },
  }
}

function prepared(text: unknown, values: readonly unknown[] = []): pg.QueryConfig {
  if (typeof text !== 'string') throw new Error('Cursors are not used here.')
  return values.length === 0 ? { text } : { name: nameOf(text), text, values: [...values] }
}

/**
 * Opens PGlite, PostgreSQL inside this process, in a folder or in memory. It is loaded only here:
 * a process on a PostgreSQL server does not pay for it.
 */
export async function openPglite(folder: string | null, loadDataDir?: Blob): Promise<Database> {
  const { PGlite } = await import('@electric-sql/pglite')
  const pglite = await PGlite.create({
    ...(folder === null ? {} : { dataDir: folder }),
    ...(loadDataDir ? { loadDataDir } : {}),
  })
  return new Kysely({ dialect: new PGliteDialect({ pglite }) })
}
