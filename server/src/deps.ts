import { randomBytes } from 'node:crypto'
import pino, { type Logger } from 'pino'
import { CompiledQuery, sql } from 'kysely'
import type { Config } from './config.ts'
import type { OutboundMessage } from './contract/messages.ts'
import type { Database } from './database/database.ts'
import { createUrlCheck, ownOrigins } from './http/allowed-urls.ts'
import type { HttpDeps } from './http/app.ts'
import { createShopHandlers } from './http/shop/routes.ts'
import { createPaymentWatch } from './payments/watch-payments.ts'
import { createSandboxAdapter } from './psp/sandbox/sandbox-psp.ts'
import { createSandboxPsp, type SandboxPsp } from './sandbox-psp/sandbox-psp.ts'
import { createBuiltinShop } from './shop/builtin/builtin-shop.ts'
import type { Shop } from './shop/shop.ts'
import { demoTenant } from './tenants/demo-tenant.ts'
import { instanceSecret } from './tenants/instance-secret-store.ts'
import { listMethods, type Tenant } from './tenants/tenant.ts'
import {
  createVerifier,
  makeShopKey,
  readShopKey,
  remoteKeys,
  type ShopKeys,
  signCustomerToken,
} from './tokens/access-tokens.ts'
import { createOwnTokens } from './tokens/own-tokens.ts'
import { createWorkers, type Workers } from './workers.ts'

export type Addresses = { publicUrl: string; sandboxUrl: string }

/** The parts of a running server. */
export type Parts = {
  http: Omit<HttpDeps, 'pages' | 'shutdown'>
  workers: Workers
  sandbox: SandboxPsp | null
  appToken: string
  panelToken: string
  log: Logger
}

export type Secrets = {
  appToken: string
  signing: string
  operator: string
  shopKeys: ShopKeys
  sandboxKey: string
  sandboxWebhook: string
}

/** The composition root: the one place that knows every part and gives each what it needs. */
export async function createParts(config: Config, db: Database, addresses: Addresses): Promise<Parts> {
  const log = createLog(config.logLevel)
  const onDefect = (error: unknown) => log.error({ err: error }, 'worker defect')
  const secrets = await readSecrets(config, db)
  const tokens = createOwnTokens(secrets.signing)
  const tenant = config.isDemo ? demoTenant(config.app.tenant) : { id: config.app.tenant, merchantName: '', methods: [] }
  const findTenant = (id: string): Tenant | null => (id === tenant.id ? tenant : null)
  const sandbox = config.isDemo ? createSandbox(db, addresses, secrets, tenant, log) : null
  const adapter = config.isDemo
    ? createSandboxAdapter(
        { baseUrl: addresses.sandboxUrl, secretKey: secrets.sandboxKey, webhookSecrets: [secrets.sandboxWebhook] },
        { fetch },
      )
    : null
  const findPsp = (id: string, provider: string) => (id === tenant.id && provider === 'sandbox' ? adapter : null)
  const shop = config.isDemo ? createShop(config, db, addresses, secrets, tenant) : null
  await shop?.seed()

  const watch = createPaymentWatch(db, onDefect)
  const workers = createWorkers({
    db,
    findPsp,
    onCommit: (changed) => onCommit(changed),
    transport: { deliver: async (message: OutboundMessage) => shop?.consume(message) },
    shopTick: shop ? (limit) => shop.tick(limit) : null,
    onDefect,
  })
  const onCommit = (changed: { tenant: string; transactionId: string }) => {
    workers.wakeMessages()
    watch.noticed(changed)
  }
  const allowedOrigins = [...ownOrigins(addresses.publicUrl), ...config.allowedOrigins]
  const identity = {
    defaultTenant: tenant.id,
    findTenant,
    tokens,
    verifyShopperToken: createVerifier(
      config.storefront.jwksUrl ? remoteKeys(config.storefront.jwksUrl) : secrets.shopKeys.keys,
      config.storefront.audience,
    ),
    verifyAppToken: config.app.jwksUrl ? createVerifier(remoteKeys(config.app.jwksUrl), config.app.audience) : null,
    appToken: { tenant: config.app.tenant, token: secrets.appToken },
  }
  const http: Parts['http'] = {
    db,
    log,
    watch,
    identity,
    tokens,
    allowedOrigins,
    shop: shop?.port ?? noShop,
    shopHandlers: shop ? createShopHandlers(shop) : null,
    findTenant,
    findPsp,
    signReturnUrl: async (payment) =>
      `${addresses.publicUrl}/app-payment/redirect?state=${await tokens.signReturnState(payment)}`,
    signReadToken: tokens.signReadToken,
    isAllowedUrl: createUrlCheck(allowedOrigins),
    onCommit,
    onlyEndpoint: adapter ? { provider: adapter.name, tenant: tenant.id } : null,
    modes: config.isDemo ? ['live', 'test'] : ['live'],
    wakeInbox: workers.wakeInbox,
    isReady: () => isReady(db),
  }
  return { http, workers, sandbox, appToken: secrets.appToken, panelToken: secrets.operator, log }
}

