import type { FailureKind } from './failures.ts'
import type { Caller, Operation } from './operation.ts'

const shopperFailures = [
  'shopper-missing',
  'guest-id-invalid',
  'access-token-invalid',
  'tenant-mismatch',
  'tenant-unknown',
  'rate-limited',
] as const

const callerFailures: Record<Caller, readonly FailureKind[]> = {
  anyone: [
    'guest-id-invalid',
    'access-token-invalid',
    'tenant-mismatch',
    'tenant-unknown',
    'rate-limited',
  ],
  shopper: shopperFailures,
  reader: shopperFailures,
  tenant: [
    'access-token-missing',
    'access-token-invalid',
    'tenant-missing',
    'tenant-mismatch',
    'tenant-unknown',
    'rate-limited',
  ],
  operator: ['access-token-missing', 'access-token-invalid', 'tenant-mismatch', 'rate-limited'],
}

const bodyFailures = [
  'body-missing',
  'body-malformed',
  'body-too-large',
  'validation-failed',
] as const

const lastResorts = ['internal-error', 'database-unavailable'] as const

/** Everything that a caller of this operation can meet: its own failures, and those that its edge adds to all of its kind. */
export function failuresOf(operation: Operation): FailureKind[] {
  const isGlue = operation.tag !== 'app'
  // What is not JSON is served to whoever asks, and an id that cannot be is no payment.
  const isJson = operation.media === undefined
  const all: readonly FailureKind[] = [
    ...(operation.input ? bodyFailures : []),
    ...(operation.input && isGlue ? (['type-invalid', 'media-type-unsupported'] as const) : []),
    ...(isGlue && isJson ? (['not-acceptable'] as const) : []),
    ...(operation.query ? (['validation-failed'] as const) : []),
    ...(operation.params && isJson ? (['resource-not-found'] as const) : []),
    ...callerFailures[operation.caller],
    ...(operation.idempotent ? (['idempotency-key-invalid'] as const) : []),
    ...operation.failures,
    ...lastResorts,
  ]
  return [...new Set(all)]
}
