import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allMigrations } from '../server.ts'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { migrate } from './migrate.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

test('migrating again, and twice at once, finds nothing left to do', async () => {
  await Promise.all([migrate(database.db, allMigrations), migrate(database.db, allMigrations)])
  const { rows } = await sql`select 1 from kysely_migration`.execute(database.db)
  expect(rows.length).toBeGreaterThanOrEqual(3)
})

test('every key and unique index begins with the tenant', async () => {
  const { rows } = await sql<{ name: string; first_column: string }>`
    select c.relname as name, a.attname as first_column
    from pg_index i
    join pg_class c on c.oid = i.indexrelid
    join pg_class t on t.oid = i.indrelid
    join pg_namespace n on n.oid = t.relnamespace
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
    where i.indisunique and n.nspname in ('public', 'shop') and t.relname not like 'kysely%'
      and t.relname <> 'instance_secrets'`.execute(database.db)
  expect(rows.length).toBeGreaterThan(8)
  expect(rows.filter((row) => row.first_column !== 'tenant')).toEqual([])
})
