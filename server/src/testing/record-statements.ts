import pg from 'pg'

/** A statement as it reached PostgreSQL, with its values. */
export type Statement = { text: string; values: unknown[] }

/** The statements that this process sends to PostgreSQL while `run` is under way, without those that only frame them. */
export async function recordStatements(run: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = []
  const original = pg.Client.prototype.query
  const recording = function (this: pg.Client, ...input: unknown[]): unknown {
    // Connections of the pool are always asked with a config object; see `connect.ts`.
    const { text, values } = input[0] as pg.QueryConfig
    if (!/^(begin|start transaction|commit|rollback)/.test(text)) {
      statements.push({ text, values: values ?? [] })
    }
    return Reflect.apply(original, this, input)
  }
  // `query` has many overloads; the wrapper hands all of them through untouched.
  pg.Client.prototype.query = recording as typeof original
  try {
    await run()
  } finally {
    pg.Client.prototype.query = original
  }
  return statements
}
