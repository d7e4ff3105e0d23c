import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres-server.ts'
import { createTemplate } from './test-database.ts'

/** Starts a PostgreSQL server for the run, with a migrated template that each test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  await createTemplate(server.url)
  project.provide('testDatabase', { kind: 'postgres', url: server.url })
  return () => server.stop()
}
