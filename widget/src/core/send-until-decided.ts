import type { RememberedPayment } from './attempt-store.ts'
import { isOffline } from './browser.ts'
import type { Client } from './client.ts'
import type { StartPaymentInput, StartPaymentOutput } from './contract.ts'
import { aFailure, type CheckoutFailure, isUndecided } from './failure.ts'
import type { Answer } from './http.ts'
import { pause } from './pause.ts'
import type { PayingProgress } from './state.ts'

/** How often one click repeats a request whose outcome is not known; then the shopper decides. */
const retriesMax = 4
const firstDelayMs = 500
const onlineCheckMs = 500

/** One request to begin or to continue a payment. */
export type Sending = {
  client: Client
  input: StartPaymentInput
  key: string
  signal: AbortSignal
  onProgress: (progress: PayingProgress) => void
}

/**
 * Repeats `POST /payments` with one key until there is a clear answer, the retries are used up, or
 * it is aborted.
 */
export async function sendUntilDecided(sending: Sending): Promise<Answer<StartPaymentOutput>> {
  const { client, input, key, signal } = sending
  for (let retry = 0; ; retry += 1) {
    if (isOffline()) await untilOnline(sending)
    const answer = await client.startPayment(input, key, signal)
    const isLast = answer.ok || signal.aborted || retry >= retriesMax
    if (isLast || !isWorthRepeating(answer.failure)) return answer
    await pause(answer.failure.retryAfterMs ?? firstDelayMs * 2 ** retry, signal)
  }
}

/** A provider that is down is for the shopper to judge: the server has looked already. */
const isWorthRepeating = (failure: CheckoutFailure): boolean =>
  isUndecided(failure) && failure.kind !== 'psp-unavailable'

/** What is remembered of a payment that was begun; a provider that did not begin it is a refusal. */
export function toPayment(answer: Answer<StartPaymentOutput>): Answer<RememberedPayment> {
  if (!answer.ok) return answer
  const { isSuccessful, error: detail, transactionId, redirectUrl } = answer.value
  return isSuccessful
    ? { ok: true, value: { transactionId, redirectUrl: redirectUrl ?? '', orderReference: null } }
    : { ok: false, failure: aFailure('payment-refused', { status: 422, detail }) }
}

async function untilOnline({ signal, onProgress }: Sending): Promise<void> {
  onProgress('offline')
  while (isOffline() && !signal.aborted) await pause(onlineCheckMs, signal)
  onProgress('sending')
}
