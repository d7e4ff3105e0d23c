import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { CompiledQuery } from 'kysely'
import { expect } from 'vitest'
import { eventually } from '../../testing/eventually.ts'
import { createTestDatabase } from '../../testing/test-database.ts'
import type { toAnswerBody } from '../charges/charge.ts'
import type { toMerchantBody } from '../merchants/merchant.ts'
import {
  createSandboxPsp,
  firstAccountId,
  type Query,
  type SandboxPsp,
  type SeededAccount,
} from '../sandbox-psp.ts'

export const secretKey = 'sk_test_of_the_sandbox_suite'
export const panelToken = 'panel-token-of-the-sandbox-suite'
export const webhookSecret = `whsec_${Buffer.from('first-secret-of-the-sandbox-suite').toString('base64')}`

/** An answer of the API, with the fields that tests look at. */
type ApiAnswer = {
  status: number
  body: ChargeBody & { error?: { code: string }; charge?: ChargeBody; data?: ChargeBody[] }
}

export type ChargeBody = ReturnType<typeof toAnswerBody>

/** A merchant as the API tells it, or the link that it made for one. */
export type MerchantBody = ReturnType<typeof toMerchantBody> & { url?: string; expires_at?: string }

type Api = (method: string, path: string, body?: unknown, key?: string) => Promise<ApiAnswer>

/** The account of the suites: a marketplace, so that they see all there is. */
const ourAccount = {
  id: firstAccountId,
  name: 'Lumen & Oak',
  mode: 'test',
  isMarketplace: true,
  secretKey,
  webhookSecret,
} as const

/** Somebody else's account, a marketplace too. */
export const strangeAccount = {
  id: 'acct_stranger',
  name: 'Atelier Nord',
  mode: 'live',
  isMarketplace: true,
  secretKey: 'sk_live_of_a_stranger',
  webhookSecret: `whsec_${Buffer.from('secret-of-a-stranger-of-the-suite').toString('base64')}`,
} as const

export type ReceivedWebhook = { rawBody: string; headers: Record<string, string | undefined> }

/**
 * The sandbox as a merchant meets it: over HTTP, with a database of its own and an address for its webhooks.
 */
export type RunningSandbox = {
  psp: SandboxPsp
  /** The account that the host brought; a marketplace, for tests. */
  account: SeededAccount
  url: string
  query: Query
  /** Every statement that the sandbox ran. */
  statements: string[]
  /** Every webhook that arrived, in order of arrival. */
  received: ReceivedWebhook[]
  logged: Record<string, unknown>[]
  /** What the merchant answers to webhooks from now on. */
  answerWebhooks(status: (webhook: ReceivedWebhook) => number | Promise<number>): void
  api: Api
  close(): Promise<void>
}

/** Starts one sandbox; a test file shares it and clears it between tests with `clearSandbox`. */
export async function startSandbox(): Promise<RunningSandbox> {
  const { query, close } = await openDatabase()
  const receiver = await startReceiver()
  const logged: Record<string, unknown>[] = []
  const statements: string[] = []
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing))
  const url = await listen(server)
  const account = { ...ourAccount, webhookUrl: receiver.url }
  const stranger = { ...strangeAccount, webhookUrl: receiver.url }
  const psp = createSandboxPsp({
    query: (sql, parameters) => {
      statements.push(sql)
      return query(sql, parameters)
    },
    publicUrl: url,
    accounts: [account, stranger],
    panelToken,
    // Never, as far as a test is concerned: what it waits for was told or came due, and was not found by the way.
    pollMs: 3_600_000,
    log: (line) => logged.push(line),
  })
  const listener = getRequestListener((request, env) => psp.fetch(request, env))
  await psp.start()
  return {
    psp,
    account,
    url,
    query,
    statements,
    received: receiver.received,
    logged,
    answerWebhooks: receiver.answerWith,
    api: apiOf(url, secretKey),
    async close() {
      await psp.stop()
      await Promise.all([closed(server), receiver.close()])
      await close()
    },
  }
}

let charges = 0

/** Opens a charge of its own, 100,00 € unless told otherwise. */
export async function openCharge(
  { api }: RunningSandbox,
  changes: Record<string, unknown> = {},
): Promise<ChargeBody> {
  charges += 1
  const answer = await api(
    'POST',
    '/v1/charges',
    aCharge({ reference: `tx_${charges}`, ...changes }),
    `open-${charges}`,
  )
  if (answer.status !== 201) throw new Error(`The charge was not opened: ${JSON.stringify(answer)}`)
  return answer.body
}

