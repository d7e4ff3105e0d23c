import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newOperationId } from '../payments/new-id.ts'
import { anOnboarding, keepMerchantNews, tellOfMerchant } from '../testing/marketplace.ts'
import { aConnection, createPaymentWorld, type PaymentWorld } from '../testing/payment-world.ts'
import { findMerchant } from './merchant-store.ts'
import { onboardMerchant } from './onboard-merchant.ts'
import { reconcileMerchants } from './reconcile-merchants.ts'

let world: PaymentWorld
beforeAll(async () => {
  world = await createPaymentWorld()
})
afterAll(() => world.drop())

const newReference = () => `MER-${newOperationId()}`

const onboard = (merchantReference: string, changes: object = {}) =>
  onboardMerchant(world.deps, anOnboarding(merchantReference, changes))

async function onboarded(merchantReference = newReference()) {
  const result = await onboard(merchantReference)
  if (!result.ok) throw new Error(result.failure.kind)
  return result.value
}

/** What the shop was told of a merchant, the oldest first. */
async function told(merchantReference: string): Promise<string[]> {
  const { rows } = await sql<{ status: string }>`
    select payload ->> 'status' as status from messages where name = 'MerchantAppOnboardingStatusChanged'
      and payload ->> 'merchantReference' = ${merchantReference} order by id`.execute(world.db)
  return rows.map(({ status }) => status)
}

const known = (merchantReference: string) =>
  findMerchant(world.db, { tenant: 'demo', provider: 'sandbox', mode: 'test', merchantReference })

const stateOf = async (eventId: string) => (await world.waiting(eventId)).rows[0]

test('a new merchant gets an account and a page, a known one another page of the same account', async () => {
  const first = await onboarded()
  expect(first).toMatchObject({ isNew: true, name: 'Oak Workshop', status: 'incomplete' })
  const again = await onboarded(first.merchantReference)
  expect(again).toMatchObject({ isNew: false, status: 'incomplete' })
  expect(again.url).not.toBe(first.url)
  const { calls } = world.psp
  expect(calls.createMerchant).toBe(1)
  expect(await told(first.merchantReference)).toEqual([])
})

test('a merchant who is asked for several times at once has one account', async () => {
  const merchantReference = newReference()
  const accounts = world.psp.accounts.size
  const results = await Promise.all(Array.from({ length: 5 }, () => onboard(merchantReference)))
  expect(results.map(({ ok }) => ok)).toEqual([true, true, true, true, true])
  expect(results.filter((result) => result.ok && result.value.isNew)).toHaveLength(1)
  expect(world.psp.accounts.size).toBe(accounts + 1)
})

test.each(['lost-after', 'lost-before', 'not-sent'] as const)(
  'an account whose opening is %s is looked up before it is asked for again',
  async (trouble) => {
    const merchantReference = newReference()
    world.psp.troubleNext(trouble)
    expect(await onboard(merchantReference)).toEqual({
      ok: false,
      failure: { kind: 'psp-unavailable' },
    })
    const lookUps = world.psp.calls.findMerchant
    const created = world.psp.calls.createMerchant
    expect(await onboarded(merchantReference)).toMatchObject({ isNew: false })
    expect(world.psp.calls.findMerchant).toBe(lookUps + 1)
    expect(world.psp.calls.createMerchant).toBe(created + (trouble === 'lost-after' ? 0 : 1))
  },
)

test('whom the provider refuses stays known, and can be asked for again under another id', async () => {
  const merchantReference = newReference()
  const idOf = async () => (await known(merchantReference))?.operationId
  world.psp.troubleNext('refused')
  expect(await onboard(merchantReference)).toMatchObject({ failure: { kind: 'merchant-refused' } })
  expect(await known(merchantReference)).toMatchObject({ pspStatus: 'refused', pspReference: null })
  const before = await idOf()
  world.psp.troubleNext('refused')
  await onboard(merchantReference)
  expect(await idOf()).not.toBe(before)
  expect(await onboarded(merchantReference)).toMatchObject({ isNew: false })
})

test('a page that the provider refuses, or does not answer for, is told so', async () => {
  const { merchantReference } = await onboarded()
  world.psp.troubleNext('refused')
  expect(await onboard(merchantReference)).toMatchObject({ failure: { kind: 'merchant-refused' } })
  world.psp.troubleNext('not-sent')
  expect(await onboard(merchantReference)).toMatchObject({ failure: { kind: 'psp-unavailable' } })
})

