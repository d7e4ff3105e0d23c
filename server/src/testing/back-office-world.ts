import { Hono } from 'hono'
import pino from 'pino'
import type { MarketplaceDesk } from '../back-office/marketplace-desk.ts'
import type { OrderDesk } from '../back-office/order-desk.ts'
import { type ChangeWatch, createChangeWatch } from '../back-office/watch-changes.ts'
import type { FailureKind } from '../contract/failures.ts'
import type { AppEnv } from '../http/app-env.ts'
import { mountBackOffice } from '../http/back-office/mount-back-office.ts'
import { createMarketplaceDesk } from '../marketplace/create-marketplace-desk.ts'
import type { CredentialCheck } from '../psp/psp-kind.ts'
import { createRegistry } from '../tenants/registry.ts'
import { ensureTenant } from '../tenants/tenant-store.ts'
import { aSealer, createFakeKind } from './app-world.ts'
import { noLimits, tenant } from './builders.ts'
import { createPaymentWorld, type PaymentWorld } from './payment-world.ts'

export type Answer = {
  status: number
  headers: Headers
  text: string
  /** The attributes of the answered resource. */
  attributes: Record<string, unknown>
  failure: FailureKind | null
  detail: string | null
  /** Where in the request each error points to. */
  pointers: (string | undefined)[]
  /** The labels of a failure that is a question. */
  confirm: object | null
}

type Asked = { headers?: Record<string, string>; body?: { type: string; attributes: object } }

/** The operator's API over a real database, with a PSP in memory and nothing that works by itself. */
export type BackOfficeWorld = PaymentWorld & {
  changes: ChangeWatch
  /** Asks as the operator, below `/back-office/api`. */
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  post(
    path: string,
    attributes: object,
    headers?: Record<string, string>,
  ): Promise<Answer & { replayed: boolean }>
  open(path: string): Promise<Response>
  shutdown: AbortController
}

const operatorToken = 'operator-token-for-these-tests'
const asOperator = { authorization: `Bearer ${operatorToken}` }

const accepted = (): CredentialCheck => ({
  kind: 'accepted',
  account: { id: 'acct_1', name: 'Lumen & Oak' },
})

export async function createBackOfficeWorld({
  orderDesk = null,
  marketplaceDesk = null,
  check = accepted,
  woken = () => {},
}: {
  orderDesk?: OrderDesk | null
  /** `stored`: what the database has of merchants and transfers. */
  marketplaceDesk?: MarketplaceDesk | 'stored' | null
  /** What the provider says to a secret key. */
  check?: (secretKey: string) => CredentialCheck
  woken?: (what: 'inbox' | 'messages') => void
} = {}): Promise<BackOfficeWorld> {
  const world = await createPaymentWorld()
  const changes = createChangeWatch(world.db, world.deps.onDefect)
  const shutdown = new AbortController()
  const app = new Hono<AppEnv>()
  app.use(async (c, next) => {
    const log = pino({ level: 'silent' })
    c.set('context', { requestId: 'r1', locale: 'en', log, refusal: null })
    await next()
  })
  mountBackOffice(app, {
    changes,
    shutdown: shutdown.signal,
    identity: {
      limiter: noLimits,
      hash: (_tenant, text) => text,
      trustedProxies: 0,
      defaultTenant: tenant.id,
      findTenant: world.deps.findTenant,
      tokens: { readReadToken: async () => null },
      verifyShopperToken: async () => null,
      verifyAppToken: null,
      appToken: { tenant: tenant.id, token: 'app-token' },
      operatorToken: { tenant: tenant.id, token: operatorToken },
      findTokenHolder: async () => null,
    },
    backOffice: {
      ...world.deps,
      orderDesk,
      marketplaceDesk:
        marketplaceDesk === 'stored' ? createMarketplaceDesk(world.db) : marketplaceDesk,
      app: await createApp(world, check),
      preOrderDeadlineMs: 30 * 60_000,
      readSession: async () => ({
        tenant: 'demo',
        merchantName: '',
        mode: 'test',
        isDemo: true,
        links: [],
      }),
      wakeInbox: () => woken('inbox'),
      wakeMessages: () => woken('messages'),
    },
  })
  const ask = async (method: string, path: string, { headers, body }: Asked): Promise<Answer> => {
    const response = await app.request(`/back-office/api${path}`, {
      method,
      headers: { ...asOperator, ...(body && { 'content-type': 'application/json' }), ...headers },
      ...(body && { body: JSON.stringify({ data: body }) }),
    })
    return toAnswer(response)
  }
  return {
    ...world,
    changes,
    shutdown,
    get: (path, headers = {}) => ask('GET', path, { headers }),
    post: async (path, attributes, headers = {}) => {
      const type = path.slice(1)
      const answer = await ask('POST', path, { headers, body: { type, attributes } })
      return { ...answer, replayed: answer.headers.get('idempotent-replayed') === 'true' }
    },
    open: async (path) => app.request(`/back-office/api${path}`, { headers: asOperator }),
    drop: async () => {
      shutdown.abort()
      await changes.stop()
      await world.drop()
    },
  }
}

/** A kind of provider in memory, which nothing is connected with yet. */
async function createApp({ db }: PaymentWorld, check: (secretKey: string) => CredentialCheck) {
  const deps = { db, kinds: [createFakeKind(check)], sealer: aSealer() }
  await ensureTenant(db, tenant.id, null)
  const registry = createRegistry(deps)
  return { ...deps, registry, publicUrl: 'https://pay.example', onNews: () => {} }
}

type Told = {
  data?: { attributes: Record<string, unknown> }
  errors?: {
    detail: string
    source?: { pointer?: string }
    meta: { kind: FailureKind; confirm?: object }
  }[]
}

async function toAnswer(response: Response): Promise<Answer> {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  const told = (isJson ? JSON.parse(text) : {}) as Told
  const error = told.errors?.at(-1)
  return {
    status: response.status,
    headers: response.headers,
    text,
    attributes: told.data?.attributes ?? {},
    failure: error?.meta.kind ?? null,
    detail: error?.detail ?? null,
    pointers: (told.errors ?? []).map(({ source }) => source?.pointer),
    confirm: error?.meta.confirm ?? null,
  }
}
