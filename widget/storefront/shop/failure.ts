import type { FailureKind } from '../../../server/src/contract/failures.ts'

/** What went wrong, by the stable kind of the API; `unreachable` when no answer came. */
export type ShopFailure = { kind: FailureKind | 'unreachable'; status: number | null }

type FailureFacts = { kind: FailureKind; status: number; detail: string }

/** An error that carries `kind` and `status`, as the widget expects them from `placeOrder`. */
export const refusal = ({ kind, status, detail }: FailureFacts): Error =>
  Object.assign(new Error(detail), { kind, status })

const unreachable = 'unreachable'

/** An error as `fetch` throws it, because the widget repeats a lost request with the same key. */
export const noAnswer = (): Error =>
  new TypeError('The shop did not answer.', { cause: unreachable })

/** The failure behind anything that was thrown; what is not one of ours counts as `internal-error`. */
export function failureOf(thrown: unknown): ShopFailure {
  if (isShopFailure(thrown)) return thrown
  if (thrown instanceof TypeError && thrown.cause === unreachable)
    return { kind: 'unreachable', status: null }
  return { kind: 'internal-error', status: 500 }
}

function isShopFailure(value: unknown): value is ShopFailure {
  return typeof value === 'object' && value !== null && 'kind' in value && 'status' in value
}
