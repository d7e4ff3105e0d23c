import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type AppWorld, aSealer, createAppWorld } from '../testing/app-world.ts'
import { configureApp } from './configure-app.ts'
import { disconnectApp } from './disconnect-app.ts'
import { createRegistry } from './registry.ts'
import { ensureTenant, hashToken, insertToken } from './tenant-store.ts'
import { makeTenantToken } from './tenant-token.ts'

let world: AppWorld
beforeAll(async () => {
  world = await createAppWorld()
})
beforeEach(async () => {
  await world.reset()
})
afterEach(() => {
  vi.useRealTimers()
})
afterAll(() => world.drop())

const key = { tenant: 'lamps', provider: 'fake', mode: 'test' } as const
const ofVersion = (configurationVersion: number) => ({ ...key, configurationVersion })

async function configure(given: Record<string, unknown>, tenant = 'lamps') {
  const result = await configureApp(world.deps, { tenant, provider: null, given })
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
}

const connect = (secretKey = 'sk-old-acme', webhookSecret = 'wh-first') =>
  configure({ environment: 'test', secretKey, webhookSecret })

/** Which secret key a payment of this version is served with. */
const servedWith = async (version: number) =>
  (await world.registry.findPsp(ofVersion(version)))?.name ?? null

test('a payment stays with the account that it began with', async () => {
  await connect('sk-old-acme')
  await configure({ secretKey: 'sk-new-other' })
  expect(await servedWith(1)).toBe('fake with sk-old-acme')
  expect(await servedWith(2)).toBe('fake with sk-new-other')
  expect(await servedWith(3)).toBeNull()
})

test('within one account the newest key is used, since rolling a key ends the one before', async () => {
  await connect('sk-old-acme')
  await configure({ secretKey: 'sk-rolled-acme' })
  await configure({ secretKey: 'sk-new-other' })
  expect(await servedWith(1)).toBe('fake with sk-rolled-acme')
  expect(await servedWith(2)).toBe('fake with sk-rolled-acme')
})

test('where the provider named no account, a payment is served with its own version', async () => {
  world.says({ kind: 'unknown', because: 'timeout' })
  await connect('sk-old-acme')
  await configure({ secretKey: 'sk-new-acme' })
  expect(await servedWith(1)).toBe('fake with sk-old-acme')
})

test('after disconnecting, payments that began before are served as they were', async () => {
  await connect()
  const wanted = { tenant: 'lamps', provider: null, mode: null, confirmations: [] }
  await disconnectApp(world.deps, wanted)
  expect(await servedWith(1)).toBe('fake with sk-old-acme')
})

test('webhooks are checked with every secret that is kept, the newest first and each once', async () => {
  await connect('sk-old-acme', 'wh-first')
  await configure({ webhookSecret: 'wh-second' })
  await configure({ pageTitle: 'Same secrets' })
  const psps = await world.registry.listPsps(key)
  const signed = (signature: string) =>
    psps.map(({ verifyWebhook }) => {
      const headers = { signature, id: 'evt_1' }
      return verifyWebhook({ rawBody: '{}', headers }, new Date()).ok
    })
  expect(signed('wh-second')).toEqual([true, false])
  expect(signed('wh-first')).toEqual([false, true])
  expect(signed('wh-other')).toEqual([false, false])
})

test('a secret that was replaced signs no webhook of its account a day later, and one of another account still does', async () => {
  await connect('sk-old-acme', 'wh-leaked')
  await configure({ webhookSecret: 'wh-second' })
  await configure({ secretKey: 'sk-new-other', webhookSecret: 'wh-other-1' })
  await configure({ webhookSecret: 'wh-other-2' })
  const accepted = async () => {
    world.registry.forget('lamps')
    const psps = await world.registry.listPsps(key)
    return ['wh-leaked', 'wh-second', 'wh-other-1', 'wh-other-2'].filter((signature) =>
      psps.some(
        ({ verifyWebhook }) =>
          verifyWebhook({ rawBody: '{}', headers: { signature, id: 'evt_1' } }, new Date()).ok,
      ),
    )
  }
  expect((await accepted()).length).toBe(4)
  await sql`update configurations set created_at = now() - interval '25 hours'`.execute(world.db)
  expect(await accepted()).toEqual(['wh-second', 'wh-other-2'])
})

test('nothing of another tenant, provider or mode is reached', async () => {
  await connect()
  await configure(
    { environment: 'test', secretKey: 'sk-b-chairs', webhookSecret: 'wh-chairs' },
    'chairs',
  )
  const { registry } = world
  expect(await registry.findPsp({ ...ofVersion(1), tenant: 'nobody' })).toBeNull()
  expect(await registry.findPsp({ ...ofVersion(1), provider: 'other' })).toBeNull()
  expect(await registry.findPsp({ ...ofVersion(1), mode: 'live' })).toBeNull()
  expect((await registry.findPsp({ ...ofVersion(1), tenant: 'chairs' }))?.name).toContain('chairs')
})

test('sealed secrets that were moved to another tenant open nothing', async () => {
  await connect()
  await sql`insert into configurations select 'chairs', provider, mode, version, account_id, visible, sealed, key_id
    from configurations where tenant = 'lamps'`.execute(world.db)
  await sql`insert into connections (tenant, provider, mode, status, version)
    values ('chairs', 'fake', 'test', 'CONNECTED', 1)`.execute(world.db)
  await expect(world.registry.findPsp({ ...ofVersion(1), tenant: 'chairs' })).rejects.toThrow()
})

