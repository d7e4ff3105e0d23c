import { isOffline } from './browser.ts'
import { aFailure, type CheckoutFailure } from './failure.ts'

/** What came of a request. */
export type Answer<Value> = { ok: true; value: Value } | { ok: false; failure: CheckoutFailure }

/** A silent server is given up after this long; the request is then repeated with the same key. */
const requestTimeoutMs = 20_000
const retryAfterMaxMs = 30_000

type Sent = { method?: string; headers: Record<string, string>; body?: string }

/**
 * Sends a request and answers its attributes, or what `read` makes of the response; a failure is a
 * value too.
 */
export async function send<Value>(
  url: string,
  sent: Sent,
  signal: AbortSignal | undefined,
  read: (response: Response) => Promise<Value> | Value = attributesOf,
): Promise<Answer<Value>> {
  const deadline = new AbortController()
  const abort = () => deadline.abort()
  const timer = setTimeout(abort, requestTimeoutMs)
  signal?.addEventListener('abort', abort)
  if (signal?.aborted) abort()
  try {
    const response = await fetch(url, { ...sent, signal: deadline.signal })
    if (response.ok) return { ok: true, value: await read(response) }
    const document = await response.json().catch(() => null)
    return { ok: false, failure: failureOf(response, document?.errors?.[0]) }
  } catch (error) {
    const kind = isOffline() ? 'offline' : deadline.signal.aborted ? 'timeout' : 'network'
    return { ok: false, failure: aFailure(kind, { detail: String(error) }) }
  } finally {
    clearTimeout(timer)
  }
}

async function attributesOf<Value>(response: Response): Promise<Value> {
  const { data } = await response.json()
  const attributes = Array.isArray(data)
    ? data.map((resource) => resource.attributes)
    : data.attributes
  // The server validates its own output against the contract, so the types are trusted here and nowhere else.
  return attributes as Value
}

type ErrorObject = { detail?: string; meta?: { kind?: string; transactionId?: string } }

function failureOf({ status, headers }: Response, error: ErrorObject | undefined): CheckoutFailure {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return aFailure(error?.meta?.kind ?? 'unknown', {
    status,
    detail: error?.detail ?? null,
    transactionId: error?.meta?.transactionId,
    retryAfterMs: seconds >= 0 ? Math.min(seconds * 1000, retryAfterMaxMs) : null,
  })
}
