import { randomBytes } from 'node:crypto'
import type { Config } from './config.ts'
import type { Database } from './database/database.ts'
import { instanceSecret } from './tenants/instance-secret-store.ts'
import { makeShopKey, readShopKey, type ShopKeys } from './tokens/access-tokens.ts'

/** Every secret of this installation, from the configuration or, in a demo, made once and kept in the database. */
export type Secrets = {
  appToken: string
  signing: string
  operator: string
  shopKeys: ShopKeys
  sandboxKey: string
  sandboxWebhook: string
}

export async function readSecrets(config: Config, db: Database): Promise<Secrets> {
  return {
    appToken: config.app.token ?? (await instanceSecret(db, 'app-token')),
    signing: config.signingSecret ?? (await instanceSecret(db, 'signing')),
    operator: config.operatorToken ?? (await instanceSecret(db, 'operator-token')),
    shopKeys: readShopKey(await instanceSecret(db, 'shop-key', makeShopKey)),
    sandboxKey: await instanceSecret(db, 'sandbox-key'),
    sandboxWebhook: await instanceSecret(db, 'sandbox-webhook', makeWebhookSecret),
  }
}

/** Standard Webhooks wants its secrets in base64, marked as such. */
const makeWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`