export const aCharge = (changes: Record<string, unknown> = {}) => ({
  reference: 'tx_of_a_charge',
  amount: 10_000,
  currency: 'EUR',
  order_reference: 'DE--1042',
  customer: { name: 'Ada Kern', email: 'ada@example.com' },
  lines: [{ name: 'Desk lamp', quantity: 1, amount: 10_000 }],
  return_url: 'https://shop.example/return?state=a%20b',
  locale: 'en-GB',
  ...changes,
})

/** An account as the developers page makes it, with the secrets that are told once. */
export type MadeAccount = {
  id: string
  name: string
  mode: 'test' | 'live'
  marketplace: boolean
  publishable_key: string
  secret_key: string
  webhook_secret: string
  webhook_url: string | null
}

/** Makes an account the way a test of the merchant would. */
export async function makeAccount(
  { url }: Pick<RunningSandbox, 'url'>,
  changes: Record<string, unknown> = {},
): Promise<MadeAccount> {
  const response = await fetch(`${url}/developers/accounts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Third House', ...changes }),
  })
  if (response.status !== 201) throw new Error(`No account was made: ${await response.text()}`)
  // This is what the page answers with 201.
  return (await response.json()) as MadeAccount
}

/** Changes the chaos settings the way a test of the merchant would. */
export async function setChaos(
  { url }: RunningSandbox,
  changes: Record<string, unknown>,
): Promise<void> {
  const response = await fetch(`${url}/chaos/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(changes),
  })
  if (!response.ok) throw new Error(`The chaos settings were refused: ${await response.text()}`)
}

/** Sends the card form of a charge's page, as a browser without a script does. */
export const payByCard = (
  { url }: RunningSandbox,
  charge: { id: string },
  number: string,
  changes: Record<string, string> = {},
): Promise<Response> =>
  sendForm(`${url}/pay/${charge.id}`, {
    number,
    expiry: '12 / 40',
    code: '123',
    name: 'Ada Kern',
    ...changes,
  })

export const sendForm = (
  address: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(address, { method: 'POST', body: new URLSearchParams(fields), headers, redirect: 'manual' })

/** Lets every capture and refund that is under way come to its end now. */
export async function endMovements({ query, psp }: RunningSandbox): Promise<void> {
  await query('update sandbox_psp.steps set due_at = now()')
  psp.wake()
  await eventually(async () => {
    expect(await query('select id from sandbox_psp.steps')).toEqual([])
  })
}

const tables = [
  'deliveries',
  'events',
  'operations',
  'steps',
  'bank_payouts',
  'transfers',
  'transfer_keys',
  'onboarding_links',
  'merchants',
  'charges',
  'chaos',
]

/** Forgets all charges, merchants, webhooks and chaos, and every account but the host's own. */
export async function clearSandbox({
  query,
  received,
  logged,
  answerWebhooks,
}: RunningSandbox): Promise<void> {
  // One table at a time: who holds one lock only waits for nobody, whatever the deliverer does meanwhile.
  for (const table of tables) await query(`delete from sandbox_psp.${table}`)
  await query('delete from sandbox_psp.accounts where seed_hash is null')
  received.length = 0
  logged.length = 0
  answerWebhooks(() => 200)
}

async function openDatabase(): Promise<{ query: Query; close(): Promise<void> }> {
  const { db, drop } = await createTestDatabase()
  return {
    query: async (sql, parameters = []) => {
      const compiled = CompiledQuery.raw(sql, [...parameters])
      return (await db.executeQuery<Record<string, unknown>>(compiled)).rows
    },
    close: drop,
  }
}

async function startReceiver() {
  const received: ReceivedWebhook[] = []
  let answer: (webhook: ReceivedWebhook) => number | Promise<number> = () => 200
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    )
    const webhook = { rawBody: Buffer.concat(chunks).toString(), headers }
    received.push(webhook)
    response.writeHead(await answer(webhook)).end()
  })
  const url = await listen(server)
  return {
    received,
    url: `${url}/webhooks`,
    answerWith: (status: typeof answer) => {
      answer = status
    },
    close: () => closed(server),
  }
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}

/** The API as the account with this key calls it. */
export const apiOf =
  (url: string, secretKey: string): Api =>
  async (method, path, body, key) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${secretKey}`,
        'content-type': 'application/json',
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: (await response.json()) as ApiAnswer['body'] }
  }
