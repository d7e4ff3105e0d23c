const uniqueViolation = '23505'

/** True when the database refused a second row under a key that may exist once. */
export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === uniqueViolation
