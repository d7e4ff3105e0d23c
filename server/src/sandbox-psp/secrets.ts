import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Compares secrets in a time that tells nothing about them. */
export const isSameSecret = (given: string, expected: string): boolean =>
  expected.length > 0 && timingSafeEqual(digest(given), digest(expected))

/** The token of an `Authorization: Bearer` header, or an empty string. */
export const bearerToken = (header: string | undefined): string =>
  /^Bearer (\S+)$/i.exec(header ?? '')?.[1] ?? ''

/** An id that nobody guesses: 128 random bits. */
export const randomId = (prefix: string): string =>
  `${prefix}_${randomBytes(16).toString('base64url')}`

/** The fingerprint of a request, for recognising another body under a used key. */
export const fingerprint = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url')