test('what is known costs no round trip, and what another process changes is seen soon after', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  await connect()
  const { db, count } = counting()
  const elsewhere = createRegistry({ ...world.deps, db })
  await elsewhere.findTenant('lamps')
  const asked = count()
  await elsewhere.findTenant('lamps')
  expect(count()).toBe(asked)
  await configure({ methods: [{ method: 'wallet' }] })
  vi.advanceTimersByTime(6_000)
  expect((await elsewhere.findTenant('lamps'))?.methods.map(({ method }) => method)).toEqual([
    'wallet',
  ])
})

test('many who ask at once cause one reading', async () => {
  await connect()
  const alone = counting()
  await createRegistry({ ...world.deps, db: alone.db }).findTenant('lamps')
  const { db, count } = counting()
  const fresh = createRegistry({ ...world.deps, db })
  await Promise.all(Array.from({ length: 20 }, () => fresh.findTenant('lamps')))
  expect(count()).toBe(alone.count())
})

/** The same database, with the statements counted that go through here. */
function counting() {
  let statements = 0
  const db = world.db.withPlugin({
    transformQuery: ({ node }) => {
      statements += 1
      return node
    },
    transformResult: async ({ result }) => result,
  })
  return { db, count: () => statements }
}

test('a stored token is good for its tenant and its kind, and for nothing else', async () => {
  const token = makeTenantToken('lamps')
  await insertToken(world.db, 'lamps', { kind: 'app', hash: hashToken(token) })
  const { registry } = world
  registry.forget('lamps')
  expect(await registry.findTokenHolder('app', token)).toBe('lamps')
  expect(await registry.findTokenHolder('operator', token)).toBeNull()
  expect(await registry.findTokenHolder('app', token.replace('lamps', 'chairs'))).toBeNull()
  expect(await registry.findTokenHolder('app', makeTenantToken('lamps'))).toBeNull()
  expect(await registry.findTokenHolder('app', 'lamps')).toBeNull()
})

test('a key that is not configured any more is named, and nothing is guessed', async () => {
  await connect()
  const other = createRegistry({ ...world.deps, sealer: aSealer() })
  await expect(other.findPsp(ofVersion(1))).rejects.toThrow('which is not configured')
})

test('a tenant that nobody knows is not remembered', async () => {
  expect(await world.registry.findTenant('new-one')).toBeNull()
  await ensureTenant(world.db, 'new-one', 'New')
  expect(await world.registry.findTenant('new-one')).toMatchObject({
    standing: 'not-configured',
    methods: [],
  })
})

test('a connection whose secrets cannot be opened takes nothing from the others, and is told', async () => {
  await connect()
  await configure({ environment: 'live', secretKey: 'sk-live-acme', webhookSecret: 'wh-live-acme' })
  await sql`update configurations set sealed = 'v1.lost.AAAA.AAAA.AAAA', key_id = 'lost' where mode = 'test'`.execute(
    world.db,
  )
  const defects: unknown[] = []
  const onDefect = (error: unknown) => void defects.push(error)
  const registry = createRegistry({ ...world.deps, onDefect })
  expect((await registry.findTenant('lamps'))?.methods.length).toBe(2)
  expect((await registry.findPsp({ ...ofVersion(1), mode: 'live' }))?.name).toContain('live')
  expect((await registry.listPsps({ ...key, mode: 'live' })).length).toBe(1)
  // Not null: an operation of such a payment is tried again, and not given up.
  await expect(registry.findPsp(ofVersion(1))).rejects.toThrow('not configured')
  await expect(registry.listPsps(key)).rejects.toThrow('not configured')
  expect(defects.map(String)).toEqual([expect.stringContaining('fake/test of lamps')])
})

test('secrets that cannot be opened are given again, and payments of the account go on', async () => {
  await connect('sk-old-acme')
  await sql`update configurations set sealed = 'v1.lost.AAAA.AAAA.AAAA', key_id = 'lost'`.execute(
    world.db,
  )
  const given = { pageTitle: 'Without secrets' }
  expect(await configureApp(world.deps, { tenant: 'lamps', provider: null, given })).toMatchObject({
    failure: { problems: [{ field: 'secretKey' }, { field: 'webhookSecret' }] },
  })
  await configure({ secretKey: 'sk-again-acme', webhookSecret: 'wh-again' })
  expect(await servedWith(1)).toBe('fake with sk-again-acme')
  expect((await world.registry.listPsps(key)).length).toBe(1)
})

test('a payment whose secrets were erased is served again once its account is connected again', async () => {
  await connect('sk-old-acme')
  await sql`update configurations set sealed = null, key_id = null`.execute(world.db)
  world.registry.forget('lamps')
  expect(await servedWith(1)).toBeNull()
  await configure({ secretKey: 'sk-again-acme', webhookSecret: 'wh-again' })
  expect(await servedWith(1)).toBe('fake with sk-again-acme')
})

test('a payment that another process began with a newer version is served at once', async () => {
  await connect()
  const elsewhere = createRegistry(world.deps)
  await elsewhere.findPsp(ofVersion(1))
  await configure({ secretKey: 'sk-new-other' })
  expect((await elsewhere.findPsp(ofVersion(2)))?.name).toBe('fake with sk-new-other')
})

test('what strangers make up is not looked for, and not remembered', async () => {
  await connect()
  const { db, count } = counting()
  const registry = createRegistry({ ...world.deps, db })
  await registry.findTenant('lamps')
  const asked = count()
  for (const provider of ['other', 'fake ', '', 'fake/live'])
    expect(await registry.listPsps({ ...key, provider })).toEqual([])
  expect(await registry.findTenant('no such name')).toBeNull()
  expect(await registry.findTenant('x'.repeat(65))).toBeNull()
  expect(count()).toBe(asked)
})
