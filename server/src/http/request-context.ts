import type { Logger } from 'pino'
import type { Caller } from '../contract/operation.ts'
import type { Reader } from '../payments/reader.ts'
import type { Shopper } from '../payments/shopper.ts'

/** What a handler may know of a request besides its input: a plain value, no framework. */
export type RequestContext<Identity> = {
  requestId: string
  identity: Identity
  /** Language tags that the client accepts, best first. */
  locale: string
  idempotency: IdempotencyKey | null
  /** The keyed hash of the address that asks; null where it stands for anybody. */
  asker: string | null
  log: Logger
}

/** The caller's key and the hash of what was asked under it. */
export type IdempotencyKey = { key: string; requestHash: string }

export type Anyone = { tenant: string; shopper: Shopper | null; isOperator: boolean }

/** Who asks, as far as each kind of operation knows it. */
export type IdentityOf<C extends Caller> = {
  anyone: Anyone
  shopper: Shopper
  reader: Reader
  tenant: { tenant: string }
  operator: { tenant: string }
}[C]
