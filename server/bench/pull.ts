import { Agent } from 'node:http'
import { z } from 'zod'
import { percentiles, send } from './drive.ts'

export type PullRound = {
  url: string
  consumers: number
  limit: number
  ms: number
  appToken: string
  /** Message n is of payment n modulo this many, and is the payment's next after message n - payments. */
  payments: number
}

/** What the consumers of one round have taken and acknowledged, and how long each call took. */
export type PullResult = {
  acknowledged: number
  seconds: number
  fetch: { p50Ms: number; p99Ms: number }
  acknowledge: { p50Ms: number; p99Ms: number }
}

const Batch = z.array(z.looseObject({ MessageId: z.string() }))
const Acknowledged = z.object({ acknowledged: z.number() })

/** The newest message of each payment that was handed out so far, in this round or before. */
const newest = new Map<number, number>()

/**
 * Consumers fetch and acknowledge in turn. Throws when a payment's messages come out of order, twice or with one left out: while
 * nobody dies, none of that may happen.
 */
export async function pull({ consumers, ms, ...round }: PullRound): Promise<PullResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: consumers })
  const address = new URL('/channels/payment-events', round.url)
  address.searchParams.set('limit', String(round.limit))
  const headers = { authorization: `Bearer ${round.appToken}`, 'consumer-id': 'demo' }
  const [fetchMs, acknowledgeMs]: [number[], number[]] = [[], []]
  let acknowledged = 0
  const ask = async (method: string, spent: number[], body?: object) => {
    const sentAt = performance.now()
    const { status, text } = await send(address, {
      method,
      agent,
      headers: { ...headers, 'content-type': 'application/json' },
      isRead: true,
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    spent.push(performance.now() - sentAt)
    if (status !== 200) throw new Error(`${method} was answered with ${status}: ${text}`)
    return JSON.parse(text)
  }
  const startedAt = performance.now()
  const consume = async (): Promise<void> => {
    while (performance.now() - startedAt < ms) {
      const messageIds = Batch.parse(await ask('GET', fetchMs)).map(({ MessageId }) => MessageId)
      if (messageIds.length === 0) throw new Error('The backlog is too small for the round.')
      checkOrder(messageIds, round.payments)
      const done = Acknowledged.parse(await ask('DELETE', acknowledgeMs, { messageIds }))
      if (done.acknowledged !== messageIds.length)
        throw new Error(`Of ${messageIds.length} messages ${done.acknowledged} were acknowledged.`)
      acknowledged += done.acknowledged
    }
  }
  await Promise.all(Array.from({ length: consumers }, consume))
  const seconds = (performance.now() - startedAt) / 1000
  agent.destroy()
  return {
    acknowledged,
    seconds,
    fetch: percentiles(fetchMs),
    acknowledge: percentiles(acknowledgeMs),
  }
}

function checkOrder(messageIds: readonly string[], payments: number): void {
  for (const messageId of messageIds) {
    const n = Number.parseInt(messageId.slice(-12), 16)
    const payment = n % payments
    const expected = (newest.get(payment) ?? payment - payments) + payments
    if (n !== expected) throw new Error(`Message ${n} came where ${expected} was next.`)
    newest.set(payment, n)
  }
}
