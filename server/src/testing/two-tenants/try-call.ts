import type { CompiledQuery } from 'kysely'
import type { Database, Executor } from '../../database/database.ts'
import type { Sent } from './statement-scopes.ts'
import type { StoreCall } from './store-calls.ts'
import { differences, ours, type Rows, readRows, theirs } from './twin-rows.ts'

/** What a call sent, was answered, and changed. Nothing of it is kept. */
export type Tried = {
  statements: readonly Sent[]
  answer: string
  isAnswered: boolean
  hasChangedOurs: boolean
  /** Rows of the other tenant that are not what they were. */
  changedTheirs: readonly string[]
}

/** A database with the rows that every call finds. */
export type TwinWorld = { db: Database; tables: readonly string[]; rows: Rows }

/** Calls a store function and takes back what it has done. */
export async function tryCall({ db, tables, rows }: TwinWorld, call: StoreCall): Promise<Tried> {
  const tx = await db.startTransaction().execute()
  try {
    const statements: Sent[] = []
    const answer = await call(recorded(tx, statements))
    const after = await readRows(tx, tables)
    return {
      statements,
      answer: asText(answer),
      isAnswered: !isNothing(answer),
      hasChangedOurs: differences(rows[ours], after[ours]).length > 0,
      changedTheirs: differences(rows[theirs], after[theirs]),
    }
  } finally {
    await tx.rollback().execute()
  }
}

/** The same connection, which remembers what is sent. Stores ask it for its executor and for nothing else. */
function recorded(db: Executor, statements: Sent[]): Executor {
  const executor = db.getExecutor()
  const recording = {
    compileQuery: executor.compileQuery.bind(executor),
    transformQuery: executor.transformQuery.bind(executor),
    executeQuery: (query: CompiledQuery) => {
      statements.push({ text: query.sql, values: query.parameters })
      return executor.executeQuery(query)
    },
  }
  // A statement compiles itself, transforms itself and runs: these are the three things that it asks for.
  return { getExecutor: () => recording } as unknown as Executor
}

/** What differs from one call to the next by itself: times, how long somebody has to wait, and what the database numbers. */
const passing =
  /\d{4}-\d\d-\d\d[T ][\d:.]+(?:Z|\+\d\d(?::\d\d)?)?|(?<=seconds\w*":)\d+|DE--\d{4,}/gi

const asText = (answer: unknown): string =>
  (
    JSON.stringify(answer, (_, value) => (isCollection(value) ? [...value] : value)) ?? ''
  ).replaceAll(passing, '…')

const isCollection = (value: unknown): value is Iterable<unknown> =>
  value instanceof Map || value instanceof Set

const isNothing = (answer: unknown): boolean =>
  answer === undefined ||
  answer === null ||
  answer === false ||
  answer === 0 ||
  asText(answer) === '[]'
