import { failureOf } from '../../page-kit/failure.ts'

/** True when the server may have applied the request all the same, so that only a repetition with its key is safe. */
export function isOutcomeUnknown(thrown: unknown): boolean {
  const { kind, status } = failureOf(thrown)
  return status === null || status >= 500 || kind === 'request-in-flight'
}

/** True when the token is no token of this server, or no longer. */
export function isTokenRefused(thrown: unknown): boolean {
  const { kind } = failureOf(thrown)
  return kind === 'access-token-invalid' || kind === 'access-token-missing'
}
