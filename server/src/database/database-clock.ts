import { type Database, sql } from './database.ts'

/** The database's time, the same in every process, without a round trip for each look at it. */
export type DatabaseClock = {
  now(): Date
  /** Compares this machine's clock with the database's again. */
  measure(): Promise<void>
}

/** `localMs`: this machine's own clock, which may be wrong. */
export function createDatabaseClock(db: Database, localMs: () => number = Date.now): DatabaseClock {
  let aheadMs = 0
  return {
    now: () => new Date(localMs() + aheadMs),
    measure: async () => {
      const askedMs = localMs()
      const { rows } = await sql<{ ms: string }>`
        select extract(epoch from clock_timestamp()) * 1000 as ms`.execute(db)
      // The answer is from half-way between question and answer.
      aheadMs = Number(rows[0]?.ms) - (askedMs + localMs()) / 2
    },
  }
}
