import { sql } from 'kysely'
import { z } from 'zod'
import type { Database } from '../database/database.ts'
import type { Mode, Psp } from '../psp/psp.ts'
import type { CredentialCheck, PspKind } from '../psp/psp-kind.ts'
import type { AppDeps } from '../tenants/app-deps.ts'
import type { MethodTraits } from '../tenants/payment-method.ts'
import { createRegistry, type Registry } from '../tenants/registry.ts'
import { createSealer, type Sealer } from '../tenants/sealer.ts'
import { makeSealingKey, readSealingKey } from '../tenants/sealing-key.ts'
import { ensureTenant } from '../tenants/tenant-store.ts'
import { createFakePsp } from './fake-psp.ts'
import { createTestDatabase } from './test-database.ts'

/** Tenants on a real database, with a kind of PSP in memory. */
export type AppWorld = {
  db: Database
  deps: AppDeps
  registry: Registry
  /** What the PSP says to credentials; by default the account is that of the secret key's last word. */
  says: (check: CredentialCheck | null) => void
  /** The messages that wait for a tenant's shop: name and payload. */
  told(tenant: string): Promise<{ name: string; payload: Record<string, unknown> }[]>
  /** Two tenants that have connected nothing, and nothing else. */
  reset(): Promise<void>
  drop(): Promise<void>
}

export const aSealer = (...keys: string[]): Sealer => {
  const read = (keys.length > 0 ? keys : [makeSealingKey()]).map((text) => {
    const key = readSealingKey(text)
    if (!key.ok) throw new Error(key.failure)
    return key.value
  })
  const [first, ...others] = read
  if (!first) throw new Error('A sealer needs a key.')
  return createSealer([first, ...others])
}

export const aMethod = (overrides: Partial<MethodTraits> = {}): MethodTraits => ({
  method: 'card',
  strategy: 'hosted-payment-page',
  placements: ['checkout'],
  countries: null,
  currencies: null,
  minimumMinor: null,
  maximumMinor: null,
  scripts: [],
  publicValues: {},
  names: { en: { name: 'Card', description: '' } },
  icons: [],
  ...overrides,
})

const fakeSchema = z.object({
  environment: z.enum(['test', 'live']),
  businessModel: z.enum(['direct', 'marketplace']).default('direct'),
  pageTitle: z.string().max(20).optional(),
  secretKey: z.string().min(8).meta({ title: 'Secret key', writeOnly: true }),
  webhookSecret: z.string().min(8).meta({ title: 'Webhook secret', writeOnly: true }),
})

/** A PSP whose webhooks are signed with the bare secret, and whose name carries the key that it is asked with. */
const fakePsp = (mode: Mode, secretKey: string, webhookSecret: string): Psp => ({
  ...createFakePsp(),
  mode,
  name: `fake with ${secretKey}`,
  verifyWebhook: ({ headers }) =>
    headers['signature'] === webhookSecret
      ? { ok: true, value: { eventId: String(headers['id']) } }
      : { ok: false, failure: 'webhook-signature-invalid' },
})

export function createFakeKind(check: (secretKey: string) => CredentialCheck): PspKind {
  return {
    name: 'fake',
    title: 'Fake',
    schema: fakeSchema,
    connect: (configuration) => {
      const { environment, businessModel, pageTitle, secretKey, webhookSecret } =
        fakeSchema.parse(configuration)
      const { merchants, transfers } = createFakePsp()
      const isMarketplace = businessModel === 'marketplace'
      return {
        mode: environment,
        psp: fakePsp(environment, secretKey, webhookSecret),
        customers: null,
        merchants: isMarketplace ? merchants : null,
        transfers: isMarketplace ? transfers : null,
        methods: [
          aMethod({ publicValues: { pageTitle: pageTitle ?? '' } }),
          aMethod({ method: 'wallet' }),
        ],
        check: async () => check(secretKey),
      }
    },
  }
}

export async function createAppWorld(sealer: Sealer = aSealer()): Promise<AppWorld> {
  const { db, drop } = await createTestDatabase()
  let said: CredentialCheck | null = null
  const accountOf = (secretKey: string): CredentialCheck => {
    const id = secretKey.split('-').at(-1) ?? secretKey
    return { kind: 'accepted', account: { id, name: id } }
  }
  const kinds = [createFakeKind((secretKey) => said ?? accountOf(secretKey))]
  const registry = createRegistry({ db, kinds, sealer })
  const reset = async () => {
    for (const table of written) await sql`delete from ${sql.table(table)}`.execute(db)
    for (const tenant of tenants) {
      await ensureTenant(db, tenant, tenant)
      registry.forget(tenant)
    }
    said = null
  }
  return {
    db,
    registry,
    deps: { db, registry, kinds, sealer, publicUrl: 'https://pay.example', onNews: () => {} },
    says: (check) => {
      said = check
    },
    told: async (tenant) => {
      const { rows } = await sql<{ name: string; payload: Record<string, unknown> }>`
        select name, payload from messages where tenant = ${tenant} order by id`.execute(db)
      return rows
    },
    reset,
    drop,
  }
}

const tenants = ['lamps', 'chairs']
const written = [
  ...['tenants', 'tenant_tokens', 'connections', 'configurations'],
  ...['transfers', 'messages', 'payments', 'operations', 'merchants'],
]
