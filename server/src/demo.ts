import { CompiledQuery } from 'kysely'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Database } from './database/database.ts'
import { createKeepAliveFetch } from './psp/keep-alive-fetch.ts'
import type { PspKind } from './psp/psp-kind.ts'
import { createSandboxKind } from './psp/sandbox/sandbox-kind.ts'
import {
  createSandboxPsp,
  firstAccountId,
  type SandboxPsp,
  type SeededAccount,
} from './sandbox-psp/sandbox-psp.ts'
import { makeSandboxKey, makeWebhookSecret, type Secrets } from './secrets.ts'
import { createBuiltinShop } from './shop/builtin/builtin-shop.ts'
import { type BuiltinShops, joinShops } from './shop/builtin/builtin-shops.ts'
import { harbourMarket, lumenOak } from './shop/builtin/catalogue.ts'
import { marketplaceProcess } from './shop/builtin/oms/marketplace-process.ts'
import type { Process } from './shop/builtin/oms/process.ts'
import type { Assortment } from './shop/builtin/product.ts'
import { readOrderProcess } from './shop/builtin/read-order-process.ts'
import type { AppDeps } from './tenants/app-deps.ts'
import { configureApp } from './tenants/configure-app.ts'
import { listConnections } from './tenants/connection-store.ts'
import { instanceSecret } from './tenants/instance-secret-store.ts'
import type { Registry } from './tenants/registry.ts'
import { listMethods } from './tenants/tenant.ts'
import { ensureTenant, hashToken, insertToken } from './tenants/tenant-store.ts'
import { makeTenantToken } from './tenants/tenant-token.ts'
import { signCustomerToken } from './tokens/access-tokens.ts'

export type Addresses = { publicUrl: string; sandboxUrl: string }

/** One shop of the demo, as people and their tools reach it. */
export type DemoShop = {
  tenant: string
  name: string
  /** What its pages are called with, `?shop=`; null for the first, which needs no name. */
  shop: string | null
  isMarketplace: boolean
  appToken: string
  operatorToken: string
}

type Plan = DemoShop & { assortment: Assortment; orderProcess: Process | string | null }

/** The parts that let the product run without an account or a shop: they exist in demos only. */
export type Demo = {
  sandbox: SandboxPsp
  shops: BuiltinShops
  known: readonly DemoShop[]
  /** Connects those of the demo's shops with the sandbox that never were. The sandbox must be listening. */
  connect(app: AppDeps): Promise<void>
}

type DemoDeps = {
  config: Config
  db: Database
  addresses: Addresses
  secrets: Secrets
  log: Logger
}

/** The sandbox as tenants connect it. */
export const sandboxKind = ({ sandboxUrl }: Addresses): PspKind =>
  createSandboxKind({ baseUrl: sandboxUrl, fetch: createKeepAliveFetch() })

export async function createDemo(
  deps: DemoDeps,
  registry: Pick<Registry, 'findTenant'>,
): Promise<Demo> {
  const plans = [await planFirst(deps), await planMarket(deps)]
  for (const { tenant, name } of plans) await ensureTenant(deps.db, tenant, name)
  await keepTokens(deps, plans)
  const built = plans.map((plan) => createShop(deps, registry, plan))
  for (const shop of built) await shop.seed()
  const accounts = await Promise.all(plans.map((plan) => planAccount(deps, plan)))
  return {
    sandbox: createSandbox(deps, accounts),
    shops: joinShops(built),
    known: plans.map(({ assortment: _, orderProcess: __, ...shop }) => shop),
    connect: async (app) => {
      for (const account of accounts) await connect(app, account)
    },
  }
}

/** The shop of the installation's own tenant: its tokens are those of the configuration. */
const planFirst = async ({ config, secrets }: DemoDeps): Promise<Plan> => ({
  tenant: config.app.tenant,
  name: 'Lumen & Oak',
  shop: null,
  isMarketplace: false,
  appToken: secrets.appToken,
  operatorToken: secrets.operator,
  assortment: lumenOak,
  orderProcess: await readOrderProcess(config.orderProcess),
})

