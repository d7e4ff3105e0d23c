import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { BackOfficeDeps } from './back-office/back-office-deps.ts'
import { createChangeWatch } from './back-office/watch-changes.ts'
import type { Config } from './config.ts'
import type { WatchedDatabase } from './database/connect.ts'
import type { Database } from './database/database.ts'
import { createDatabaseClock, type DatabaseClock } from './database/database-clock.ts'
import { type Addresses, createDemo, type Demo, sandboxKind } from './demo.ts'
import { createUrlCheck, ownOrigins } from './http/allowed-urls.ts'
import type { HttpDeps } from './http/app.ts'
import type { AskerDeps } from './http/identify-request.ts'
import type { IdentityDeps } from './http/identity.ts'
import { createShopHandlers } from './http/shop/routes.ts'
import { attemptBudgets } from './limits/attempt-budgets.ts'
import { createKeyHash } from './limits/key-hash.ts'
import { createRequestLimiter, type RequestLimiter } from './limits/limit-requests.ts'
import { createRates } from './limits/rates.ts'
import { createLog } from './log.ts'
import { createMarketplaceDesk } from './marketplace/create-marketplace-desk.ts'
import { fetchedByShop, type MessageCarrier } from './messages/message-carrier.ts'
import { pushMessages } from './messages/push-messages.ts'
import { createWebhookReceiver } from './messages/webhook-receiver.ts'
import { createMetrics, type Metrics } from './metrics/create-metrics.ts'
import { measurePsp } from './metrics/measure-psp.ts'
import { createBacklogWatch } from './metrics/watch-backlog.ts'
import type { PaymentDeps } from './payments/payment-deps.ts'
import { createPaymentWatch } from './payments/watch-payments.ts'
import { checkSealing, readSecrets, type Secrets } from './secrets.ts'
import type { Shop } from './shop/shop.ts'
import type { AppDeps } from './tenants/app-deps.ts'
import { createRegistry, type Registry } from './tenants/registry.ts'
import { createSealer } from './tenants/sealer.ts'
import { ensureTenant } from './tenants/tenant-store.ts'
import { createVerifier, remoteKeys } from './tokens/access-tokens.ts'
import { createOwnTokens, type OwnTokens } from './tokens/own-tokens.ts'
import { createWorkers, type Workers } from './workers.ts'

/** The parts of a running server. */
export type Parts = {
  http: Omit<HttpDeps, 'pages' | 'backOfficePages' | 'publicUrl' | 'shutdown'>
  workers: Workers
  demo: Demo | null
  /** What is left to do once everything listens. */
  connect(): Promise<void>
  secrets: Secrets
  log: Logger
}

/** The composition root: with `demo.ts`, the one place that knows every part and gives each what it needs. */
export async function createParts(
  config: Config,
  database: WatchedDatabase,
  addresses: Addresses,
): Promise<Parts> {
  const { db } = database
  const ground = await createGround(config, database, addresses)
  const { log, onDefect, secrets, tokens, clock, registry, demo, asking, metrics } = ground
  const shop = demo?.shops.port ?? noShop
  const watch = createPaymentWatch(db, onDefect)
  const changes = createChangeWatch(db, onDefect)
  const onCommit: PaymentDeps['onCommit'] = (changed, change) => {
    if (change) metrics.countChange(change)
    workers.wakeMessages()
    watch.noticed(changed)
    changes.noticed(changed)
  }
  const workers = createWorkers({
    ...{ db, shop, clock, onCommit, onDefect },
    ...registry,
    preOrderDeadlineMs: config.preOrderDeadlineMs,
    carrier: createCarrier(config, { db, demo, onDefect }),
    shareCounts: asking.limiter.share,
    shopTick: demo?.shops.tick ?? null,
  })
  const onNews = workers.wakeMessages
  const allowedOrigins = [...ownOrigins(addresses.publicUrl), ...config.allowedOrigins]
  const isAllowedUrl = createUrlCheck(allowedOrigins)
  const returnUrl = `${addresses.publicUrl}/app-payment/redirect`
  const app: AppDeps = { ...ground, db, publicUrl: addresses.publicUrl, onNews }
  const http: Parts['http'] = {
    ...{ db, app, log, watch, changes, tokens, allowedOrigins, shop, isAllowedUrl, onCommit },
    ...registry,
    marketplace: { ...registry, db, isAllowedUrl, onCommit, onNews },
    now: clock.now,
    identity: { ...createIdentity(config, ground), ...asking },
    budgets: attemptBudgets(config.failedAttemptsMax),
    builtinShops: demo && serveShops(demo, db, asking.limiter),
    signReturnUrl: async (payment) => `${returnUrl}?state=${await tokens.signReturnState(payment)}`,
    signReadToken: tokens.signReadToken,
    onlyEndpoint: demo && { provider: 'sandbox', tenant: config.app.tenant },
    modes: demo ? ['live', 'test'] : ['live'],
    wakeInbox: workers.wakeInbox,
    isReady: () => isReady(db),
    metrics,
    metricsReader: config.metricsReader,
    backOffice: {
      ...{ db, findPsp: registry.findPsp, onCommit, app },
      orderDesk: demo?.shops.orderDesk ?? null,
      marketplaceDesk: createMarketplaceDesk(db),
      ...workers,
      preOrderDeadlineMs: config.preOrderDeadlineMs,
      readSession: createSession(config, addresses, ground),
    },
  }
  const connect = async () => demo?.connect(app)
  return { http, workers, connect, demo, secrets, log }
}

