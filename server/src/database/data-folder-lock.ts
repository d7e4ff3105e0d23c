import { mkdir, open, readFile, rm, stat, utimes } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'

/** Released when the process stops in good order; recognised as stale when it did not. */
export type FolderLock = { release(): Promise<void> }

type Holder = { pid: number; host: string; startedAt: string }

const heartbeatMs = 2_000
const staleMs = 15_000
const triesMax = 3

/**
 * Locks a data folder for this process: two would corrupt it, and PGlite itself does not refuse. A lock whose process is
 * gone, on this host, or has not moved for 15 s, on another one, is stale and is taken over.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'tillway.lock')
  for (let tries = 0; tries < triesMax; tries += 1) {
    if (await create(file)) return keepAlive(file)
    const holder = await readHolder(file)
    if (holder && (await isAlive(file, holder))) throw new Error(refusal(folder, holder))
    await rm(file, { force: true })
  }
  throw new Error(`The data folder ${resolve(folder)} could not be locked. Try again.`)
}

const refusal = (folder: string, { pid, host }: Holder): string =>
  `Another Tillway process (pid ${pid} on ${host}) uses the data folder ${resolve(folder)}. ` +
  'Stop it, or start this one with another DATA_DIR, or share a PostgreSQL server by DATABASE_URL.'

async function create(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx')
    const holder: Holder = {
      pid: process.pid,
      host: hostname(),
      startedAt: new Date().toISOString(),
    }
    await handle.writeFile(JSON.stringify(holder))
    await handle.close()
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

async function readHolder(file: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    // Removed meanwhile, or written half by a process that died: nobody holds it.
    return null
  }
}

async function isAlive(file: string, { pid, host }: Holder): Promise<boolean> {
  if (host === hostname() && pid !== process.pid) return isRunning(pid)
  if (host === hostname()) return false
  const lastBeat = await stat(file).then(
    (stats) => stats.mtimeMs,
    () => 0,
  )
  return Date.now() - lastBeat < staleMs
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function keepAlive(file: string): FolderLock {
  const timer = setInterval(() => {
    const now = new Date()
    utimes(file, now, now).catch(() => {})
  }, heartbeatMs)
  timer.unref()
  return {
    release: async () => {
      clearInterval(timer)
      await rm(file, { force: true })
    },
  }
}
