import { type CheckoutFailure, isUndecided } from '../failure.ts'
import type { Answer } from '../http.ts'
import { pause } from '../pause.ts'

const retriesMax = 3
const firstDelayMs = 500
/** A request that took this long is not begun again: somebody waits at the sheet. */
const patienceMs = 15_000
const endless = new AbortController().signal

type Repeating = {
  signal?: AbortSignal
  isWorthRepeating?: (failure: CheckoutFailure) => boolean
}

/** A provider that is down is for the shopper to judge: the server has looked already. */
const isWorth = (failure: CheckoutFailure): boolean =>
  isUndecided(failure) && failure.kind !== 'psp-unavailable'

/** Sends the same request again, a few times, while nobody knows whether it took effect. */
export async function repeat<Value>(
  request: () => Promise<Answer<Value>>,
  { signal = endless, isWorthRepeating = isWorth }: Repeating = {},
): Promise<Answer<Value>> {
  const startedAt = Date.now()
  for (let retry = 0; ; retry += 1) {
    const answer = await request()
    if (answer.ok || retry >= retriesMax || signal.aborted) return answer
    const isLong = Date.now() - startedAt > patienceMs
    if (isLong || !isWorthRepeating(answer.failure)) return answer
    await pause(answer.failure.retryAfterMs ?? firstDelayMs * 2 ** retry, signal)
  }
}
