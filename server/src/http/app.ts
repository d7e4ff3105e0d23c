import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { Logger } from 'pino'
import { appContract } from '../contract/app/contract.ts'
import { backOfficeContract, backOfficeMedia } from '../contract/back-office/contract.ts'
import { glueContract } from '../contract/glue/contract.ts'
import { streamPayment } from '../contract/glue/payments.ts'
import type { Operation } from '../contract/operation.ts'
import { type ShopContract, shopContract } from '../contract/shop/contract.ts'
import { isDatabaseDown } from '../database/is-database-down.ts'
import type { MarketplaceDeps } from '../marketplace/marketplace-deps.ts'
import { toLocale } from '../payments/locale.ts'
import type { AppDeps } from '../tenants/app-deps.ts'
import { allowOrigins } from './allow-origins.ts'
import { allowedMethods } from './allowed-methods.ts'
import { mountApp } from './app/mount-app.ts'
import { createAppHandlers } from './app/routes.ts'
import type { AppEnv } from './app-env.ts'
import { type BackOfficeHttpDeps, mountBackOffice } from './back-office/mount-back-office.ts'
import { type ChannelDeps, mountChannels } from './channels/routes.ts'
import { mountDocs } from './docs/mount-docs.ts'
import { mountGlue, refuse } from './glue/mount.ts'
import { createGlueHandlers } from './glue/routes.ts'
import { createPaymentStream, type StreamDeps } from './glue/stream-payment.ts'
import type { Handlers } from './handlers.ts'
import { mountHealth } from './health.ts'
import type { EdgeDeps } from './identify-request.ts'
import { createRequestCount, type MetricsDeps, mountMetrics } from './metrics-route.ts'
import { mountBackOfficePages, mountPages, type Pages, serveMissingPage } from './pages.ts'
import { toHonoPath } from './paths.ts'
import { mountReturn, type ReturnDeps } from './return-route.ts'
import { mountWebhooks, type WebhookDeps } from './webhooks/routes.ts'

export type HttpDeps = StreamDeps &
  ReturnDeps &
  ChannelDeps &
  WebhookDeps &
  MetricsDeps &
  BackOfficeHttpDeps & {
    log: Logger
    app: AppDeps
    marketplace: MarketplaceDeps
    /** Where the server is reached, for the documents that it serves about itself. */
    publicUrl: string
    allowedOrigins: readonly string[]
    /** The operations of the built-in shops, for the tenants that have one; null where a real shop serves them. */
    builtinShops: { handlers: Handlers<ShopContract>; has(tenant: string): boolean } | null
    isReady(): Promise<boolean>
    /** The demo storefront and the script-tag widget; null in production. */
    pages: Pages | null
    /** The built pages for operators, who need them everywhere. */
    backOfficePages: URL
  }

/** All surfaces of the server. Pages and static files are mounted by their caller, after these. */
export function createApp(deps: HttpDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>({ strict: false })
  const served = [
    ...glueContract,
    ...appContract,
    ...(deps.builtinShops ? shopContract : []),
    ...backOfficeContract,
    ...backOfficeMedia,
  ]
  app.use(aroundRequest(deps.log, createRequestCount(deps)))
  app.use(refuseNul)
  app.use(protectingHeaders(deps.publicUrl))
  app.use(allowOrigins(deps.allowedOrigins))
  mountHealth(app, deps)
  mountMetrics(app, deps)
  mountDocs(app, { publicUrl: deps.publicUrl, withShop: deps.builtinShops !== null })
  mountBackOfficePages(app, deps.backOfficePages)
  if (deps.pages) mountPages(app, deps.pages)
  app.get(toHonoPath(streamPayment.path), createPaymentStream(deps))
  mountGlue(app, glueContract, createGlueHandlers(deps), deps.identity)
  if (deps.builtinShops) {
    const { handlers, has } = deps.builtinShops
    mountGlue(app, shopContract, handlers, onlyWhere(deps.identity, has))
  }
  mountApp(app, appContract, createAppHandlers(deps), deps.identity)
  mountChannels(app, deps)
  mountWebhooks(app, deps)
  mountReturn(app, deps)
  mountBackOffice(app, deps)
  app.onError((error, c) => onDefect(error, c, deps.log))
  app.notFound(
    async (c) =>
      (deps.pages && (await serveMissingPage(c, deps.pages))) ?? refuseUnserved(c, served),
  )
  return app
}

/** To a shop's operations, a tenant without a shop here is unknown. */
const onlyWhere = (identity: EdgeDeps, has: (tenant: string) => boolean): EdgeDeps => ({
  ...identity,
  findTenant: async (id) => (has(id) ? identity.findTenant(id) : null),
})

function refuseUnserved(c: Context<AppEnv>, served: readonly Operation[]): Response {
  const allowed = allowedMethods(served, c.req.path)
  if (allowed.length === 0) return refuse(c, [{ kind: 'resource-not-found' }])
  c.header('Allow', allowed.join(', '))
  return refuse(c, [{ kind: 'method-not-allowed' }])
}

/** No text that we keep or look for may hold this character: the database refuses it. */
async function refuseNul(
  c: Context<AppEnv>,
  next: () => Promise<void>,
): Promise<Response | undefined> {
  const [path = '', query = ''] = c.req.url.split('?')
  if (path.includes('%00')) return refuse(c, [{ kind: 'resource-not-found' }])
  if (query.includes('%00'))
    return refuse(c, [{ kind: 'validation-failed', detail: 'The address holds a character NUL.' }])
  await next()
  return undefined
}

/** Sub-domains are not ours to promise for, and plain HTTP promises nothing. */
const protectingHeaders = (publicUrl: string) =>
  secureHeaders({
    crossOriginResourcePolicy: 'cross-origin',
    // The window of a wallet talks to the page that opened it; `same-origin` would cut them apart.
    crossOriginOpenerPolicy: 'same-origin-allow-popups',
    xFrameOptions: 'SAMEORIGIN',
    strictTransportSecurity: publicUrl.startsWith('https:') ? 'max-age=15552000' : false,
  })

/** Gives the request its id and context; counts it, and logs one line with ids and no content, when it is answered. */
const aroundRequest =
  (log: Logger, count: (c: Context<AppEnv>, seconds: number) => void) =>
  async (c: Context<AppEnv>, next: () => Promise<void>): Promise<void> => {
    const startedAt = performance.now()
    const given = c.req.header('x-request-id')
    const requestId = given && /^[\w-]{8,64}$/.test(given) ? given : randomUUID()
    const locale = toLocale(c.req.header('accept-language'))
    const context = { requestId, locale, log: log.child({ requestId }), refusal: null }
    c.set('context', context)
    c.header('x-request-id', requestId)
    await next()
    const ms = performance.now() - startedAt
    count(c, ms / 1_000)
    log.debug(
      {
        requestId,
        method: c.req.method,
        route: c.req.path,
        status: c.res.status,
        refusal: c.get('context').refusal,
        ms: Math.round(ms),
      },
      'request',
    )
  }

/** The last resort: what nobody expected is logged with its request id and told without any detail. */
function onDefect(error: Error, c: Context<AppEnv>, log: Logger): Response {
  const { requestId } = c.get('context')
  log.error({ requestId, route: c.req.path, err: error }, 'defect')
  return refuse(c, [
    isDatabaseDown(error)
      ? { kind: 'database-unavailable', retryAfterSeconds: 5 }
      : { kind: 'internal-error' },
  ])
}
