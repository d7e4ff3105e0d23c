import { Agent, type IncomingMessage, request } from 'node:http'
import { cartIdOf, cartTotalMinor, guestIdOf } from './carts.ts'
import { answerParent } from './child.ts'

export type Round = {
  url: string
  connections: number
  ms: number
  firstCart: number
  carts: number
}

/** `failed` counts answers other than 201 by their status, and broken connections under `error`. */
export type RoundResult = {
  payments: number
  seconds: number
  p50Ms: number
  p99Ms: number
  failed: Record<string, number>
}

export type LoadQuestions = { run(round: Round): Promise<RoundResult> }

/** Keeps so many requests under way for so long, each for a cart of its own, and waits for the last answers. */
async function run({ url, connections, ms, firstCart, carts }: Round): Promise<RoundResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const address = new URL('/payments', url)
  const latencies: number[] = []
  const failed: Record<string, number> = {}
  const startedAt = performance.now()
  let used = 0
  const pay = async (): Promise<void> => {
    while (performance.now() - startedAt < ms) {
      if (used === carts) throw new Error(`The round needs more than ${carts} carts.`)
      const cart = firstCart + used
      used += 1
      const sentAt = performance.now()
      const status = await post(address, agent, cart)
      if (status === '201') latencies.push(performance.now() - sentAt)
      else failed[status] = (failed[status] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: connections }, pay))
  const seconds = (performance.now() - startedAt) / 1000
  agent.destroy()
  latencies.sort((a, b) => a - b)
  return {
    payments: latencies.length,
    seconds,
    p50Ms: at(latencies, 0.5),
    p99Ms: at(latencies, 0.99),
    failed,
  }
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

function post(address: URL, agent: Agent, cart: number): Promise<string> {
  const body = JSON.stringify({
    data: {
      type: 'payments',
      attributes: {
        idCart: cartIdOf(cart),
        quote: { currency: { code: 'EUR' } },
        payment: {
          paymentProviderName: 'sandbox',
          paymentMethodName: 'card',
          amount: cartTotalMinor,
        },
      },
    },
  })
  const headers = {
    accept: 'application/vnd.api+json',
    'content-type': 'application/vnd.api+json',
    'content-length': Buffer.byteLength(body),
    'idempotency-key': `bench-${cart}`,
    'x-anonymous-customer-unique-id': guestIdOf(cart),
  }
  return new Promise((resolve) => {
    const asked = request(
      address,
      { method: 'POST', agent, headers },
      (answer: IncomingMessage) => {
        answer.resume()
        answer.on('end', () => resolve(String(answer.statusCode)))
        answer.on('error', () => resolve('error'))
      },
    )
    asked.on('error', () => resolve('error'))
    asked.end(body)
  })
}

answerParent({ run } satisfies LoadQuestions)
