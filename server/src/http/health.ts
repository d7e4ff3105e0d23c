import type { Hono } from 'hono'
import type { AppEnv } from './app-env.ts'

/** `live`: the process answers. `ready`: it can take payments, which needs the database. */
export function mountHealth(app: Hono<AppEnv>, { isReady }: { isReady(): Promise<boolean> }): void {
  app.get('/health/live', (c) => c.json({ status: 'ok' }))
  app.get('/health/ready', async (c) =>
    (await isReady()) ? c.json({ status: 'ok' }) : c.json({ status: 'unavailable' }, 503),
  )
}
