import { createHash, randomBytes } from 'node:crypto'

/** 128 random bits, readable by its prefix, 25 characters: `tx_…` is given to the PSP as reference. */
export const newTransactionId = (): string => `tx_${randomBytes(16).toString('base64url')}`

/** The PSP's idempotency key for one operation, for ever. */
export const newOperationId = (): string => `op_${randomBytes(16).toString('base64url')}`

/** The same id for the same wish, however often it arrives: a command and its repetition are one operation. */
export const operationIdOf = (wish: readonly string[]): string =>
  `op_${createHash('sha256').update(JSON.stringify(wish)).digest('base64url').slice(0, 22)}`
