import { randomBytes } from 'node:crypto'
import { Agent, request as call, createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { answerParent } from './child.ts'
import { type UsageQuestions, watchUsage } from './usage.ts'

/**
 * The least that a payments backend can do: parse the JSON, call the PSP once over keep-alive, insert one row, answer. It
 * checks nothing, remembers nothing and loses a payment when it dies at the wrong moment.
 */
export type FloorQuestions = UsageQuestions & { url(): string }

const poolMax = 16
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: poolMax })
await pool.query(
  'create table payments (transaction_id text primary key, amount bigint not null, charge jsonb not null)',
)

const agent = new Agent({ keepAlive: true })
const pspUrl = new URL('/v1/charges', process.env['PSP_URL'])

const server = createServer(async (request, response) => {
  const { amount } = JSON.parse(await read(request)).data.attributes.payment
  const transactionId = `tx_${randomBytes(16).toString('base64url')}`
  const charge = await openCharge({ reference: transactionId, amount, currency: 'EUR' })
  await pool.query('insert into payments (transaction_id, amount, charge) values ($1, $2, $3)', [
    transactionId,
    amount,
    charge,
  ])
  const text = JSON.stringify({
    data: {
      type: 'payments',
      attributes: { transactionId, redirectUrl: JSON.parse(charge).hosted_url },
    },
  })
  response.writeHead(201, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  })
  response.end(text)
})
server.keepAliveTimeout = 60_000

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
