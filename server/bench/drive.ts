import { Agent, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http'

/** So many requests under way for so long. */
export type Pace = { connections: number; ms: number }

/** `failed` counts answers other than the good one by their status, and broken connections under `error`. */
export type RoundResult = {
  answered: number
  seconds: number
  p50Ms: number
  p99Ms: number
  failed: Record<string, number>
}

/** Keeps requests under way at this pace, each with a number of its own from 0, and waits for the last answers. */
export async function drive(
  { connections, ms }: Pace,
  goodStatus: number,
  send: (agent: Agent, turn: number) => Promise<Answer>,
): Promise<RoundResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const latencies: number[] = []
  const failed: Record<string, number> = {}
  const startedAt = performance.now()
  let turn = 0
  const sendOn = async (): Promise<void> => {
    while (performance.now() - startedAt < ms) {
      turn += 1
      const sentAt = performance.now()
      const { status } = await send(agent, turn - 1)
      if (status === goodStatus) latencies.push(performance.now() - sentAt)
      else failed[status ?? 'error'] = (failed[status ?? 'error'] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: connections }, sendOn))
  const seconds = (performance.now() - startedAt) / 1000
  agent.destroy()
  return { answered: latencies.length, seconds, ...percentiles(latencies), failed }
}

export function percentiles(latencies: readonly number[]): { p50Ms: number; p99Ms: number } {
  const sorted = latencies.toSorted((a, b) => a - b)
  return { p50Ms: at(sorted, 0.5), p99Ms: at(sorted, 0.99) }
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

/** `status` is null when the connection broke. The text is read where `isRead` asks for it. */
export type Answer = { status: number | null; text: string }

export type Sent = {
  method: string
  agent: Agent
  headers: OutgoingHttpHeaders
  body?: string
  isRead?: boolean
}

export function send(
  address: URL,
  { method, agent, headers, body = '', isRead = false }: Sent,
): Promise<Answer> {
  const broken: Answer = { status: null, text: '' }
  const length = method === 'GET' ? {} : { 'content-length': Buffer.byteLength(body) }
  return new Promise((resolve) => {
    const options = { method, agent, headers: { ...headers, ...length } }
    const asked = request(address, options, (answer: IncomingMessage) => {
      const chunks: Buffer[] = []
      if (isRead) answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      else answer.resume()
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? null, text: Buffer.concat(chunks).toString() }),
      )
      answer.on('error', () => resolve(broken))
    })
    asked.on('error', () => resolve(broken))
    asked.end(body)
  })
}
