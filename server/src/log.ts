import pino, { type Logger } from 'pino'

/** One JSON line per event, on stderr. Known secrets are cut out wherever they appear in a line. */
export const createLog = (level: string): Logger =>
  pino(
    {
      level,
      base: { pid: process.pid },
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
