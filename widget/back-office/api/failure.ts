import type { FailureKind } from './contract.ts'

/** What went wrong, by the stable kind of the API; `unreachable` when no answer came. */
export type Failure = {
  kind: FailureKind | 'unreachable'
  status: number | null
  /** What is wrong with each field of a configuration, by its path such as `methods.0.currencies`. */
  fields?: Readonly<Record<string, string>>
}

/** An error that carries the kind and status of a refusal. */
export const refusal = (failure: Failure, detail: string): Error =>
  Object.assign(new Error(detail), failure)

/** An error for a request whose answer never came: it may have been applied. */
export const noAnswer = (): Error =>
  refusal({ kind: 'unreachable', status: null }, 'The server did not answer.')

/** The failure behind anything that was thrown; what is not one of ours counts as `internal-error`. */
export const failureOf = (thrown: unknown): Failure =>
  isFailure(thrown) ? thrown : { kind: 'internal-error', status: 500 }

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

function isFailure(value: unknown): value is Failure {
  return typeof value === 'object' && value !== null && 'kind' in value && 'status' in value
}
