import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { makeSealingKey } from '../src/tenants/sealing-key.ts'

/** One for all servers of a run: some of them are started on what one before them has sealed. */
const sealingKey = makeSealingKey()

/** The settings of a server in production that shows the demo: its shop has the carts, and the PSP is the one at `pspUrl`. */
export async function productionSettings(
  databaseUrl: string,
  pspUrl: string,
): Promise<Record<string, string>> {
  const port = String(await freePort())
  return {
    NODE_ENV: 'production',
    // As in production, where a server is hardly ever started for the first time.
    NODE_COMPILE_CACHE: fileURLToPath(
      new URL('../../node_modules/.cache/compiled', import.meta.url),
    ),
    DEMO: '1',
    LOG_LEVEL: 'warn',
    // One tenant is all the load there is. Requests are counted for each guest all the same.
    RATE_LIMIT_TENANT: '0',
    PORT: port,
    SANDBOX_PORT: '0',
    SANDBOX_URL: pspUrl,
    PUBLIC_URL: `http://localhost:${port}`,
    DATABASE_URL: databaseUrl,
    APP_TOKEN: randomBytes(32).toString('base64url'),
    SECRETS_KEY: sealingKey,
    SIGNING_SECRET: randomBytes(32).toString('base64url'),
    ...(process.env['DATABASE_POOL'] ? { DATABASE_POOL: process.env['DATABASE_POOL'] } : {}),
  }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No free port was found.')
  return address.port
}
