import { randomBytes } from 'node:crypto'
import type { Config } from './config.ts'
import type { Database } from './database/database.ts'
import { findInstanceSecret, instanceSecret } from './tenants/instance-secret-store.ts'
import { countByKey } from './tenants/sealed-store.ts'
import type { SealingKey } from './tenants/sealer.ts'
import { makeSealingKey, readSealingKey } from './tenants/sealing-key.ts'
import { makeShopKey, readShopKey, type ShopKeys } from './tokens/access-tokens.ts'

/** Every secret of this installation, from the configuration or, in a demo, made once and kept in the database. */
export type Secrets = {
  appToken: string
  signing: string
  operator: string
  /** The first seals; all of them open. */
  sealing: readonly [SealingKey, ...SealingKey[]]
  shopKeys: ShopKeys
  sandboxKey: string
  sandboxWebhook: string
}

export async function readSecrets(config: Config, db: Database): Promise<Secrets> {
  return {
    appToken: config.app.token ?? (await instanceSecret(db, 'app-token')),
    signing: config.signingSecret ?? (await instanceSecret(db, 'signing')),
    operator: config.operatorToken ?? (await instanceSecret(db, 'operator-token')),
    sealing: await readSealing(config, db),
    shopKeys: readShopKey(await instanceSecret(db, 'shop-key', makeShopKey)),
    sandboxKey: await instanceSecret(db, 'sandbox-secret-key', makeSandboxKey),
    sandboxWebhook: await instanceSecret(db, 'sandbox-webhook', makeWebhookSecret),
  }
}

/**
 * The keys that seal what tenants keep secret. What was sealed before there was a configured key is still opened by the
 * generated one.
 */
export async function readSealing(
  { sealing: { key, previous } }: Pick<Config, 'sealing'>,
  db: Database,
): Promise<Secrets['sealing']> {
  if (!key) return [parse(await instanceSecret(db, 'sealing-key', () => makeSealingKey()))]
  const generated = await findInstanceSecret(db, 'sealing-key')
  return [key, ...(previous ? [previous] : []), ...(generated ? [parse(generated)] : [])]
}

/**
 * Throws when none of the keys opens anything of what is sealed, and something is: these are the keys of another installation,
 * or of another time, and who starts with them can take no payment.
 */
export async function checkSealing(db: Database, keys: Secrets['sealing']): Promise<void> {
  const sealed = await countByKey(db)
  const isOurs = sealed.some(({ keyId }) => keys.some(({ id }) => id === keyId))
  if (sealed.length === 0 || isOurs) return
  const names = sealed.map(({ keyId }) => keyId).join(', ')
  throw new Error(`Every secret is sealed with the key ${names}, which is not configured.`)
}

function parse(generated: string): SealingKey {
  const key = readSealingKey(generated)
  if (!key.ok) throw new Error(`The generated sealing key ${key.failure}.`)
  return key.value
}

/** As the sandbox makes its own: marked as the secret key of a test account. */
export const makeSandboxKey = (): string => `sk_test_${randomBytes(24).toString('base64url')}`

/** Standard Webhooks wants its secrets in base64, marked as such. */
export const makeWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`
