import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { type RunningServer, startServer } from './server.ts'
import { type Connection, isActive } from './tenants/connection.ts'
import { listConnections } from './tenants/connection-store.ts'
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts'

let database: TestDatabase
let server: RunningServer | null = null
beforeAll(async () => {
  database = await createTestDatabase()
})
afterEach(async () => {
  await server?.stop()
  server = null
})
afterAll(() => database.drop())

/** A demo on the same database as the ones before it. */
async function start(): Promise<RunningServer> {
  const { db, url } = database
  const config = readConfig({
    ...{ NODE_ENV: 'test', PORT: '0', SANDBOX_PORT: '0', LOG_LEVEL: 'silent' },
    ...(url === null ? {} : { DATABASE_URL: url }),
  })
  await server?.stop()
  server = null
  server = await startServer(config, url === null ? { db } : {})
  return server
}

async function send(path: string, body: object): Promise<number> {
  const { publicUrl = '', appToken = '' } = server ?? {}
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${appToken}`,
    'x-tenant-identifier': 'demo',
  }
  const request = { method: 'POST', headers, body: JSON.stringify(body) }
  return (await fetch(`${publicUrl}${path}`, request)).status
}

const configure = (configuration: object) =>
  send('/configure', {
    data: {
      type: 'configuration',
      attributes: { configuration: JSON.stringify(configuration) },
    },
  })

async function connected(): Promise<Connection> {
  const [connection, ...others] = await listConnections(database.db, 'demo')
  if (!connection || others.length > 0) throw new Error('The demo has one connection.')
  return connection
}

/** An account that a developer has made at the sandbox. */
async function openAccount(): Promise<{ id: string; secret_key: string; webhook_secret: string }> {
  const response = await fetch(`${server?.sandboxUrl}/developers/accounts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ name: 'Acme', mode: 'test' }),
  })
  return (await response.json()) as { id: string; secret_key: string; webhook_secret: string }
}

test('a restart leaves the connection as its operators have made it', async () => {
  await start()
  expect((await connected()).status).toBe('CONNECTED')
  const { id, secret_key: secretKey, webhook_secret: webhookSecret } = await openAccount()
  expect(await configure({ secretKey, webhookSecret })).toBe(200)
  await start()
  expect((await connected()).current.accountId).toBe(id)
  expect(await send('/disconnect', {})).toBe(204)
  await start()
  expect(isActive(await connected())).toBe(false)
})

test('with a key that opens nothing of what is sealed a server says so, and does not start', async () => {
  await start()
  await sql`update configurations set sealed = 'v1.lost.AAAA.AAAA.AAAA', key_id = 'lost'`.execute(
    database.db,
  )
  await expect(start()).rejects.toThrow('sealed with the key lost, which is not configured')
})
