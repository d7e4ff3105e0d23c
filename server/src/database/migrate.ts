import { readdir, readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration'
import type { Database } from './database.ts'

/** A folder of numbered .sql files, run in order, each once. A file is never edited after its release. */
export type MigrationSet = { name: string; folder: URL }

export const coreMigrations: MigrationSet = {
  name: 'core',
  folder: new URL('./migrations/', import.meta.url),
}

/**
 * Brings the schema up to date. Several processes may start at once: the migrator holds a lock, the others wait and find
 * nothing left to do.
 */
export async function migrate(db: Database, sets: readonly MigrationSet[]): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: fromSqlFiles(sets),
    allowUnorderedMigrations: true,
  })
  const { error } = await migrator.migrateToLatest()
  if (error) throw new Error('The database could not be migrated.', { cause: error })
}

const fromSqlFiles = (sets: readonly MigrationSet[]): MigrationProvider => ({
  getMigrations: async () => Object.fromEntries((await Promise.all(sets.map(readSet))).flat()),
})

async function readSet({ name, folder }: MigrationSet): Promise<[string, Migration][]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql'))
  return files.map((file) => [`${name}/${file}`, fromSqlFile(new URL(file, folder))])
}

const fromSqlFile = (file: URL): Migration => ({
  async up(db) {
    // An index of a large table takes longer than any request may.
    await sql`set local statement_timeout = 0`.execute(db)
    for (const statement of (await readFile(file, 'utf8')).split(/;\s*$/m)) {
      if (withoutComments(statement).trim()) await sql.raw(statement).execute(db)
    }
  },
})

const withoutComments = (statement: string): string => statement.replaceAll(/^\s*--.*$/gm, '')
