import type { PspFetch } from '../keep-alive-fetch.ts'
import type { SandboxConnection } from './sandbox-http.ts'

const defaultTimeoutMs = 10_000

export type SandboxSettings = { fetch: PspFetch; timeoutMs?: number }

/** What every call to the sandbox needs. Throws when the address or the key is empty. */
export const toConnection = (
  credentials: { baseUrl: string; secretKey: string },
  { fetch, timeoutMs = defaultTimeoutMs }: SandboxSettings,
): SandboxConnection => ({
  baseUrl: required('baseUrl', credentials.baseUrl).replace(/\/+$/, ''),
  secretKey: required('secretKey', credentials.secretKey),
  fetch,
  timeoutMs,
})

function required(name: string, value: string): string {
  const trimmed = value.trim()
  if (!trimmed) throw new Error(`The sandbox needs a ${name}.`)
  return trimmed
}
