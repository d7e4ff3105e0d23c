import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeSealingKey } from './tenants/sealing-key.ts'
import { type SpawnedServer, spawnServer } from './testing/spawn-server.ts'
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts'

const run = promisify(execFile)
const commandFile = fileURLToPath(new URL('./commands/secrets.ts', import.meta.url))
const [old, next] = [makeSealingKey(), makeSealingKey()]
const nameOf = (key: string) => key.split(':')[0]

let database: TestDatabase
let serving: SpawnedServer[] = []
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => {
  await Promise.all(serving.map((server) => server.end('SIGTERM')))
  await database.drop()
})

type Keys = { SECRETS_KEY: string; SECRETS_KEY_PREVIOUS?: string }

const start = (keys: Keys) => spawnServer({ DATABASE_URL: database.url ?? '', ...keys })

/** The next server serves before the one that it replaces stops taking requests. */
async function restartAll(keys: Keys): Promise<void> {
  for (const server of [...serving]) {
    const replacement = await start(keys)
    serving = [...serving.filter((one) => one !== server), replacement]
    expect(await server.end('SIGTERM')).toBe(0)
  }
}

async function rotate(keys: Keys): Promise<string> {
  const env = { PATH: process.env['PATH'] ?? '', DATABASE_URL: database.url ?? '', ...keys }
  const { stdout } = await run(process.execPath, [commandFile, 'rotate'], { env })
  return stdout
}

async function post(path: string, body: object, headers: Record<string, string>) {
  const server = serving[Math.floor(Math.random() * serving.length)]
  const response = await fetch(`${server?.publicUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  return { status: response.status, text: await response.text() }
}

/** One shopper after the other begins a payment. Answers what each was told. */
async function sell(isOver: () => boolean): Promise<string[]> {
  const answers: string[] = []
  while (!isOver()) {
    const guest = { 'x-anonymous-customer-unique-id': randomUUID() }
    const item = { type: 'guest-cart-items', attributes: { sku: 'fjord', quantity: 1 } }
    const cart = await post('/guest-cart-items', { data: item }, guest)
    if (cart.status !== 201) return [...answers, `cart ${cart.status} ${cart.text}`]
    const payment = { paymentProviderName: 'sandbox', paymentMethodName: 'card' }
    const data = { type: 'payments', attributes: { payment } }
    const started = await post('/payments', { data }, guest)
    answers.push(started.status === 201 ? '201' : `${started.status} ${started.text}`)
  }
  return answers
}

/** An operator changes something again and again: each change seals secrets anew. */
async function change(appToken: string, isOver: () => boolean): Promise<number[]> {
  const statuses: number[] = []
  while (!isOver()) {
    const configuration = JSON.stringify({ paymentPageTitle: `Title ${statuses.length}` })
    const data = { type: 'configuration', attributes: { configuration } }
    const headers = { authorization: `Bearer ${appToken}`, 'x-tenant-identifier': 'demo' }
    statuses.push((await post('/configure', { data }, headers)).status)
  }
  return statuses
}

test('the key is replaced while shoppers pay and operators configure, and nobody notices', async () => {
  const introduced = { SECRETS_KEY: old, SECRETS_KEY_PREVIOUS: next }
  const exchanged = { SECRETS_KEY: next, SECRETS_KEY_PREVIOUS: old }
  serving = [await start(introduced), await start(introduced)]
  let isOver = false
  const appToken = serving[0]?.appToken ?? ''
  const shoppers = Promise.all([sell(() => isOver), sell(() => isOver)])
  const operator = change(appToken, () => isOver)

  await restartAll(exchanged)
  expect(await rotate(exchanged)).toContain('can go')
  await restartAll({ SECRETS_KEY: next })
  isOver = true

  const answers = (await shoppers).flat()
  expect(new Set(answers)).toEqual(new Set(['201']))
  expect(new Set(await operator)).toEqual(new Set([200]))
  const { rows } = await sql<{ keyId: string }>`
    select distinct key_id as "keyId" from configurations`.execute(database.db)
  expect(rows).toEqual([{ keyId: nameOf(next) }])
}, 240_000)

test('a server that has only the key before says which one it lacks, and does not start', async () => {
  await expect(start({ SECRETS_KEY: old })).rejects.toThrow(
    new RegExp(`sealed with the key ${nameOf(next)}`),
  )
}, 60_000)