test('a header that names another merchant, or none, and addresses that are not allowed, open nothing', async () => {
  const accounts = world.psp.accounts.size
  const mismatch = { failure: { kind: 'merchant-mismatch' } }
  expect(await onboard(newReference(), { named: 'MER-OTHER' })).toMatchObject(mismatch)
  expect(await onboard(newReference(), { named: null })).toMatchObject(mismatch)
  for (const field of ['successUrl', 'refreshUrl', 'errorUrl']) {
    const { urls } = anOnboarding('')
    const forbidden = { urls: { ...urls, [field]: 'https://evil.example/' } }
    expect(await onboard(newReference(), forbidden)).toEqual({
      ok: false,
      failure: { kind: 'return-url-not-allowed', source: { pointer: `/${field}` } },
    })
  }
  expect(world.psp.accounts.size).toBe(accounts)
})

test('the live connection is the one as soon as there is one; what cannot be chosen is told', async () => {
  const live = aConnection({ mode: 'live' })
  const over = aConnection({ status: 'DISCONNECTED' })
  const other = aConnection({ provider: 'other' })
  const ask = (connections: ReturnType<typeof aConnection>[], hasMarketplace = true) =>
    onboardMerchant(
      {
        ...world.deps,
        listConnections: async () => connections,
        findMerchants: async () => (hasMarketplace ? world.psp.merchants : null),
      },
      anOnboarding('MER-CHOICE'),
    )
  expect(await ask([])).toMatchObject({ failure: { kind: 'tenant-not-configured' } })
  expect(await ask([over])).toMatchObject({ failure: { kind: 'tenant-disconnected' } })
  expect(await ask([aConnection()], false)).toMatchObject({
    failure: { kind: 'marketplace-not-supported' },
  })
  expect(await ask([aConnection(), other])).toMatchObject({
    failure: { kind: 'connection-ambiguous' },
  })
  expect(await ask([aConnection(), live, over])).toMatchObject({ ok: true })
  const chosen = await sql<{ mode: string }>`
    select mode from merchants where merchant_reference = 'MER-CHOICE'`.execute(world.db)
  expect(chosen.rows).toEqual([{ mode: 'live' }])
})

test('what the provider says of an account is told to the shop once, when it changes', async () => {
  const { merchantReference } = await onboarded()
  const pending = world.psp.moveMerchant(merchantReference, { status: 'pending' })
  await tellOfMerchant(world, pending, 'evt_pending')
  await tellOfMerchant(world, pending, 'evt_pending_again')
  await tellOfMerchant(world, world.psp.moveMerchant(merchantReference, { missing: [] }))
  const enabled = { status: 'enabled', canBePaid: true } as const
  await tellOfMerchant(world, world.psp.moveMerchant(merchantReference, enabled))
  expect(await told(merchantReference)).toEqual(['pending', 'enabled'])
  expect(await known(merchantReference)).toMatchObject({ ...enabled, missing: [] })
  expect(await stateOf('evt_pending')).toEqual({ state: 'applied', note: null })
  expect(await stateOf('evt_pending_again')).toEqual({ state: 'ignored', note: 'known' })
})

test('older news changes nothing', async () => {
  const { merchantReference } = await onboarded()
  const pending = world.psp.moveMerchant(merchantReference, { status: 'pending' })
  await tellOfMerchant(world, world.psp.moveMerchant(merchantReference, { status: 'rejected' }))
  await tellOfMerchant(world, pending, 'evt_older')
  expect(await told(merchantReference)).toEqual(['rejected'])
  expect(await stateOf('evt_older')).toEqual({ state: 'ignored', note: 'older' })
})

test('several events of one merchant are applied in the order in which they came', async () => {
  const { merchantReference } = await onboarded()
  for (const status of ['pending', 'restricted', 'enabled'] as const) {
    const merchant = world.psp.moveMerchant(merchantReference, { status })
    await keepMerchantNews(world, merchant, `evt_${status}_${merchantReference}`)
  }
  await world.applyDue()
  expect(await told(merchantReference)).toEqual(['pending', 'restricted', 'enabled'])
})

