import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { SeededAccount } from './accounts/account.ts'
import { seedAccounts } from './accounts/account-store.ts'
import { refuse } from './api/answers.ts'
import { apiRoutes } from './api/api-routes.ts'
import { chaosRoutes } from './chaos/chaos-routes.ts'
import { dashboardRoutes } from './dashboard/dashboard-routes.ts'
import { developerRoutes } from './developer/developer-routes.ts'
import { fieldsRoutes } from './fields/fields-routes.ts'
import { onboardingRoutes } from './merchants/onboarding-routes.ts'
import { payRoutes } from './pages/pay-routes.ts'
import type { Query } from './query.ts'
import type { SandboxDeps, SandboxEnv } from './sandbox-deps.ts'
import { sdkRoutes } from './sdk/sdk-routes.ts'
import { sheetRoutes } from './wallets/sheet-routes.ts'
import { createDeliverer } from './webhooks/deliverer.ts'

export { firstAccountId, type SeededAccount } from './accounts/account.ts'
export type { Query } from './query.ts'

const bodyMaxBytes = 512 * 1024

/**
 * Numbered SQL files, each statement ending in `;` at the end of a line; the host runs them once, in order.
 */
export const sandboxMigrations = new URL('./migrations/', import.meta.url)

export type SandboxPspOptions = {
  query: Query
  publicUrl: string
  /** Accounts that the host brings; they are there from `start` on. */
  accounts: readonly SeededAccount[]
  panelToken: string
  fetch?: typeof fetch
  /** How often it looks for what other processes left; a second unless told otherwise. */
  pollMs?: number
  log?: (line: Record<string, unknown>) => void
}

export type SandboxPsp = {
  fetch: (request: Request, env?: unknown) => Response | Promise<Response>
  start(): Promise<void>
  stop(): Promise<void>
  wake(): void
}

/**
 * A payment service provider that moves no money: wire API, payment page, wallets, card fields, signed webhooks,
 * dashboard, chaos panel. All its state is in the database, so any number of processes may serve it.
 */
export function createSandboxPsp(options: SandboxPspOptions): SandboxPsp {
  const log = options.log ?? (() => {})
  const publicUrl = options.publicUrl.replace(/\/+$/, '')
  const sender = { publicUrl, fetch: options.fetch ?? fetch }
  const deliverer = createDeliverer({
    query: options.query,
    sender,
    pollMs: options.pollMs ?? 1000,
    log,
  })
  const pauses = createPauses()
  const deps: SandboxDeps = {
    query: options.query,
    publicUrl,
    panelToken: options.panelToken,
    wake: deliverer.wake,
    wait: pauses.wait,
    log,
  }
  const app = routes(deps)
  return {
    fetch: (request, env) => app.fetch(request, typeof env === 'object' && env !== null ? env : {}),
    async start() {
      await seedAccounts(deps, options.accounts)
      pauses.begin()
      deliverer.start()
    },
    wake: deliverer.wake,
    async stop() {
      pauses.endAll()
      await deliverer.stop()
    },
  }
}

function routes(deps: SandboxDeps): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  app.use(async (c, next) => {
    const startedAt = performance.now()
    await next()
    const durationMs = Math.round(performance.now() - startedAt)
    deps.log({
      event: 'sandbox request',
      method: c.req.method,
      path: c.req.path,
      status: c.res.status,
      durationMs,
    })
  })
  app.use(bodyLimit({ maxSize: bodyMaxBytes, onError: (c) => refuse(c, 'too_large') }))
  app.get('/health', (c) => c.json({ status: 'ok' }))
  app.route('/v1', apiRoutes(deps))
  app.route('/pay', payRoutes(deps))
  app.route('/onboarding', onboardingRoutes(deps))
  app.route('/sdk', sdkRoutes(deps))
  app.route('/sheet', sheetRoutes(deps))
  app.route('/fields', fieldsRoutes(deps))
  app.route('/chaos', chaosRoutes(deps))
  app.route('/dashboard', dashboardRoutes(deps))
  app.route('/developers', developerRoutes(deps))
  app.notFound((c) => refuse(c, 'route_not_found'))
  app.onError((error, c) => {
    deps.log({ event: 'sandbox defect', path: c.req.path, error: error.stack ?? String(error) })
    return refuse(c, 'internal')
  })
  return app
}

/** Pauses that a stop ends early, so that no timer outlives the service. */
function createPauses() {
  const pending = new Set<() => void>()
  let isOver = false
  return {
    wait: (delayMs: number): Promise<void> =>
      new Promise((resolve) => {
        if (isOver) return resolve()
        const end = () => {
          clearTimeout(timer)
          pending.delete(end)
          resolve()
        }
        const timer = setTimeout(end, delayMs)
        pending.add(end)
      }),
    begin: () => {
      isOver = false
    },
    endAll: () => {
      isOver = true
      for (const end of pending) end()
    },
  }
}
