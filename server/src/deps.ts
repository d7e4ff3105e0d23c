import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { BackOfficeDeps } from './back-office/back-office-deps.ts'
import { createChangeWatch } from './back-office/watch-changes.ts'
import type { Config } from './config.ts'
import type { Database } from './database/database.ts'
import { createDatabaseClock } from './database/database-clock.ts'
import { type Addresses, createDemo, type Demo } from './demo.ts'
import { createUrlCheck, ownOrigins } from './http/allowed-urls.ts'
import type { HttpDeps } from './http/app.ts'
import type { IdentityDeps } from './http/identity.ts'
import { createShopHandlers } from './http/shop/routes.ts'
import { createLog } from './log.ts'
import { fetchedByShop, type MessageCarrier } from './messages/message-carrier.ts'
import { pushMessages } from './messages/push-messages.ts'
import { createWebhookReceiver } from './messages/webhook-receiver.ts'
import type { PaymentDeps } from './payments/payment-deps.ts'
import { createPaymentWatch } from './payments/watch-payments.ts'
import type { SandboxPsp } from './sandbox-psp/sandbox-psp.ts'
import { readSecrets, type Secrets } from './secrets.ts'
import type { Shop } from './shop/shop.ts'
import type { Tenant } from './tenants/tenant.ts'
import { createVerifier, remoteKeys } from './tokens/access-tokens.ts'
import { createOwnTokens, type OwnTokens } from './tokens/own-tokens.ts'
import { createWorkers, type Workers } from './workers.ts'

/** The parts of a running server. */
export type Parts = {
  http: Omit<HttpDeps, 'pages' | 'backOfficePages' | 'publicUrl' | 'shutdown'>
  workers: Workers
  sandbox: SandboxPsp | null
  secrets: Secrets
  log: Logger
}

/** The composition root: with `demo.ts`, the one place that knows every part and gives each what it needs. */
export async function createParts(
  config: Config,
  db: Database,
  addresses: Addresses,
): Promise<Parts> {
  const log = createLog(config.logLevel)
  const onDefect = (error: unknown) => log.error({ err: error }, 'worker defect')
  const secrets = await readSecrets(config, db)
  const tokens = createOwnTokens(secrets.signing)
  const clock = createDatabaseClock(db)
  await clock.measure()
  const demo = config.isDemo ? await createDemo({ config, db, addresses, secrets, log }) : null
  const tenant = demo?.tenant ?? { id: config.app.tenant, merchantName: '', methods: [] }
  const { findTenant, findPsp, findCustomers } = createRegistry(tenant, demo)
  const shop = demo?.shop.port ?? noShop
  const watch = createPaymentWatch(db, onDefect)
  const workers = createWorkers({
    db,
    shop,
    findPsp,
    preOrderDeadlineMs: config.preOrderDeadlineMs,
    clock,
    onCommit: (changed) => onCommit(changed),
    carrier: createCarrier(config, { db, tenant, demo, onDefect }),
    shopTick: demo && ((limit) => demo.shop.tick(limit)),
    onDefect,
  })
  const changes = createChangeWatch(db, onDefect)
  const onCommit: PaymentDeps['onCommit'] = (changed) => {
    workers.wakeMessages()
    watch.noticed(changed)
    changes.noticed(changed)
  }
  const allowedOrigins = [...ownOrigins(addresses.publicUrl), ...config.allowedOrigins]
  const returnUrl = `${addresses.publicUrl}/app-payment/redirect`
  const http: Parts['http'] = {
    db,
    now: clock.now,
    log,
    watch,
    identity: createIdentity(config, secrets, tokens, findTenant),
    tokens,
    allowedOrigins,
    shop,
    shopHandlers: demo && createShopHandlers(demo.shop, db),
    findTenant,
    findPsp,
    findCustomers,
    signReturnUrl: async (payment) => `${returnUrl}?state=${await tokens.signReturnState(payment)}`,
    signReadToken: tokens.signReadToken,
    isAllowedUrl: createUrlCheck(allowedOrigins),
    onCommit,
    onlyEndpoint: demo && { provider: demo.psp.name, tenant: tenant.id },
    modes: demo ? ['live', 'test'] : ['live'],
    wakeInbox: workers.wakeInbox,
    isReady: () => isReady(db),
    changes,
    backOffice: {
      ...{ db, findPsp, onCommit, orderDesk: demo?.shop.orderDesk ?? null, ...workers },
      preOrderDeadlineMs: config.preOrderDeadlineMs,
      session: toSession(tenant, demo, addresses),
    },
  }
  return { http, workers, sandbox: demo?.sandbox ?? null, secrets, log }
}

/** Who and what is configured here: one tenant, and in a demo its sandbox PSP. */
const createRegistry = (
  tenant: Tenant,
  demo: Demo | null,
): Pick<PaymentDeps, 'findTenant' | 'findPsp' | 'findCustomers'> => {
  const isKnown = (id: string, provider: string) => id === tenant.id && provider === demo?.psp.name
  return {
    findTenant: (id) => (id === tenant.id ? tenant : null),
    findPsp: (id, provider) => (isKnown(id, provider) ? (demo?.psp ?? null) : null),
    findCustomers: (id, provider) => (isKnown(id, provider) ? (demo?.customers ?? null) : null),
  }
}

/** What the sign-in page of the back office shows. */
const toSession = (
  tenant: Tenant,
  demo: Demo | null,
  { publicUrl, sandboxUrl }: Addresses,
): BackOfficeDeps['session'] => ({
  tenant: tenant.id,
  merchantName: tenant.merchantName,
  mode: demo ? 'test' : 'live',
  isDemo: demo !== null,
  links: [
    ...(demo ? [{ rel: 'storefront' as const, href: `${publicUrl}/` }] : []),
    ...(demo ? [{ rel: 'sandbox-panel' as const, href: `${sandboxUrl}/chaos` }] : []),
    { rel: 'api-docs', href: `${publicUrl}/docs` },
  ],
})

/** Pushed where an address is set; a shop without one fetches its messages, and the built-in shop is woken to. */
function createCarrier(
  { push, isFetchedByShop }: Config,
  deps: { db: Database; tenant: Tenant; demo: Demo | null; onDefect(error: unknown): void },
): MessageCarrier {
  const { db, demo, onDefect } = deps
  if (push) {
    const pushing = { db, tenant: deps.tenant.id, receiver: createWebhookReceiver(push), onDefect }
    return { kind: 'push', carry: () => pushMessages(pushing) }
  }
  if (!demo || isFetchedByShop) return fetchedByShop
  return { kind: 'builtin', carry: () => demo.shop.fetchMessages() }
}

/** Without a shop there are no carts: pay-first needs a shop adapter, order-first does not. */
const noShop: Shop = {
  readCart: async () => ({ ok: false, failure: 'cart-not-found' }),
  repriceCart: async () => ({ ok: false, failure: 'cart-not-found' }),
  findOrder: async () => null,
}

const createIdentity = (
  { app, storefront }: Config,
  secrets: Secrets,
  tokens: OwnTokens,
  findTenant: PaymentDeps['findTenant'],
): IdentityDeps => ({
  defaultTenant: app.tenant,
  findTenant,
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
