import type { Logger } from 'pino'
import type { Shopper } from '../payments/shopper.ts'

/** What a handler may know of a request besides its input: a plain value, no framework. */
export type RequestContext<Identity> = {
  requestId: string
  identity: Identity
  /** Language tags that the client accepts, best first. */
  locale: string
  idempotency: IdempotencyKey | null
  log: Logger
}

/** The caller's key and the hash of what was asked under it. */
export type IdempotencyKey = { key: string; requestHash: string }

export type Anyone = { tenant: string; shopper: Shopper | null }
