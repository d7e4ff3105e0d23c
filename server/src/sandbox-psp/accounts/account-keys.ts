import { createHash, randomBytes } from 'node:crypto'
import { randomId } from '../secrets.ts'
import type { AccountMode } from './account.ts'

const endLength = 4

/** A key as the database keeps it: its hash finds it, and its end is for people. */
export const toKeptKey = (key: string): { hash: string; end: string } => ({
  hash: hashKey(key),
  end: key.slice(-endLength),
})

/** Keys are random and long, so that a fast hash gives nothing away. */
export const hashKey = (key: string): string => createHash('sha256').update(key).digest('base64url')

export const makeSecretKey = (mode: AccountMode): string => randomId(`sk_${mode}`)
export const makePublishableKey = (mode: AccountMode): string => randomId(`pk_${mode}`)

/** As Standard Webhooks wants it: in base64, and marked as what it is. */
export const makeWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`
