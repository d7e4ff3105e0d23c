import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createDatabase } from './bench-database.ts'
import { productionSettings } from './settings.ts'

/** How long a server took from the start of its process until it was ready, per run, in milliseconds. */
export type Startup = { name: string; ms: number[] }

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const startMaxMs = 60_000

/** Starts the server several times, first on nothing and then on what it has made, embedded and on PostgreSQL. */
export async function benchStartup(serverUrl: string, runs: number): Promise<Startup[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tillway-bench-'))
  const first: Startup = { name: 'PGlite, empty folder', ms: [] }
  const again: Startup = { name: 'PGlite, again', ms: [] }
  const firstOnServer: Startup = { name: 'PostgreSQL, empty database', ms: [] }
  const againOnServer: Startup = { name: 'PostgreSQL, again', ms: [] }
  try {
    for (let run = 0; run < runs; run += 1) {
      const { DATABASE_URL: _, SANDBOX_URL: __, ...common } = await productionSettings('', '')
      const embedded = { ...common, DATA_DIR: join(folder, String(run)) }
      first.ms.push(await startOnce(embedded))
      again.ms.push(await startOnce(embedded))
      const database = await createDatabase(serverUrl, `bench_startup_${run}`)
      const onServer = { ...common, DATABASE_URL: database }
      firstOnServer.ms.push(await startOnce(onServer))
      againOnServer.ms.push(await startOnce(onServer))
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return [first, again, firstOnServer, againOnServer]
}

/** The time until the server says that it is ready. It is stopped in good order afterwards. */
async function startOnce(env: Record<string, string>): Promise<number> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = once(child, 'exit')
  const endWithBench = () => child.kill('SIGKILL')
  process.once('exit', endWithBench)
  const cut = setTimeout(endWithBench, startMaxMs)
  try {
    const isReady = await Promise.race([once(child.stdout, 'data'), gone.then(() => null)])
    if (!isReady) throw new Error('The server ended before it was ready.')
    return performance.now() - startedAt
  } finally {
    child.kill('SIGTERM')
    await gone
    clearTimeout(cut)
    process.off('exit', endWithBench)
  }
}
