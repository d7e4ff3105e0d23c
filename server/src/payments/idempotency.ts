/** A caller's `Idempotency-Key`, scoped to tenant, caller and operation. `requestHash` tells another request from a retry. */
export type IdempotencyClaim = {
  tenant: string
  caller: string
  operation: string
  key: string
  requestHash: string
}

/** What is known under a key. `lapsed`: the first request died without an answer, and its caller may go on. */
export type KnownRequest =
  | { kind: 'unknown' }
  | { kind: 'answered'; result: unknown }
  | { kind: 'in-flight'; retryAfterSeconds: number }
  | { kind: 'lapsed' }
  | { kind: 'other-request' }
