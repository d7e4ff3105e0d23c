import { randomBytes } from 'node:crypto'

/** 128 random bits, readable by its prefix, 25 characters: `tx_…` is given to the PSP as reference. */
export const newTransactionId = (): string => `tx_${randomBytes(16).toString('base64url')}`

/** The PSP's idempotency key for one operation, for ever. */
export const newOperationId = (): string => `op_${randomBytes(16).toString('base64url')}`
