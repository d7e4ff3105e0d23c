import { CompiledQuery } from 'kysely'
import type { Database } from '../src/database/database.ts'
import type { HotQuery } from '../src/testing/hot-queries.ts'
import { recordStatements } from '../src/testing/record-statements.ts'
import { median } from './figures.ts'

/** What one round of a query costs: time, and pages of the database that it touched. */
export type Cost = { ms: number; pages: number }

const rounds = 15

/** Runs a query several times, and takes back what it wrote. */
export async function measureQuery(db: Database, query: HotQuery): Promise<Cost> {
  const ms: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const tx = await db.startTransaction().execute()
    const startedAt = performance.now()
    await query.run(tx)
    ms.push(performance.now() - startedAt)
    await tx.rollback().execute()
  }
  return { ms: median(ms), pages: await countPages(db, query) }
}

type Explained = {
  'QUERY PLAN': { Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number } }[]
}

/** A figure that does not depend on the machine: pages found in memory and read from disk, counted at each visit. */
async function countPages(db: Database, query: HotQuery): Promise<number> {
  const tx = await db.startTransaction().execute()
  const statements = await recordStatements(() => query.run(tx))
  await tx.rollback().execute()
  let pages = 0
  for (const { text, values } of statements) {
    const explaining = await db.startTransaction().execute()
    const { rows } = await explaining.executeQuery<Explained>(
      CompiledQuery.raw(`explain (analyze, buffers, format json) ${text}`, values),
    )
    await explaining.rollback().execute()
    for (const { Plan } of rows.flatMap((row) => row['QUERY PLAN']))
      pages += Plan['Shared Hit Blocks'] + Plan['Shared Read Blocks']
  }
  return pages
}