/** Without a shop there are no carts: pay-first needs a shop adapter, order-first does not. */
const noShop: Shop = { readCart: async () => ({ ok: false, failure: 'cart-not-found' }) }

const makeWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

async function readSecrets(config: Config, db: Database): Promise<Secrets> {
  return {
    appToken: config.app.token ?? (await instanceSecret(db, 'app-token')),
    signing: config.signingSecret ?? (await instanceSecret(db, 'signing')),
    operator: config.operatorToken ?? (await instanceSecret(db, 'operator-token')),
    shopKeys: readShopKey(await instanceSecret(db, 'shop-key', makeShopKey)),
    sandboxKey: await instanceSecret(db, 'sandbox-key'),
    sandboxWebhook: await instanceSecret(db, 'sandbox-webhook', makeWebhookSecret),
  }
}

const createSandbox = (db: Database, addresses: Addresses, secrets: Secrets, tenant: Tenant, log: Logger): SandboxPsp =>
  createSandboxPsp({
    query: async (text, parameters = []) => {
      const result = await db.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, [...parameters]))
      return result.rows
    },
    publicUrl: addresses.sandboxUrl,
    account: {
      merchantName: tenant.merchantName,
      secretKey: secrets.sandboxKey,
      webhookSecret: secrets.sandboxWebhook,
      webhookUrl: `${addresses.publicUrl}/webhooks/test/sandbox/${tenant.id}`,
    },
    panelToken: secrets.operator,
    log: (line) => log.debug(line, 'sandbox'),
  })

const createShop = (config: Config, db: Database, addresses: Addresses, secrets: Secrets, tenant: Tenant) =>
  createBuiltinShop({
    db,
    fetch,
    appBaseUrl: addresses.publicUrl,
    appToken: secrets.appToken,
    storefrontUrl: addresses.publicUrl,
    merchant: { tenant: tenant.id, listMethods: (locale) => listMethods(tenant, locale) },
    signToken: (customerReference) =>
      signCustomerToken(secrets.shopKeys, {
        tenant: tenant.id,
        audience: config.storefront.audience,
        customerReference,
      }),
    orderDeadlineMs: config.orderDeadlineMs,
  })

/** One JSON line per event, on stderr. Known secrets are cut out wherever they appear in a line. */
const createLog = (level: string): Logger =>
  pino(
    {
      level,
      base: { pid: process.pid },
      redact: {
        paths: ['*.authorization', '*.token', '*.secret', '*.password', '*.guestId', '*["x-anonymous-customer-unique-id"]'],
        censor: '[redacted]',
      },
    },
    pino.destination({ fd: 2, sync: false }),
  )

async function isReady(db: Database): Promise<boolean> {
  try {
    await sql`select 1`.execute(db)
    return true
  } catch {
    // Whatever the reason, this process cannot take payments now; the failing requests log why.
    return false
  }
}
