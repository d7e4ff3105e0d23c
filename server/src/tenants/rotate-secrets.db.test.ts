import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type AppWorld, aSealer, createAppWorld } from '../testing/app-world.ts'
import { configureApp } from './configure-app.ts'
import { createRegistry } from './registry.ts'
import { rotateSecrets } from './rotate-secrets.ts'
import { countByKey } from './sealed-store.ts'
import { makeSealingKey } from './sealing-key.ts'

const [before, now] = [makeSealingKey(), makeSealingKey()]

let world: AppWorld
beforeAll(async () => {
  world = await createAppWorld(aSealer(before))
})
beforeEach(async () => {
  await world.reset()
})
afterAll(() => world.drop())

const configure = (deps: AppWorld['deps'], given: Record<string, unknown>, tenant = 'lamps') =>
  configureApp(deps, { tenant, provider: null, given })

const connect = (tenant: string) =>
  configure(
    world.deps,
    { environment: 'test', secretKey: `sk-1-${tenant}`, webhookSecret: 'wh-one-a1' },
    tenant,
  )

const servedWith = async (sealer: ReturnType<typeof aSealer>, version: number) => {
  const registry = createRegistry({ ...world.deps, sealer })
  const payment = { tenant: 'lamps', provider: 'fake', mode: 'test' } as const
  return (await registry.findPsp({ ...payment, configurationVersion: version }))?.name
}

test('everything is sealed again with the new key, and the old one can go', async () => {
  await connect('lamps')
  await connect('chairs')
  await configure(world.deps, { pageTitle: 'Second version' })
  const both = aSealer(now, before)
  expect(await rotateSecrets({ db: world.db, sealer: both })).toEqual({ sealed: 3, unreadable: 0 })
  expect(await countByKey(world.db)).toEqual([{ keyId: both.keyId, count: 3 }])
  expect(await servedWith(aSealer(now), 1)).toBe('fake with sk-1-lamps')
  expect(await servedWith(aSealer(now), 2)).toBe('fake with sk-1-lamps')
  await expect(servedWith(aSealer(before), 1)).rejects.toThrow('not configured')
})

test('a second run finds nothing left to do', async () => {
  await connect('lamps')
  const both = { db: world.db, sealer: aSealer(now, before) }
  await rotateSecrets(both)
  expect(await rotateSecrets(both)).toEqual({ sealed: 0, unreadable: 0 })
})

test('what no key opens is counted and left as it is', async () => {
  await connect('lamps')
  const stored = await sql`select sealed from configurations`.execute(world.db)
  expect(await rotateSecrets({ db: world.db, sealer: aSealer(now) })).toEqual({
    sealed: 0,
    unreadable: 1,
  })
  expect((await sql`select sealed from configurations`.execute(world.db)).rows).toEqual(stored.rows)
})

test('configuring meanwhile, under either key, loses nothing', async () => {
  await connect('lamps')
  const both = { ...world.deps, sealer: aSealer(now, before) }
  const old = { ...world.deps, sealer: aSealer(before, now) }
  for (let round = 0; round < 3; round += 1) {
    await Promise.all([
      rotateSecrets(both),
      configure(round % 2 ? both : old, { pageTitle: `Round ${round}` }),
      servedWith(both.sealer, 1),
    ])
  }
  await rotateSecrets(both)
  const { rows } = await sql<{ version: number }>`
    select version from configurations order by version`.execute(world.db)
  expect(rows.map(({ version }) => version)).toEqual([1, 2, 3, 4])
  for (const { version } of rows)
    expect(await servedWith(aSealer(now), version)).toBe('fake with sk-1-lamps')
})

test('more rows than fit into one round', async () => {
  await connect('lamps')
  const sealer = aSealer(before)
  for (let version = 2; version <= 240; version += 1) {
    const sealed = sealer.seal('{}', `lamps/fake/test/${version}`)
    await sql`insert into configurations (tenant, provider, mode, version, visible, sealed, key_id)
      values ('lamps', 'fake', 'test', ${version}, '{}', ${sealed}, ${sealer.keyId})`.execute(
      world.db,
    )
  }
  expect(await rotateSecrets({ db: world.db, sealer: aSealer(now, before) })).toEqual({
    sealed: 240,
    unreadable: 0,
  })
})
