import { z } from 'zod'

export const accountModes = ['test', 'live'] as const
export type AccountMode = (typeof accountModes)[number]

/** The account of what was here before there were accounts: hosts seed it first. */
export const firstAccountId = 'acct_demo'

/** One customer of this provider, without its secrets. Nothing of another account can be seen with its keys. */
export const Account = z.object({
  id: z.string(),
  name: z.string(),
  mode: z.enum(accountModes),
  is_marketplace: z.boolean(),
  publishable_key: z.string(),
  /** The last characters of the keys that are valid, so that people can tell them apart. */
  secret_key_end: z.string(),
  old_secret_key_end: z.string().nullable(),
  webhook_url: z.string().nullable(),
  has_old_webhook_secret: z.boolean(),
  created_at: z.string(),
})
export type Account = z.infer<typeof Account>

/** An account that the host brings, with keys of its own making. */
export type SeededAccount = {
  id: string
  name: string
  mode: AccountMode
  isMarketplace?: boolean
  /** Made of mode and id unless it is given. */
  publishableKey?: string
  secretKey: string
  webhookSecret: string
  webhookUrl: string
}

export const publishableKeyOf = ({
  id,
  mode,
  publishableKey,
}: Pick<SeededAccount, 'id' | 'mode' | 'publishableKey'>): string =>
  publishableKey ?? `pk_${mode}_${id.replace(/^acct_/, '')}`

/** The account on the wire. */
export const toAccountBody = (account: Account) => ({
  id: account.id,
  object: 'account',
  name: account.name,
  mode: account.mode,
  marketplace: account.is_marketplace,
  publishable_key: account.publishable_key,
})
