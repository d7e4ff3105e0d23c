import { isUniqueViolation, type Query } from '../query.ts'
import { fingerprint, randomId } from '../secrets.ts'
import { Account, type AccountMode, publishableKeyOf, type SeededAccount } from './account.ts'
import {
  hashKey,
  makePublishableKey,
  makeSecretKey,
  makeWebhookSecret,
  toKeptKey,
} from './account-keys.ts'

const accountsMax = 200

const columnsSql = `a.id, a.name, a.mode, a.is_marketplace, a.publishable_key, a.secret_key_end, a.old_secret_key_end,
  a.webhook_url, a.old_webhook_secret is not null as has_old_webhook_secret, to_jsonb(a.created_at) #>> '{}' as created_at`

/**
 * Makes the host's accounts be as the host says. One that the host has not changed since stays as its developers left it: a
 * key that they rolled is not undone by a restart.
 */
export async function seedAccounts(
  { query }: { query: Query },
  accounts: readonly SeededAccount[],
): Promise<void> {
  for (const account of accounts) {
    // A process that starts at the same moment can take the account's keys between our look and our row: then its row is there.
    await seed({ query }, account).catch((error: unknown) => {
      if (!isUniqueViolation(error)) throw error
      return seed({ query }, account)
    })
  }
}

async function seed({ query }: { query: Query }, account: SeededAccount): Promise<void> {
  const { hash, end } = toKeptKey(account.secretKey)
  await query(
    `insert into sandbox_psp.accounts as a (id, name, mode, is_marketplace, publishable_key, secret_key_hash,
         secret_key_end, webhook_url, webhook_secret, seed_hash)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       on conflict (id) do update set name = excluded.name, mode = excluded.mode,
         is_marketplace = excluded.is_marketplace, publishable_key = excluded.publishable_key,
         secret_key_hash = excluded.secret_key_hash, secret_key_end = excluded.secret_key_end,
         old_secret_key_hash = null, old_secret_key_end = null, webhook_url = excluded.webhook_url,
         webhook_secret = excluded.webhook_secret, old_webhook_secret = null, seed_hash = excluded.seed_hash
       where a.seed_hash is distinct from excluded.seed_hash`,
    [
      account.id,
      account.name,
      account.mode,
      account.isMarketplace ?? false,
      publishableKeyOf(account),
      hash,
      end,
      account.webhookUrl,
      account.webhookSecret,
      fingerprint(account),
    ],
  )
}

export type NewAccount = {
  name: string
  mode: AccountMode
  isMarketplace: boolean
  webhookUrl: string | null
  /** One form makes one account, however often it is sent. */
  key: string | null
}

/** What is shown once: afterwards nobody here knows the key any more. */
export type ShownSecrets = { secretKey?: string; webhookSecret?: string }

/** Makes an account with keys of its own; null when this form has made one already. */
export async function createAccount(
  { query }: { query: Query },
  { name, mode, isMarketplace, webhookUrl, key }: NewAccount,
): Promise<{ account: Account; shown: Required<ShownSecrets> } | null> {
  const shown = { secretKey: makeSecretKey(mode), webhookSecret: makeWebhookSecret() }
  const { hash, end } = toKeptKey(shown.secretKey)
  const [row] = await query(
    `insert into sandbox_psp.accounts as a (id, name, mode, is_marketplace, publishable_key, secret_key_hash,
       secret_key_end, webhook_url, webhook_secret, create_key)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (create_key) do nothing returning ${columnsSql}`,
    [
      randomId('acct'),
      name,
      mode,
      isMarketplace,
      makePublishableKey(mode),
      hash,
      end,
      webhookUrl,
      shown.webhookSecret,
      key,
    ],
  )
  return row ? { account: Account.parse(row), shown } : null
}

async function findBy(
  { query }: { query: Query },
  condition: string,
  value: string,
): Promise<Account | null> {
  const [row] = await query(
    `select ${columnsSql} from sandbox_psp.accounts a where ${condition} order by created_at, id limit 1`,
    [value],
  )
  return row ? Account.parse(row) : null
}

export const findAccount = (deps: { query: Query }, id: string) => findBy(deps, 'id = $1', id)

/** The account whose secret key this is, or was until somebody ended it. */
export const findAccountByKey = (deps: { query: Query }, secretKey: string) =>
  findBy(deps, 'secret_key_hash = $1 or old_secret_key_hash = $1', hashKey(secretKey))

/** The account that a browser names; without a name that is known, the oldest one. */
export const findAccountByPublishableKey = (deps: { query: Query }, publishableKey: string) =>
  findBy(
    deps,
    `publishable_key = $1 or not exists (select from sandbox_psp.accounts where publishable_key = $1)`,
    publishableKey,
  )

/** All accounts, the oldest first. */
export async function listAccounts({ query }: { query: Query }): Promise<Account[]> {
  const rows = await query(
    `select ${columnsSql} from sandbox_psp.accounts a order by created_at, id limit ${accountsMax}`,
  )
  return rows.map((row) => Account.parse(row))
}

async function change(
  { query }: { query: Query },
  { id, set, where = 'true' }: { id: string; set: string; where?: string },
  parameters: readonly unknown[] = [],
): Promise<Account | null> {
  const [row] = await query(
    `update sandbox_psp.accounts as a set ${set} where a.id = $1 and ${where} returning ${columnsSql}`,
    [id, ...parameters],
  )
  return row ? Account.parse(row) : null
}

export const changeWebhookUrl = (deps: { query: Query }, id: string, webhookUrl: string | null) =>
  change(deps, { id, set: 'webhook_url = $2::text' }, [webhookUrl])

/** Makes another key; the one before stays valid until it is ended. Null while an older one still is. */
export async function rollSecretKey(
  deps: { query: Query },
  { id, mode }: Account,
): Promise<{ account: Account; shown: ShownSecrets } | null> {
  const secretKey = makeSecretKey(mode)
  const { hash, end } = toKeptKey(secretKey)
  const set = `old_secret_key_hash = secret_key_hash, old_secret_key_end = secret_key_end,
    secret_key_hash = $2::text, secret_key_end = $3::text`
  const account = await change(deps, { id, set, where: 'old_secret_key_hash is null' }, [hash, end])
  return account ? { account, shown: { secretKey } } : null
}

export const endOldSecretKey = (deps: { query: Query }, id: string) =>
  change(deps, { id, set: 'old_secret_key_hash = null, old_secret_key_end = null' })

/** Makes another secret; webhooks are signed with both until the old one is ended. Null while an older one still signs. */
export async function rollWebhookSecret(
  deps: { query: Query },
  { id }: Account,
): Promise<{ account: Account; shown: ShownSecrets } | null> {
  const webhookSecret = makeWebhookSecret()
  const set = 'old_webhook_secret = webhook_secret, webhook_secret = $2::text'
  const where = 'old_webhook_secret is null'
  const account = await change(deps, { id, set, where }, [webhookSecret])
  return account ? { account, shown: { webhookSecret } } : null
}

export const endOldWebhookSecret = (deps: { query: Query }, id: string) =>
  change(deps, { id, set: 'old_webhook_secret = null' })
