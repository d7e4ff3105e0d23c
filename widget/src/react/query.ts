import { type CheckoutFailure, isUndecided } from '../core/failure.ts'
import type { Answer } from '../core/http.ts'

const retriesMax = 2

/** Gives a query its value, or rejects with the failure, as queries expect. */
export async function unwrap<Value>(answer: Promise<Answer<Value>>): Promise<Value> {
  const settled = await answer
  return settled.ok ? settled.value : Promise.reject(settled.failure)
}

/** Reads are repeated a little when the answer may be another one next time. */
export const retryUndecided = (failures: number, failure: CheckoutFailure): boolean =>
  failures < retriesMax && isUndecided(failure)
