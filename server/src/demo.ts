import { CompiledQuery } from 'kysely'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Database } from './database/database.ts'
import { createKeepAliveFetch } from './psp/keep-alive-fetch.ts'
import type { Psp, PspCustomers } from './psp/psp.ts'
import { createSandboxCustomers } from './psp/sandbox/sandbox-customers.ts'
import { createSandboxAdapter } from './psp/sandbox/sandbox-psp.ts'
import { createSandboxPsp, type SandboxPsp } from './sandbox-psp/sandbox-psp.ts'
import type { Secrets } from './secrets.ts'
import {
  type BuiltinShop,
  type BuiltinShopDeps,
  createBuiltinShop,
} from './shop/builtin/builtin-shop.ts'
import { readOrderProcess } from './shop/builtin/read-order-process.ts'
import { demoTenant } from './tenants/demo-tenant.ts'
import { listMethods, type Tenant } from './tenants/tenant.ts'
import { signCustomerToken } from './tokens/access-tokens.ts'

export type Addresses = { publicUrl: string; sandboxUrl: string }

/** The parts that let the product run without an account or a shop: they exist in demos only. */
export type Demo = {
  tenant: Tenant
  psp: Psp
  customers: PspCustomers
  sandbox: SandboxPsp
  shop: BuiltinShop
}

type DemoDeps = {
  config: Config
  db: Database
  addresses: Addresses
  secrets: Secrets
  log: Logger
}

export async function createDemo(deps: DemoDeps): Promise<Demo> {
  const { addresses, secrets } = deps
  const tenant = demoTenant(deps.config.app.tenant, addresses.sandboxUrl)
  const credentials = {
    baseUrl: addresses.sandboxUrl,
    secretKey: secrets.sandboxKey,
    webhookSecrets: [secrets.sandboxWebhook],
  }
  const connection = { fetch: createKeepAliveFetch() }
  const shop = createShop(deps, tenant, await readOrderProcess(deps.config.orderProcess))
  await shop.seed()
  return {
    tenant,
    psp: createSandboxAdapter(credentials, connection),
    customers: createSandboxCustomers(credentials, connection),
    sandbox: createSandbox(deps, tenant),
    shop,
  }
}

/** The sandbox is given a query function and nothing else: it must not know what else is in this database. */
const createSandbox = ({ db, addresses, secrets, log }: DemoDeps, tenant: Tenant): SandboxPsp =>
  createSandboxPsp({
    query: async (text, parameters = []) => {
      const compiled = CompiledQuery.raw(text, [...parameters])
      const result = await db.executeQuery<Record<string, unknown>>(compiled)
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

const createShop = (
  { config, db, addresses, secrets }: DemoDeps,
  tenant: Tenant,
  orderProcess: BuiltinShopDeps['orderProcess'],
): BuiltinShop =>
  createBuiltinShop({
    db,
    fetch,
    brokerFetch: createKeepAliveFetch(),
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
    orderProcess,
  })
