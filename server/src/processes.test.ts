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

const lockFile = () => join(folder, 'tillway.lock')

test('a second process on one data folder refuses, names the first, and leaves it alone', async () => {
  const first = await spawnServer({ DATA_DIR: folder })
  await expect(spawnServer({ DATA_DIR: folder })).rejects.toThrow(
    `Another Tillway process (pid ${first.process.pid}`,
  )
  expect((await fetch(`${first.publicUrl}/health/ready`)).status).toBe(200)
  expect(await first.end('SIGTERM')).toBe(0)
})

test('a stop by signal exits 0 and leaves no lock; the next start finds the same data', async () => {
  const first = await spawnServer({ DATA_DIR: folder })
  expect(await first.end('SIGINT')).toBe(0)
  await expect(readFile(lockFile())).rejects.toThrow('ENOENT')
  const second = await spawnServer({ DATA_DIR: folder })
  expect(second.appToken).toBe(first.appToken)
  await second.end('SIGTERM')
})

test('the lock of a process that was killed is recognised as stale', async () => {
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
