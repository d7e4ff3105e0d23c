import { z } from 'zod'
import type { PspFetch } from '../keep-alive-fetch.ts'

export type SandboxConnection = {
  baseUrl: string
  secretKey: string
  fetch: PspFetch
  timeoutMs: number
}

export type SandboxRequest = { method: 'GET' | 'POST'; path: string; key?: string; body?: unknown }

/**
 * What one call brought: an answer below 500, or what is certain and what is not about a call without one.
 */
export type SandboxAnswer =
  | { kind: 'answered'; status: number; body: unknown }
  | { kind: 'not-sent'; because: string }
  | { kind: 'unknown'; because: 'timeout' | 'connection' | 'server-error' }

/** No connection was made, so the request cannot have arrived. */
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

const ErrorBody = z.object({ error: z.object({ code: z.string() }) })

/** The stable word of a refusal, or null when the body has none. */
export const errorCode = (body: unknown): string | null => {
  const parsed = ErrorBody.safeParse(body)
  return parsed.success ? parsed.data.error.code : null
}

/**
 * Calls the sandbox once and never throws. Bodies are read to the end, which keeps the connection for the
 * next call.
 */
export async function callSandbox(
  connection: SandboxConnection,
  request: SandboxRequest,
): Promise<SandboxAnswer> {
  const timeout = startTimeout(connection.timeoutMs)
  try {
    const url = `${connection.baseUrl}${request.path}`
    const response = await connection.fetch(url, toInit(connection, request, timeout.signal))
    const body = parseJson(await response.text())
    if (response.status < 500) return { kind: 'answered', status: response.status, body }
    // Only this code promises that nothing happened; any other 5xx may have come after the effect.
    const isOffline = response.status === 503 && errorCode(body) === 'offline'
    return isOffline
      ? { kind: 'not-sent', because: 'offline' }
      : { kind: 'unknown', because: 'server-error' }
  } catch (error) {
    return toFailedCall(error)
  } finally {
    timeout.end()
  }
}

/** Unlike `AbortSignal.timeout`, which keeps each answered call in memory until its time is up. */
function startTimeout(timeoutMs: number): { signal: AbortSignal; end(): void } {
  const controller = new AbortController()
  const giveUp = () => controller.abort(new DOMException('Timed out.', 'TimeoutError'))
  const timer = setTimeout(giveUp, timeoutMs)
  return { signal: controller.signal, end: () => clearTimeout(timer) }
}

const toInit = (
  { secretKey }: SandboxConnection,
  { method, key, body }: SandboxRequest,
  signal: AbortSignal,
): Parameters<PspFetch>[1] => ({
  method,
  headers: {
    authorization: `Bearer ${secretKey}`,
    ...(key === undefined ? {} : { 'idempotency-key': key }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  redirect: 'manual',
  signal,
})

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function toFailedCall(error: unknown): SandboxAnswer {
  if (error instanceof Error && error.name === 'TimeoutError')
    return { kind: 'unknown', because: 'timeout' }
  const code = connectionCode(error)
  return neverConnected.has(code)
    ? { kind: 'not-sent', because: code }
    : { kind: 'unknown', because: 'connection' }
}

/** `fetch` hides the system's error code in the cause. */
function connectionCode(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause ? String(cause.code) : ''
}
