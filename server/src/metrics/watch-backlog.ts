import type { Database } from '../database/database.ts'
import { isDatabaseDown } from '../database/is-database-down.ts'
import { type Backlog, readBacklog } from './backlog-store.ts'

/** Above this it does not matter any more how many there are. */
const countMax = 10_000

/** Shorter than the ten seconds that Prometheus waits by default. */
const answerMaxMs = 3_000

type WatchDeps = {
  db: Database
  preOrderDeadlineMs: number
  onDefect(error: unknown): void
}

/**
 * Asks for what waits. Null where the database does not answer, or not soon enough. However many ask, and however long it takes,
 * there is one statement: a database that hangs must not get every connection from whoever watches it.
 */
export function createBacklogWatch({ db, preOrderDeadlineMs, onDefect }: WatchDeps) {
  let reading: Promise<Backlog | null> | null = null
  const read = async (): Promise<Backlog | null> => {
    try {
      return await readBacklog(db, { preOrderDeadlineMs, countMax })
    } catch (error) {
      if (!isDatabaseDown(error)) onDefect(error)
      return null
    }
  }
  return (): Promise<Backlog | null> => {
    reading ??= read().finally(() => {
      reading = null
    })
    return soonEnough(reading)
  }
}

/** What comes later is for nobody: a connection that hangs must not keep the other figures from being read. */
async function soonEnough<Answer>(answer: Promise<Answer>): Promise<Answer | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), answerMaxMs)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
