import { type Config, readConfig } from '../config.ts'
import type { Database } from '../database/database.ts'
import { migrate } from '../database/migrate.ts'
import { allMigrations, openDatabase } from '../server.ts'
import type { Terminal } from './terminal.ts'

/** The database of the settings, up to date, for as long as the work takes. */
export async function withDatabase<Value>(
  { env }: Terminal,
  work: (db: Database, config: Config) => Promise<Value>,
): Promise<Value> {
  const config = readConfig(env)
  const { db, close } = await openDatabase(config)
  try {
    await migrate(db, allMigrations)
    return await work(db, config)
  } finally {
    await close()
  }
}