/** The second shop, where merchants sell and are paid out. */
async function planMarket({ config, db }: DemoDeps): Promise<Plan> {
  const tenant = config.app.tenant === 'market' ? 'marketplace' : 'market'
  const make = () => makeTenantToken(tenant)
  return {
    tenant,
    name: 'Harbour Market',
    shop: tenant,
    isMarketplace: true,
    appToken: await instanceSecret(db, `app-token ${tenant}`, make),
    operatorToken: await instanceSecret(db, `operator-token ${tenant}`, make),
    assortment: harbourMarket,
    orderProcess: marketplaceProcess.name,
  }
}

/** The first shop's tokens are known without being stored. */
async function keepTokens({ config, db }: DemoDeps, plans: readonly Plan[]): Promise<void> {
  for (const { tenant, appToken, operatorToken } of plans) {
    if (tenant === config.app.tenant) continue
    await insertToken(db, tenant, { kind: 'app', hash: hashToken(appToken) })
    await insertToken(db, tenant, { kind: 'operator', hash: hashToken(operatorToken) })
  }
}

type Account = SeededAccount & { tenant: string }

/** Each shop has an account of its own at the sandbox, with keys that are made once. */
async function planAccount(
  { db, addresses, secrets }: DemoDeps,
  { tenant, name, shop, isMarketplace }: DemoShop,
): Promise<Account> {
  const known =
    shop === null
      ? { secretKey: secrets.sandboxKey, webhookSecret: secrets.sandboxWebhook }
      : {
          secretKey: await instanceSecret(db, `sandbox-secret-key ${tenant}`, makeSandboxKey),
          webhookSecret: await instanceSecret(db, `sandbox-webhook ${tenant}`, makeWebhookSecret),
        }
  return {
    ...known,
    id: shop === null ? firstAccountId : `acct_${tenant}`,
    tenant,
    name,
    mode: 'test',
    isMarketplace,
    webhookUrl: `${addresses.publicUrl}/webhooks/test/sandbox/${tenant}`,
  }
}

/** What an operator has made of the connection since is left alone. */
async function connect(app: AppDeps, account: Account): Promise<void> {
  const { tenant, mode: environment, secretKey, webhookSecret } = account
  const connections = await listConnections(app.db, tenant)
  if (connections.some(({ provider, mode }) => provider === 'sandbox' && mode === environment))
    return
  const businessModel = account.isMarketplace ? 'marketplace' : 'direct'
  const given = { environment, businessModel, secretKey, webhookSecret }
  const configured = await configureApp(app, { tenant, provider: 'sandbox', given })
  // Another process of this demo may have been faster with the same.
  if (!configured.ok && configured.failure.kind !== 'request-in-flight') {
    throw new Error(`The sandbox could not be connected: ${JSON.stringify(configured.failure)}.`)
  }
}

/** The sandbox is given a query function and nothing else: it must not know what else is in this database. */
const createSandbox = (
  { db, addresses, secrets, log }: DemoDeps,
  accounts: readonly Account[],
): SandboxPsp =>
  createSandboxPsp({
    query: async (text, parameters = []) => {
      const compiled = CompiledQuery.raw(text, [...parameters])
      const result = await db.executeQuery<Record<string, unknown>>(compiled)
      return result.rows
    },
    publicUrl: addresses.sandboxUrl,
    accounts,
    panelToken: secrets.operator,
    log: (line) => log.debug(line, 'sandbox'),
  })

const createShop = (
  { config, db, addresses, secrets }: DemoDeps,
  registry: Pick<Registry, 'findTenant'>,
  { tenant, shop, appToken, assortment, orderProcess }: Plan,
) =>
  createBuiltinShop({
    db,
    fetch,
    brokerFetch: createKeepAliveFetch(),
    appBaseUrl: addresses.publicUrl,
    appToken,
    storefront: { url: addresses.publicUrl, shop },
    assortment,
    merchant: {
      tenant,
      listMethods: async (locale) => {
        const known = await registry.findTenant(tenant)
        return known ? listMethods(known, locale) : []
      },
    },
    signToken: (customerReference) =>
      signCustomerToken(secrets.shopKeys, {
        tenant,
        audience: config.storefront.audience,
        customerReference,
      }),
    orderDeadlineMs: config.orderDeadlineMs,
    orderProcess,
  })
