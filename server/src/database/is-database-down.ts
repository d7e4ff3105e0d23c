const connectionCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT'])
/** PostgreSQL's classes for a lost connection, a shutdown or too many clients. */
const serverStates = /^(08|57P|53)/

/** True when an error says that the database cannot be reached or does not answer, and not that we asked wrongly. */
export function isDatabaseDown(error: unknown): boolean {
  for (
    let cause = error, depth = 0;
    cause instanceof Error && depth < 5;
    cause = cause.cause, depth += 1
  ) {
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
    if (connectionCodes.has(code) || serverStates.test(code)) return true
    if (
      /timeout exceeded when trying to connect|Connection terminated|driver has already been destroyed/.test(
        cause.message,
      )
    ) {
      return true
    }
  }
  return false
}
