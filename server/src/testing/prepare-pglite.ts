import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { dumpMigratedPglite } from './test-database.ts'

/** Migrates once and keeps the dump, so that each test file opens a migrated database instead of migrating its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'tillway-pglite-'))
  const dump = join(folder, 'migrated.tar')
  await writeFile(dump, Buffer.from(await (await dumpMigratedPglite()).arrayBuffer()))
  project.provide('testDatabase', { kind: 'pglite', dump })
  return () => rm(folder, { recursive: true, force: true })
}
