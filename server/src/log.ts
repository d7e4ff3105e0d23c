import pino, { type Logger } from 'pino'

/** What may be read of an error: what broke and where. Never what it was working on. */
type LoggedError = {
  type: string
  message: string
  stack?: string | undefined
  code?: string
  cause?: LoggedError
}

const causesMax = 4

/**
 * What of a thrown value is written down. Drivers hang statements with their parameters, and rows that broke a constraint,
 * onto their errors: names, tokens and sealed credentials among them. So what is written is chosen, not what is left out.
 */
export function toLoggedError(error: unknown, causesLeft = causesMax): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'This is no error.' }
  const { name, message, stack, cause } = error
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  const isTold = cause instanceof Error && causesLeft > 0
  return {
    ...{ type: name, message, stack, ...code },
    ...(isTold && { cause: toLoggedError(cause, causesLeft - 1) }),
  }
}

/** One JSON line per event, on stderr. What is logged under the name of a secret is cut out, should it ever be. */
export const createLog = (level: string): Logger =>
  pino(
    {
      level,
      base: { pid: process.pid },
      serializers: { err: (error: unknown) => toLoggedError(error) },
      redact: {
        paths: [
          '*.authorization',
          '*.token',
          '*.secret',
          '*.password',
          '*.guestId',
          '*["x-anonymous-customer-unique-id"]',
        ],
        censor: '[redacted]',
      },
    },
    pino.destination({ fd: 2, sync: false }),
  )
