/** Runs one statement, on its own, on PostgreSQL or PGlite. Rows come back as plain objects. */
export type Query = (
  sql: string,
  parameters?: readonly unknown[],
) => Promise<Record<string, unknown>[]>

const uniqueViolation = '23505'

/** True when the database refused a second row under a key that may exist once. */
export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === uniqueViolation
