import type { Hono } from 'hono'
import type { AppEnv } from './app-env.ts'

type HealthDeps = { isReady(): Promise<boolean>; shutdown: AbortSignal }

/** `live`: the process answers. `ready`: it can take payments, which needs the database, and does not end. */
export function mountHealth(app: Hono<AppEnv>, { isReady, shutdown }: HealthDeps): void {
  app.get('/health/live', (c) => c.json({ status: 'ok' }))
  app.get('/health/ready', async (c) =>
    !shutdown.aborted && (await isReady())
      ? c.json({ status: 'ok' })
      : c.json({ status: 'unavailable' }, 503),
  )
}
