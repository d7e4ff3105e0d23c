import pg from 'pg'
import { createDatabase } from './bench-database.ts'
import { type Children, createChildren } from './children.ts'
import { watchDatabaseCpu } from './database-cpu.ts'
import type { Meter } from './meter.ts'
import type { Section } from './report.ts'

/** How long and how often is measured. */
export type Plan = {
  connections: readonly number[]
  rounds: number
  roundMs: number
  warmUpMs: number
  serverFlags: readonly string[]
  /** How many payments are stored when the sweeps are measured. */
  stored: readonly number[]
}

/** What each section of the bench is given: a database of its own, processes that end with it, and somebody to talk to. */
export type Stage = Meter & {
  plan: Plan
  children: Children
  serverUrl: string
  databaseUrl: string
  say(line: string): void
}

/** Runs one section on a fresh database, and stops what it started, also when `interrupt` rejects. */
export async function runSection(
  name: string,
  measure: (stage: Stage) => Promise<Section>,
  {
    interrupt,
    ...given
  }: Pick<Stage, 'plan' | 'serverUrl' | 'say'> & { interrupt: Promise<never> },
): Promise<Section> {
  const databaseUrl = await createDatabase(given.serverUrl, `bench_${name}`)
  const client = new pg.Client({ connectionString: databaseUrl })
  const children = createChildren()
  try {
    await client.connect()
    const databaseCpuMs = await watchDatabaseCpu(client)
    const stage = { ...given, databaseUrl, client, databaseCpuMs, children }
    return await Promise.race([measure(stage), interrupt])
  } finally {
    await client.end()
    await children.stop()
  }
}
