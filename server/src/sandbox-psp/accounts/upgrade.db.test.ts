import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { CompiledQuery } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate } from '../../database/migrate.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts'
import { createSandboxPsp, firstAccountId, sandboxMigrations } from '../sandbox-psp.ts'

const accountsCameWith = '0004'

let database: TestDatabase
let folder: string
beforeAll(async () => {
  database = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'sandbox-migrations-'))
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true })
})

const run = async (text: string, parameters: readonly unknown[] = []) =>
  (
    await database.db.executeQuery<Record<string, unknown>>(
      CompiledQuery.raw(text, [...parameters]),
    )
  ).rows

/** Brings the schema to where it was with the files that `isThere`. */
async function migrateWith(isThere: (file: string) => boolean): Promise<void> {
  const files = (await readdir(sandboxMigrations)).filter(isThere)
  for (const file of files) await copyFile(new URL(file, sandboxMigrations), join(folder, file))
  await migrate(database.db, [{ name: 'sandbox', folder: pathToFileURL(`${folder}/`) }])
}

test('what was there before there were accounts belongs to the first account of the host', async () => {
  await run('drop schema sandbox_psp cascade')
  await run('drop table kysely_migration')
  await migrateWith((file) => file < accountsCameWith)
  await run(
    `insert into sandbox_psp.charges (id, reference, amount, currency, capture, customer, lines, return_url, locale,
       create_key, create_hash)
     values ('ch_old', 'tx_old', 1000, 'EUR', 'manual', '{}', '[]', 'https://shop.example', 'en', 'old-key', 'hash')`,
  )
  await run(
    `insert into sandbox_psp.operations (key, request_hash, charge_id, answer) values ('op_old', 'hash', 'ch_old', '{}')`,
  )
  await run(
    `insert into sandbox_psp.events (id, type, charge_id, charge)
     select 'evt_old', 'charge.updated', id, to_jsonb(c) from sandbox_psp.charges c`,
  )
  await migrateWith(() => true)

  const sandbox = createSandboxPsp({
    query: run,
    publicUrl: 'http://sandbox.test',
    accounts: [
      {
        id: firstAccountId,
        name: 'Lumen & Oak',
        mode: 'test',
        secretKey: 'a key from before keys had prefixes',
        webhookSecret: 'whsec_c2VjcmV0',
        webhookUrl: 'http://shop.test',
      },
    ],
    panelToken: 'panel',
  })
  await sandbox.start()
  await sandbox.stop()
  const rows = await run(
    `select a.name, c.id, e.account_id as told, o.account_id as kept from sandbox_psp.charges c
     join sandbox_psp.accounts a on a.id = c.account_id
     join sandbox_psp.events e on e.about_id = c.id
     join sandbox_psp.operations o on o.charge_id = c.id`,
  )
  const first = { told: firstAccountId, kept: firstAccountId }
  expect(rows).toEqual([{ name: 'Lumen & Oak', id: 'ch_old', ...first }])
})
