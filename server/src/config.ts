import { z } from 'zod'
import type { RateSettings } from './limits/rates.ts'
import type { SealingKey } from './tenants/sealer.ts'
import { readSealingKey } from './tenants/sealing-key.ts'

const Port = z.coerce.number().int().min(0).max(65_535)
const Flag = z.enum(['0', '1']).transform((value) => value === '1')
const Count = z.coerce.number().int().min(0).max(10_000_000)
const Secret = z
  .string()
  .trim()
  .min(24, 'must have at least 24 characters')
  .refine(
    (value) => !/^(changeme|change-me|secret|placeholder|example|test|todo)/i.test(value),
    'is a placeholder',
  )
  .refine((value) => new Set(value).size > 6, 'is not random')

const Origins = z
  .string()
  .transform((value) =>
    value
      .split(',')
      .map((origin) => origin.trim())
      .filter(Boolean),
  )
  .pipe(
    z.array(
      z
        .string()
        .regex(/^[a-z][a-z0-9+.-]*:\/\/[^/]*$/i, 'must be origins such as https://shop.example'),
    ),
  )

/** Standard Webhooks: the key is 24 to 64 random bytes. Two, while one is being replaced. */
const PushSecrets = z
  .string()
  .transform((value) => value.split(',').map((secret) => secret.trim()))
  .pipe(
    z
      .array(z.string().regex(/^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/, 'must be whsec_ and base64'))
      .min(1)
      .max(2, 'must be one secret, or two while one is being replaced'),
  )

const SealingKeySetting = z.string().transform((text, context) => {
  const key = readSealingKey(text)
  if (key.ok) return key.value
  context.addIssue({ code: 'custom', message: key.failure })
  return z.NEVER
})

/** Every setting there is. An empty variable counts as absent, except that a secret must not be empty. */
const Environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  DEMO: Flag.optional(),
  PORT: Port.default(4000),
  SANDBOX_PORT: Port.optional(),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('.tillway'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' })
    .optional(),
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(16),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  SANDBOX_URL: z.url({ protocol: /^https?$/ }).optional(),
  ALLOWED_ORIGINS: Origins.default([]),
  APP_TOKEN: Secret.optional(),
  APP_TENANT: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/)
    .default('demo'),
  APP_JWKS_URL: z.url().optional(),
  APP_AUDIENCE: z.string().default('app'),
  STOREFRONT_JWKS_URL: z.url().optional(),
  STOREFRONT_AUDIENCE: z.string().default('storefront'),
  SIGNING_SECRET: Secret.optional(),
  OPERATOR_TOKEN: Secret.optional(),
  METRICS_TOKEN: Secret.optional(),
  SECRETS_KEY: SealingKeySetting.optional(),
  SECRETS_KEY_PREVIOUS: SealingKeySetting.optional(),
  ORDER_DEADLINE_MINUTES: z.coerce.number().positive().max(10_080).default(30),
  ORDER_PROCESS: z.string().optional(),
  PRE_ORDER_DEADLINE_MINUTES: z.coerce.number().positive().max(10_080).default(30),
  MESSAGES: z.enum(['pull']).optional(),
  PUSH_URL: z.url({ protocol: /^https?$/ }).optional(),
  PUSH_SECRETS: PushSecrets.optional(),
  PUSH_ALLOW_PRIVATE: Flag.optional(),
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  RATE_LIMIT_SHOPPER: Count.default(600),
  RATE_LIMIT_ADDRESS: Count.default(1_200),
  RATE_LIMIT_TENANT: Count.default(60_000),
  FAILED_ATTEMPTS_TENANT: Count.default(1_000),
  LINGER_MS: z.coerce.number().int().min(0).max(60_000).default(200),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
})

export type Config = {
  isProduction: boolean
  /** The sandbox PSP, the built-in shop, the demo tenant and the test webhook path exist. */
  isDemo: boolean
  host: string
  port: number
  sandboxPort: number
  dataDir: string
  databaseUrl: string | null
  databasePool: number
  publicUrl: string | null
  sandboxUrl: string | null
  allowedOrigins: readonly string[]
  app: { tenant: string; token: string | null; jwksUrl: string | null; audience: string }
  storefront: { jwksUrl: string | null; audience: string }
  signingSecret: string | null
  operatorToken: string | null
  /** Who may read `/metrics`: whoever shows the token, everybody where there is none, or nobody. */
  metricsReader: { token: string | null } | null
  /** Seals what tenants keep secret; the one before still opens what it has sealed. */
  sealing: { key: SealingKey | null; previous: SealingKey | null }
  orderDeadlineMs: number
  /** The order process of the built-in shop: its name, or the path of a Spryker XML file. */
  orderProcess: string | null
  /** When money that was authorised before an order is given back, if no order comes. */
  preOrderDeadlineMs: number
  /** The demo's messages wait for a shop that fetches them: the built-in shop leaves them alone. */
  isFetchedByShop: boolean
  /** Where messages are pushed to; null where the shop fetches them. */
  push: { url: string; secrets: readonly string[]; isPrivateAllowed: boolean } | null
  /** How many proxies of ours each request comes through. */
  trustedProxies: number
  /** Requests a minute; 0 switches a limit off. */
  rateLimits: RateSettings
  /** Failed attempts to pay in an hour that make the budgets of a tenant's shoppers smaller; 0 for never. */
  failedAttemptsMax: number
  /** How long requests are still taken after the signal to stop. */
  lingerMs: number
  logLevel: string
}

