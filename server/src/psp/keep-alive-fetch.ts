import { Agent, type IncomingMessage, request } from 'node:http'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'

/** The part of `fetch` that adapters use. The platform's own `fetch` is one as well. */
export type PspFetch = (
  url: string,
  init: {
    method: 'GET' | 'POST' | 'DELETE'
    headers: Readonly<Record<string, string>>
    body?: string
    redirect: 'manual'
    signal: AbortSignal
  },
) => Promise<{ status: number; text(): Promise<string> }>

/**
 * Fetches over connections that are kept for the next call. It is `node:http` because the
 * platform's `fetch` takes three times its processor time per call, and 180 MiB under load.
 * Redirects are answers like any other; a failure carries the system's code as `fetch` does.
 */
export function createKeepAliveFetch(): PspFetch {
  const agent = new Agent({ keepAlive: true })
  const secureAgent = new SecureAgent({ keepAlive: true })
  return (url, { method, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const address = new URL(url)
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
      const options = { method, headers: { ...headers, ...length } }
      const call =
        address.protocol === 'https:'
          ? secureRequest(address, { ...options, agent: secureAgent })
          : request(address, { ...options, agent })
      const fail = (error: unknown) =>
        reject(signal.aborted ? signal.reason : new TypeError('fetch failed', { cause: error }))
      const giveUp = () => call.destroy()
      signal.addEventListener('abort', giveUp)
      call.on('close', () => signal.removeEventListener('abort', giveUp))
      call.on('error', fail)
      call.on('response', (answer) => {
        const status = answer.statusCode ?? 0
        readText(answer).then((text) => resolve({ status, text: async () => text }), fail)
      })
      call.end(body)
    })
}

async function readText(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