const serveShops = (
  { shops }: Demo,
  db: Database,
  limiter: RequestLimiter,
): Parts['http']['builtinShops'] => ({
  handlers: createShopHandlers(shops.at, db, limiter),
  has: shops.has,
})

/** What everything else stands on: who is served and known here, what the time is, and in a demo its parts. */
async function createGround(config: Config, database: WatchedDatabase, addresses: Addresses) {
  const { db } = database
  const log = createLog(config.logLevel)
  const metrics = watch(config, database, log)
  const secrets = await readSecrets(config, db)
  await checkSealing(db, secrets.sealing)
  const clock = createDatabaseClock(db)
  await clock.measure()
  await ensureTenant(db, config.app.tenant, null)
  const kinds = (config.isDemo ? [sandboxKind(addresses)] : []).map((kind) =>
    measurePsp(kind, metrics.countPspCall),
  )
  const sealer = createSealer(secrets.sealing)
  const onDefect = (error: unknown) => {
    metrics.countWorkerDefect()
    log.error({ err: error }, 'worker defect')
  }
  const registry = createRegistry({ db, kinds, sealer, onDefect })
  return {
    ...{ log, secrets, clock, kinds, sealer, registry, metrics },
    tokens: createOwnTokens(secrets.signing),
    asking: createAsking(config, { db, secrets, clock }),
    demo: config.isDemo
      ? await createDemo({ config, db, addresses, secrets, log }, registry)
      : null,
    onDefect,
  }
}

function watch(
  { preOrderDeadlineMs }: Config,
  { db, readPool }: WatchedDatabase,
  log: Logger,
): Metrics {
  const onDefect = (error: unknown) => log.error({ err: error }, 'metrics defect')
  const findBacklog = createBacklogWatch({ db, preOrderDeadlineMs, onDefect })
  return createMetrics({ findBacklog, readPool })
}

/** What counts how often somebody asks. */
function createAsking(
  { rateLimits, trustedProxies }: Config,
  { db, secrets, clock }: { db: Database; secrets: Secrets; clock: DatabaseClock },
): AskerDeps {
  const hash = createKeyHash(secrets.signing)
  const rates = createRates(rateLimits)
  return {
    limiter: createRequestLimiter({ db, rates, hash, now: clock.now }),
    hash,
    trustedProxies,
  }
}

/** What the sign-in page of the back office shows. */
const createSession =
  (
    { isDemo }: Config,
    { publicUrl, sandboxUrl }: Addresses,
    { registry, demo }: { registry: Pick<Registry, 'findTenant'>; demo: Demo | null },
  ): BackOfficeDeps['readSession'] =>
  async (tenant) => {
    const known = await registry.findTenant(tenant)
    const own = demo?.known.find((one) => one.tenant === tenant)
    const shop = own?.shop ? `?shop=${own.shop}` : ''
    return {
      tenant,
      merchantName: known?.merchantName ?? '',
      mode: known?.methods[0]?.mode ?? (isDemo ? 'test' : 'live'),
      isDemo,
      links: [
        ...(own ? [{ rel: 'storefront' as const, href: `${publicUrl}/${shop}` }] : []),
        ...(isDemo ? [{ rel: 'sandbox-panel' as const, href: `${sandboxUrl}/chaos` }] : []),
        { rel: 'api-docs', href: `${publicUrl}/docs` },
      ],
    }
  }

/** Pushed where an address is set; a shop without one fetches its messages, and the built-in shop is woken to. */
function createCarrier(
  { app, push, isFetchedByShop }: Config,
  deps: { db: Database; demo: Demo | null; onDefect(error: unknown): void },
): MessageCarrier {
  const { db, demo, onDefect } = deps
  // These settings are about the first tenant: the other shops of a demo fetch theirs all the same.
  const fetchOthers = async () => (await demo?.shops.fetchMessages(app.tenant)) ?? 0
  if (push) {
    const pushing = { db, tenant: app.tenant, receiver: createWebhookReceiver(push), onDefect }
    const carry = async () => (await pushMessages(pushing)) + (await fetchOthers())
    return { kind: 'push', carry }
  }
  if (!demo) return fetchedByShop
  if (isFetchedByShop) return { kind: 'pull', carry: fetchOthers }
  return { kind: 'builtin', carry: () => demo.shops.fetchMessages() }
}

/** Without a shop there are no carts: pay-first needs a shop adapter, order-first does not. */
const noShop: Shop = {
  readCart: async () => ({ ok: false, failure: 'cart-not-found' }),
  repriceCart: async () => ({ ok: false, failure: 'cart-not-found' }),
  findOrder: async () => null,
}

const createIdentity = (
  { app, storefront }: Config,
  { secrets, tokens, registry }: { secrets: Secrets; tokens: OwnTokens; registry: Registry },
): IdentityDeps => ({
  defaultTenant: app.tenant,
  findTenant: registry.findTenant,
  findTokenHolder: registry.findTokenHolder,
  tokens,
  verifyShopperToken: createVerifier(
    storefront.jwksUrl ? remoteKeys(storefront.jwksUrl) : secrets.shopKeys.keys,
    storefront.audience,
  ),
  verifyAppToken: app.jwksUrl ? createVerifier(remoteKeys(app.jwksUrl), app.audience) : null,
  appToken: { tenant: app.tenant, token: secrets.appToken },
  operatorToken: { tenant: app.tenant, token: secrets.operator },
})

async function isReady(db: Database): Promise<boolean> {
  try {
    await sql`select 1`.execute(db)
    return true
  } catch {
    // Whatever the reason, this process cannot take payments now; the failing requests log why.
    return false
  }
}
