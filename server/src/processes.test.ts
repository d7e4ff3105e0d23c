import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { spawnServer } from './testing/spawn-server.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tillway-process-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** A start takes seconds on a machine that is busy with other tests, and some of these start twice. */
const timeout = 60_000

const lockFile = () => join(folder, 'tillway.lock')

test('a second process on one data folder refuses, names the first, and leaves it alone', {
  timeout,
}, async () => {
  const first = await spawnServer({ DATA_DIR: folder })
  await expect(spawnServer({ DATA_DIR: folder })).rejects.toThrow(
    `Another Tillway process (pid ${first.process.pid}`,
  )
  expect((await fetch(`${first.publicUrl}/health/ready`)).status).toBe(200)
  expect(await first.end('SIGTERM')).toBe(0)
})

test('a stop by signal exits 0 and leaves no lock; the next start finds the same data', {
  timeout,
}, async () => {
  const first = await spawnServer({ DATA_DIR: folder })
  expect(await first.end('SIGINT')).toBe(0)
  await expect(readFile(lockFile())).rejects.toThrow('ENOENT')
  const second = await spawnServer({ DATA_DIR: folder })
  expect(second.appToken).toBe(first.appToken)
  await second.end('SIGTERM')
})

test('the lock of a process that was killed is recognised as stale', { timeout }, async () => {
  const first = await spawnServer({ DATA_DIR: folder })
  await first.end('SIGKILL')
  expect(JSON.parse(await readFile(lockFile(), 'utf8'))).toMatchObject({ pid: first.process.pid })
  const second = await spawnServer({ DATA_DIR: folder })
  expect(await second.end('SIGTERM')).toBe(0)
})

test('a lock of another host that still beats is respected', async () => {
  const holder = { pid: 1, host: `not-${hostname()}`, startedAt: new Date().toISOString() }
  await writeFile(lockFile(), JSON.stringify(holder))
  await expect(spawnServer({ DATA_DIR: folder })).rejects.toThrow('pid 1 on not-')
})

test('a wrong setting ends the start with one sentence per setting', async () => {
  const wrong = spawnServer({ DATA_DIR: folder, DATABASE_POOL: 'many', APP_TOKEN: 'short' })
  await expect(wrong).rejects.toThrow(/DATABASE_POOL[\s\S]*APP_TOKEN must have at least 24/)
})

test('the most talkative log knows no secret and no token', { timeout }, async () => {
  const server = await spawnServer({ DATA_DIR: folder, LOG_LEVEL: 'debug' })
  let log = ''
  server.process.stderr?.on('data', (chunk: Buffer) => {
    log += chunk.toString()
  })
  const guestId = `guest-${randomUUID()}`
  const secretKey = `sk_test_${randomUUID()}`
  const send = (path: string, body: object, headers: Record<string, string>) =>
    fetch(`${server.publicUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  const guest = { 'x-anonymous-customer-unique-id': guestId }
  const item = { type: 'guest-cart-items', attributes: { sku: 'fjord', quantity: 1 } }
  expect((await send('/guest-cart-items', { data: item }, guest)).status).toBe(201)
  const app = { authorization: `Bearer ${server.appToken}`, 'x-tenant-identifier': 'demo' }
  const attributes = { configuration: JSON.stringify({ secretKey }) }
  const configuration = { data: { type: 'configuration', attributes } }
  const refused = await send('/configure', configuration, app)
  expect([refused.status, await refused.text()]).toEqual([
    422,
    expect.not.stringContaining(secretKey),
  ])
  await server.end('SIGTERM')
  expect(log).toContain('"route":"/configure"')
  for (const secret of [guestId, secretKey, server.appToken]) expect(log).not.toContain(secret)
  expect(log).not.toMatch(/sk_(test|live)_|whsec_/)
})
