import { sql } from 'kysely'
import { readConfig } from '../config.ts'
import { appContract } from '../contract/app/contract.ts'
import { backOfficeContract, backOfficeMedia } from '../contract/back-office/contract.ts'
import type { FailureKind } from '../contract/failures.ts'
import { glueContract } from '../contract/glue/contract.ts'
import type { Database } from '../database/database.ts'
import { startServer } from '../server.ts'
import { createTestDatabase } from './test-database.ts'

/** The whole server on a test database: every part is real, and each is reached by HTTP. */
export type RunningApp = {
  url: string
  sandboxUrl: string
  appToken: string
  operatorToken: string
  db: Database
  /** Null on PGlite, which no second process can open. */
  databaseUrl: string | null
  /** Which failures each operation has answered with, by operation id. */
  seen: Map<string, Set<FailureKind>>
  stop(): Promise<void>
}

/**
 * Starts one for a test file. `settings` are environment variables; `redirect` may lead the server to its database by a
 * detour, while the test itself goes straight.
 */
export async function startApp(
  settings: Record<string, string> = {},
  redirect: (databaseUrl: URL) => void = () => {},
): Promise<RunningApp> {
  const database = await createTestDatabase()
  const { db } = database
  const config = readConfig({
    NODE_ENV: 'test',
    PORT: '0',
    SANDBOX_PORT: '0',
    LOG_LEVEL: 'silent',
    // Nobody comes after the test.
    LINGER_MS: '0',
    ...(database.url === null ? {} : { DATABASE_URL: redirected(database.url, redirect) }),
    ...settings,
  })
  const server = await startServer(config, config.databaseUrl === null ? { db } : {})
  return {
    url: server.publicUrl,
    sandboxUrl: server.sandboxUrl ?? '',
    appToken: server.appToken,
    operatorToken: server.panelToken,
    db,
    databaseUrl: database.url,
    seen: new Map(
      [...glueContract, ...appContract, ...backOfficeContract, ...backOfficeMedia].map(({ id }) => [
        id,
        new Set(),
      ]),
    ),
    stop: async () => {
      await server.stop()
      await database.drop()
    },
  }
}

function redirected(databaseUrl: string, redirect: (url: URL) => void): string {
  const url = new URL(databaseUrl)
  redirect(url)
  return url.href
}

/** How many rows there are of what a payment leaves behind: a refused request must not change it. */
export async function countRows({ db }: RunningApp): Promise<Record<string, number>> {
  const { rows } = await sql<Record<string, string>>`
    select (select count(*) from payments) as payments, (select count(*) from operations) as operations,
      (select count(*) from messages) as messages, (select count(*) from idempotency) as answers,
      (select count(*) from sandbox_psp.charges) as charges`.execute(db)
  return Object.fromEntries(
    Object.entries(rows[0] ?? {}).map(([name, count]) => [name, Number(count)]),
  )
}

/** A secret that the running server keeps in its database, such as `shop-key` or `sandbox-webhook`. */
export async function readSecret({ db }: RunningApp, name: string): Promise<string> {
  const { rows } = await sql<{ value: string }>`
    select value from instance_secrets where name = ${name}`.execute(db)
  if (!rows[0]) throw new Error(`There is no secret ${name}.`)
  return rows[0].value
}
