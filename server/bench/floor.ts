import { randomBytes } from 'node:crypto'
import {
  Agent,
  request as call,
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { answerParent } from './child.ts'
import { type UsageQuestions, watchUsage } from './usage.ts'

/**
 * The least that a payments backend can do: parse the JSON, call the PSP once over keep-alive, insert one row, answer. It
 * checks nothing, remembers nothing and loses a payment when it dies at the wrong moment. Of a webhook it parses the JSON,
 * verifies nothing, inserts one row, answers, and does nothing with it afterwards.
 */
export type FloorQuestions = UsageQuestions & { url(): string }

const poolMax = 16
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: poolMax })
await pool.query(
  'create table payments (transaction_id text primary key, amount bigint not null, charge jsonb not null)',
)
await pool.query(
  'create table inbox (event_id text primary key, name text not null, raw_body text not null)',
)

const agent = new Agent({ keepAlive: true })
const pspUrl = new URL('/v1/charges', process.env['PSP_URL'])

const server = createServer((request, response) =>
  request.url === '/payments' ? startPayment(request, response) : takeEvent(request, response),
)
server.keepAliveTimeout = 60_000

async function takeEvent(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const rawBody = await read(request)
  const { type } = JSON.parse(rawBody)
  await pool.query('insert into inbox (event_id, name, raw_body) values ($1, $2, $3)', [
    request.headers['webhook-id'],
    type,
    rawBody,
  ])
  answer(response, 200, { isSuccessful: true })
}

async function startPayment(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { amount } = JSON.parse(await read(request)).data.attributes.payment
  const transactionId = `tx_${randomBytes(16).toString('base64url')}`
  const charge = await openCharge({ reference: transactionId, amount, currency: 'EUR' })
  await pool.query('insert into payments (transaction_id, amount, charge) values ($1, $2, $3)', [
    transactionId,
    amount,
    charge,
  ])
  answer(response, 201, {
    data: {
      type: 'payments',
      attributes: { transactionId, redirectUrl: JSON.parse(charge).hosted_url },
    },
  })
}

function answer(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  })
  response.end(text)
}

async function read(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function openCharge(body: object): Promise<string> {
  const text = JSON.stringify(body)
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
  return new Promise((resolve, reject) => {
    const asked = call(pspUrl, { method: 'POST', agent, headers }, (answer) =>
      resolve(read(answer)),
    )
    asked.on('error', reject)
    asked.end(text)
  })
}

await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as AddressInfo
answerParent(
  { url: () => `http://127.0.0.1:${port}`, ...watchUsage() } satisfies FloorQuestions,
  () => pool.end(),
)