const secretNames = [
  'APP_TOKEN',
  'SIGNING_SECRET',
  'OPERATOR_TOKEN',
  'METRICS_TOKEN',
  'SECRETS_KEY',
] as const

/** Reads the settings once. Throws one error that names everything that is missing or wrong; secrets have no defaults. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = Environment.safeParse(present)
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
  problems.push(
    ...secretNames.filter((name) => env[name]?.trim() === '').map((name) => `${name} is empty`),
  )
  if (parsed.success)
    problems.push(
      ...missingInProduction(parsed.data),
      ...wrongWithPush(parsed.data),
      ...wrongWithKeys(parsed.data),
    )
  if (problems.length > 0 || !parsed.success) {
    throw new Error(
      `The configuration is not valid:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    )
  }
  return toConfig(parsed.data)
}

type Settings = z.output<typeof Environment>

function missingInProduction(settings: Settings): string[] {
  if (settings.NODE_ENV !== 'production') return []
  const required = ['APP_TOKEN', 'SIGNING_SECRET', 'SECRETS_KEY', 'PUBLIC_URL'] as const
  return required
    .filter((name) => settings[name] === undefined)
    .map((name) => `${name} is required in production`)
}

function wrongWithPush(settings: Settings): string[] {
  if (settings.PUSH_URL === undefined) return []
  return [
    ...(settings.PUSH_SECRETS ? [] : ['PUSH_SECRETS is required with PUSH_URL']),
    ...(settings.NODE_ENV === 'production' && !settings.PUSH_URL.startsWith('https:')
      ? ['PUSH_URL must be https:// in production']
      : []),
  ]
}

/** Two keys of one name could not be told apart, and what one has sealed would be lost. */
function wrongWithKeys({ SECRETS_KEY: key, SECRETS_KEY_PREVIOUS: previous }: Settings): string[] {
  if (!previous) return []
  if (!key) return ['SECRETS_KEY is required with SECRETS_KEY_PREVIOUS']
  return key.id === previous.id ? ['SECRETS_KEY_PREVIOUS has the same name as SECRETS_KEY'] : []
}

const toPush = (settings: Settings): Config['push'] =>
  settings.PUSH_URL === undefined
    ? null
    : {
        url: settings.PUSH_URL,
        secrets: settings.PUSH_SECRETS ?? [],
        isPrivateAllowed: settings.PUSH_ALLOW_PRIVATE ?? settings.NODE_ENV !== 'production',
      }

const toSealing = ({ SECRETS_KEY, SECRETS_KEY_PREVIOUS }: Settings): Config['sealing'] => ({
  key: SECRETS_KEY ?? null,
  previous: SECRETS_KEY_PREVIOUS ?? null,
})

const toStorefront = (settings: Settings): Config['storefront'] => ({
  jwksUrl: settings.STOREFRONT_JWKS_URL ?? null,
  audience: settings.STOREFRONT_AUDIENCE,
})

/** What is told to nobody in particular must be asked for: in production nobody reads it without a token. */
const toMetricsReader = ({ METRICS_TOKEN: token, NODE_ENV }: Settings): Config['metricsReader'] =>
  token === undefined && NODE_ENV === 'production' ? null : { token: token ?? null }

const toConfig = (settings: Settings): Config => ({
  isProduction: settings.NODE_ENV === 'production',
  isDemo: settings.DEMO ?? settings.NODE_ENV !== 'production',
  host: settings.HOST,
  port: settings.PORT,
  sandboxPort: settings.SANDBOX_PORT ?? (settings.PORT === 0 ? 0 : settings.PORT + 1),
  dataDir: settings.DATA_DIR,
  databaseUrl: settings.DATABASE_URL ?? null,
  databasePool: settings.DATABASE_POOL,
  publicUrl: settings.PUBLIC_URL?.replace(/\/$/, '') ?? null,
  sandboxUrl: settings.SANDBOX_URL?.replace(/\/$/, '') ?? null,
  allowedOrigins: settings.ALLOWED_ORIGINS,
  app: {
    tenant: settings.APP_TENANT,
    token: settings.APP_TOKEN ?? null,
    jwksUrl: settings.APP_JWKS_URL ?? null,
    audience: settings.APP_AUDIENCE,
  },
  storefront: toStorefront(settings),
  signingSecret: settings.SIGNING_SECRET ?? null,
  operatorToken: settings.OPERATOR_TOKEN ?? null,
  metricsReader: toMetricsReader(settings),
  sealing: toSealing(settings),
  orderDeadlineMs: settings.ORDER_DEADLINE_MINUTES * 60_000,
  orderProcess: settings.ORDER_PROCESS ?? null,
  preOrderDeadlineMs: settings.PRE_ORDER_DEADLINE_MINUTES * 60_000,
  isFetchedByShop: settings.MESSAGES === 'pull',
  push: toPush(settings),
  trustedProxies: settings.TRUSTED_PROXIES,
  lingerMs: settings.LINGER_MS,
  rateLimits: {
    shopper: settings.RATE_LIMIT_SHOPPER,
    address: settings.RATE_LIMIT_ADDRESS,
    tenant: settings.RATE_LIMIT_TENANT,
  },
  failedAttemptsMax: settings.FAILED_ATTEMPTS_TENANT,
  logLevel: settings.LOG_LEVEL,
})
