import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerParent } from './child.ts'

/** The bare PSP that both sides call: the sandbox's wire API without a database, a page or any delay. */
export type PspQuestions = { url(): string }

type Charge = { id: string; reference: string }

const rememberedMax = 10_000
const byReference = new Map<string, Charge>()

const server = createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', 'http://stub')
  if (request.method === 'POST' && url.pathname === '/v1/charges') {
    return answer(response, 201, openCharge(JSON.parse(await read(request))))
  }
  const found = byReference.get(url.searchParams.get('reference') ?? '')
  return answer(response, 200, { data: found ? [found] : [] })
})
server.keepAliveTimeout = 60_000

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function openCharge(asked: {
  reference: string
  order_reference?: string
  amount: number
  currency: string
}): Charge {
  const id = `ch_${randomBytes(16).toString('base64url')}`
  const charge = {
    id,
    object: 'charge',
    reference: asked.reference,
    order_reference: asked.order_reference ?? null,
    amount: asked.amount,
    currency: asked.currency,
    amount_captured: 0,
    amount_refunded: 0,
    amount_voided: 0,
    status: 'open',
    captures: [],
    refunds: [],
    last_attempt: null,
    hosted_url: `http://localhost/pay/${id}`,
    livemode: false,
    created: new Date().toISOString(),
    version: 1,
  }
  byReference.set(asked.reference, charge)
  const oldest = byReference.keys().next().value
  if (byReference.size > rememberedMax && oldest !== undefined) byReference.delete(oldest)
  return charge
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  })
  response.end(text)
}

await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as AddressInfo
answerParent({ url: () => `http://127.0.0.1:${port}` } satisfies PspQuestions)
