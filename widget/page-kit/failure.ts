import type { FailureKind } from '../../server/src/contract/failures.ts'

/** What went wrong, by the stable kind of the API; `unreachable` when no answer came. */
export type Failure = {
  kind: FailureKind | 'unreachable'
  status: number | null
  /** What is wrong with each field of a configuration, by its path such as `methods.0.currencies`. */
  fields?: Readonly<Record<string, string>>
}

/** An error that carries the kind and status of a refusal, as the widget expects them from `placeOrder`. */
export const refusal = (failure: Failure, detail: string): Error =>
  Object.assign(new Error(detail), failure)

const unreachable = 'unreachable'

/** An error for a request whose answer never came, as `fetch` throws it: the widget repeats such a one with the same key. */
export const noAnswer = (): Error =>
  new TypeError('The server did not answer.', { cause: unreachable })

/** The failure behind anything that was thrown; what is not one of ours counts as `internal-error`. */
export function failureOf(thrown: unknown): Failure {
  if (isFailure(thrown)) return thrown
  if (thrown instanceof TypeError && thrown.cause === unreachable)
    return { kind: 'unreachable', status: null }
  return { kind: 'internal-error', status: 500 }
}

function isFailure(value: unknown): value is Failure {
  return typeof value === 'object' && value !== null && 'kind' in value && 'status' in value
}