test('news of a merchant whom nobody knows yet waits, and is applied once it is known', async () => {
  const merchantReference = newReference()
  await world.psp.merchants.create({ merchantReference, name: 'Early' }, 'op_early')
  const pending = world.psp.moveMerchant(merchantReference, { status: 'pending' })
  await tellOfMerchant(world, pending, 'evt_early')
  expect(await stateOf('evt_early')).toEqual({ state: 'waiting', note: 'waits-for-merchant' })
  await onboarded(merchantReference)
  await world.applyDue()
  expect(await stateOf('evt_early')).toMatchObject({ state: 'ignored', note: 'known' })
  expect(await told(merchantReference)).toEqual(['pending'])
})

test('a merchant of the same name of another tenant is not touched', async () => {
  const { merchantReference } = await onboarded()
  await sql`
    insert into merchants (tenant, provider, mode, merchant_reference, name, status, psp_reference, operation_id)
    values ('other', 'sandbox', 'test', ${merchantReference}, '', 'incomplete', 'mer_other', 'op_other')`.execute(
    world.db,
  )
  await tellOfMerchant(world, world.psp.moveMerchant(merchantReference, { status: 'rejected' }))
  const { rows } = await sql<{ tenant: string; status: string }>`
    select tenant, status from merchants where merchant_reference = ${merchantReference} order by tenant`.execute(
    world.db,
  )
  expect(rows).toEqual([
    { tenant: 'demo', status: 'rejected' },
    { tenant: 'other', status: 'incomplete' },
  ])
})

const fallDue = () =>
  sql`update merchants set look_up_due_at = now() where look_up_due_at is not null`

test('a merchant whose news is lost is looked up, until there is nothing left to wait for', async () => {
  const { merchantReference } = await onboarded()
  await fallDue().execute(world.db)
  world.psp.moveMerchant(merchantReference, { status: 'pending' })
  expect(await reconcileMerchants(world.deps)).toBeGreaterThan(0)
  expect(await told(merchantReference)).toEqual(['pending'])
  expect(await reconcileMerchants(world.deps)).toBe(0)
  await fallDue().execute(world.db)
  world.psp.moveMerchant(merchantReference, { status: 'enabled', canBePaid: true })
  await reconcileMerchants(world.deps)
  expect(await told(merchantReference)).toEqual(['pending', 'enabled'])
  const waiting = await sql`
    select 1 from merchants where merchant_reference = ${merchantReference} and look_up_due_at is not null`.execute(
    world.db,
  )
  expect(waiting.rows).toEqual([])
})

test('an account whose opening nobody heard of is found by a worker as well', async () => {
  const merchantReference = newReference()
  world.psp.troubleNext('lost-after')
  await onboard(merchantReference)
  await fallDue().execute(world.db)
  await reconcileMerchants(world.deps)
  expect((await known(merchantReference))?.pspReference).toBe(`mer_of_${merchantReference}`)
})

test.each([null, ''])(
  'a merchant without a name (%j) is named after its reference',
  async (name) => {
    const merchantReference = newReference()
    expect(await onboard(merchantReference, { name })).toMatchObject({
      ok: true,
      value: { isNew: true, name: merchantReference },
    })
  },
)

test('a merchant keeps its name when it comes without one, and takes a new one', async () => {
  const { merchantReference } = await onboarded()
  for (const name of [null, '']) {
    const again = await onboard(merchantReference, { name })
    expect(again).toMatchObject({ ok: true, value: { name: 'Oak Workshop' } })
  }
  const renamed = await onboard(merchantReference, { name: 'Oak & Sons' })
  expect(renamed).toMatchObject({ ok: true, value: { name: 'Oak & Sons' } })
})

test('a merchant whom the provider no longer knows, after another account was connected, begins anew there', async () => {
  const { merchantReference } = await onboarded()
  const enabled = { status: 'enabled', canBePaid: true } as const
  await tellOfMerchant(world, world.psp.moveMerchant(merchantReference, enabled))
  world.psp.accounts.delete(merchantReference)
  const created = world.psp.calls.createMerchant
  const again = await onboarded(merchantReference)
  expect(again).toMatchObject({ isNew: false, status: 'incomplete' })
  expect(world.psp.calls.createMerchant).toBe(created + 1)
  expect(await told(merchantReference)).toEqual(['enabled', 'incomplete'])
  expect(await known(merchantReference)).toMatchObject({ status: 'incomplete', canBePaid: false })
  const pending = world.psp.moveMerchant(merchantReference, { status: 'pending' })
  await tellOfMerchant(world, pending)
  expect(await told(merchantReference)).toEqual(['enabled', 'incomplete', 'pending'])
})
