import { refusalOf } from './answer.ts'

/**
 * Works on requests with the same key once, as the server does: repeats get the first answer, another
 * request or one still running is refused.
 */
export type Once = (sent: Sent, work: () => Promise<Response>) => Promise<Response>

type Sent = { key: string | null; body: string }
type Kept = { body: string; answer: Response }

export function createIdempotency(): Once {
  const answered = new Map<string, Kept>()
  const running = new Set<string>()
  return async ({ key, body }, work) => {
    if (key === null) return work()
    if (running.has(key)) return refusalOf('request-in-flight')
    const earlier = answered.get(key)
    if (earlier && earlier.body !== body) return refusalOf('idempotency-key-reused')
    if (earlier) return replay(earlier.answer)
    running.add(key)
    const answer = await work()
    running.delete(key)
    if (answer.status < 500) answered.set(key, { body, answer: answer.clone() })
    return answer
  }
}

function replay(answer: Response): Response {
  const { body, status, headers } = answer.clone()
  return new Response(body, {
    status,
    headers: { ...Object.fromEntries(headers), 'idempotent-replayed': 'true' },
  })
}
