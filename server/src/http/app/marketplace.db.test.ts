import { Hono } from 'hono'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { onboardMerchant } from '../../contract/app/onboarding.ts'
import { transferPayments } from '../../contract/app/transfers.ts'
import { type FailureKind, failures } from '../../contract/failures.ts'
import { createLog } from '../../log.ts'
import { newOperationId } from '../../payments/new-id.ts'
import type { Payment } from '../../payments/payment.ts'
import { noLimits, tenant } from '../../testing/builders.ts'
import { aCapturedOrder, aMerchant } from '../../testing/marketplace.ts'
import { aConnection, createPaymentWorld, type PaymentWorld } from '../../testing/payment-world.ts'
import type { AppEnv } from '../app-env.ts'
import type { EdgeDeps } from '../identify-request.ts'
import { createMarketplaceHandlers } from './marketplace-routes.ts'
import { mountApp } from './mount-app.ts'

const contract = [transferPayments, onboardMerchant] as const
const token = 'a-token-of-the-shop'

let world: PaymentWorld
let app: Hono<AppEnv>
let oak: string
/** What the tenant's provider is asked through, until the end of a test. */
let replaced: Partial<PaymentWorld['deps']> = {}
const seen = new Map<string, Set<FailureKind>>(contract.map(({ id }) => [id, new Set()]))

beforeAll(async () => {
  world = await createPaymentWorld()
  oak = await aMerchant(world, 'MER-OAK')
  app = new Hono<AppEnv>({ strict: false })
  const log = createLog('silent')
  app.use(async (c, next) => {
    c.set('context', { requestId: 'r1', locale: 'en', log, refusal: null })
    await next()
  })
  const { deps } = world
  const handlers = createMarketplaceHandlers({
    ...deps,
    listConnections: (id) => (replaced.listConnections ?? deps.listConnections)(id),
    findTransfers: (payment) => (replaced.findTransfers ?? deps.findTransfers)(payment),
    findMerchants: (connection) => (replaced.findMerchants ?? deps.findMerchants)(connection),
  })
  mountApp(app, contract, handlers, identity)
})
afterEach(() => {
  replaced = {}
})
afterAll(() => world.drop())

const identity: EdgeDeps = {
  limiter: noLimits,
  hash: (_tenant, text) => text,
  trustedProxies: 0,
  defaultTenant: tenant.id,
  findTenant: async (id) => (id === tenant.id ? tenant : null),
  tokens: { readReadToken: async () => null },
  verifyShopperToken: async () => null,
  verifyAppToken: null,
  appToken: { tenant: tenant.id, token },
  operatorToken: { tenant: tenant.id, token: 'operator' },
  findTokenHolder: async () => null,
}

type Told = { code: string; status: number; message: string }

async function send(path: string, body: object, headers: Record<string, string> = {}) {
  const response = await app.request(path, {
    method: 'POST',
    headers: {
      ...{ 'content-type': 'application/json', authorization: `Bearer ${token}` },
      ...{ 'x-tenant-identifier': tenant.id, ...headers },
    },
    body: JSON.stringify(body),
  })
  const json = (await response.json()) as never
  return { status: response.status, headers: response.headers, json }
}

type Answer = Awaited<ReturnType<typeof send>>

/** The failures of an answer, in either shape; remembered, so that none of the contract is left out. */
function failureOf(id: string, { json }: Answer): FailureKind | null {
  const all: Told[] = Array.isArray(json) ? json : ((json as { errors?: Told[] }).errors ?? [])
  const code = all.at(-1)?.code
  const found = Object.entries(failures).find(([, entry]) => entry.code === code)
  // The catalogue has each code once, so its key is the kind.
  const kind = (found?.[0] ?? null) as FailureKind | null
  if (kind) seen.get(id)?.add(kind)
  return kind
}

const itemOf = ({ orderReference }: Payment, changes: object = {}) => ({
  type: 'order-item',
  ...{ merchant_reference: oak, order_reference: orderReference },
  ...{ item_reference: newOperationId(), amount: '1000', transfer_id: null },
  ...changes,
})

type Transfers = { transfers: { transferId: string; isSuccessful: boolean; amount: string }[] }

const transfer = (body: object, headers: Record<string, string> = {}) =>
  send('/payments/transfers', body, headers)

const refusedAs = async (body: object, headers: Record<string, string> = {}) =>
  failureOf('transferPayments', await transfer(body, headers))

test('a shop sends its items under both names, in snake case, with amounts as text', async () => {
  const order = await aCapturedOrder(world)
  const items = [itemOf(order)]
  const answer = await transfer({ orderItems: items, paymentTransmissionItems: items })
  expect(answer.status).toBe(200)
  expect(answer.json).toEqual({
    transfers: [
      {
        ...{ isSuccessful: true, failureMessage: null, failureReason: null },
        ...{ merchantReference: oak, orderReference: order.orderReference, amount: '1000' },
        transferId: expect.stringMatching(/^tr_.{22}$/),
        paymentTransmissionItems: [
          {
            ...{ merchantReference: oak, orderReference: order.orderReference },
            ...{ itemReference: items[0]?.item_reference, amount: '1000' },
          },
        ],
      },
    ],
  })
})

test('camel case, numbers, either name, and the path that shops use, mean the same', async () => {
  const order = await aCapturedOrder(world)
  const { orderReference } = order
  const itemReference = newOperationId()
  const item = { merchantReference: oak, orderReference, itemReference, amount: 1_000 }
  const first = await send('/private/payments/transfers', { paymentTransmissionItems: [item] })
  const [paid] = (first.json as Transfers).transfers
  const again = await transfer({ orderItems: [{ ...item, transferId: '' }] })
  expect(again.json).toEqual(first.json)
  const back = { ...item, transferId: paid?.transferId, amount: '-1000' }
  const reversed = await transfer({ orderItems: [back] })
  expect(reversed.json).toMatchObject({
    transfers: [
      { isSuccessful: true, amount: '-1000', paymentTransmissionItems: [{ amount: '-1000' }] },
    ],
  })
})

test('a transfer that fails is told with its reason, and the others are made', async () => {
  const order = await aCapturedOrder(world)
  const missing = itemOf(order, { merchant_reference: 'MER-NOBODY' })
  const answer = await transfer({ orderItems: [missing, itemOf(order)] })
  expect(answer.status).toBe(200)
  expect(answer.json).toMatchObject({
    transfers: [
      {
        ...{ isSuccessful: false, failureReason: 'merchant-not-found', transferId: null },
        failureMessage: 'Merchant with reference "MER-NOBODY" not found.',
      },
      { isSuccessful: true },
    ],
  })
})

test.each([
  [{ amount: '1000', transfer_id: 'tr_1' }, 'must be negative'],
  [{ amount: '-1000' }, 'must be positive'],
  [{ amount: '0' }, 'must not be 0'],
  [{ amount: '10.00' }, 'integer in minor units'],
  [{ amount: 1.5 }, 'integer in minor units'],
  [{ merchant_reference: '' }, '>=1 characters'],
])('an item with %j is refused by name: %s', async (changes, message) => {
  const order = await aCapturedOrder(world)
  const item = itemOf(order, changes)
  const answer = await transfer({ orderItems: [itemOf(order), item] })
  expect(failureOf('transferPayments', answer)).toBe('validation-failed')
  const [told] = answer.json as Told[]
  expect(told?.message).toMatch(/^orderItems\.1\./)
  expect(told?.message).toContain(message)
})

test('two lists that differ, none, an empty one, and an item twice, are refused', async () => {
  const order = await aCapturedOrder(world)
  const item = itemOf(order)
  const other = { ...item, amount: '1' }
  for (const body of [
    { orderItems: [item], paymentTransmissionItems: [other] },
    {},
    { orderItems: [] },
    { orderItems: [item, item] },
  ]) {
    expect(await refusedAs(body)).toBe('validation-failed')
  }
})

test('a key replays what succeeded; what failed is tried again under it', async () => {
  const order = await aCapturedOrder(world)
  const body = { orderItems: [itemOf(order)] }
  const key = { 'idempotency-key': newOperationId() }
  world.psp.troubleNext('refused')
  expect((await transfer(body, key)).json).toMatchObject({ transfers: [{ isSuccessful: false }] })
  const paid = await transfer(body, key)
  expect(paid.json).toMatchObject({ transfers: [{ isSuccessful: true }] })
  expect(paid.headers.get('idempotent-replayed')).toBeNull()
  const replayed = await transfer(body, key)
  expect(replayed.headers.get('idempotent-replayed')).toBe('true')
  expect(replayed.json).toEqual(paid.json)
  expect(await refusedAs({ orderItems: [itemOf(order)] }, key)).toBe('idempotency-key-reused')
})

test('a request whose first one is still running is told to come back', async () => {
  const order = await aCapturedOrder(world)
  const body = { orderItems: [itemOf(order)] }
  const key = { 'idempotency-key': newOperationId() }
  const asked = Promise.withResolvers<void>()
  const answered = Promise.withResolvers<void>()
  replaced = {
    findTransfers: async () => {
      asked.resolve()
      await answered.promise
      return world.psp.transfers
    },
  }
  const first = transfer(body, key)
  await asked.promise
  expect(await refusedAs(body, key)).toBe('request-in-flight')
  answered.resolve()
  expect((await first).json).toMatchObject({ transfers: [{ isSuccessful: true }] })
})

test('a tenant without a provider, and one without a marketplace, transfer nothing', async () => {
  const body = { orderItems: [itemOf(await aCapturedOrder(world))] }
  replaced = { listConnections: async () => [] }
  expect(await refusedAs(body)).toBe('tenant-not-configured')
  replaced = { findTransfers: async () => null }
  expect(await refusedAs(body)).toBe('marketplace-not-supported')
})

const page = 'http://localhost:4000/merchant-app'

const onboard = (
  merchantReference: string,
  changes: object = {},
  named: Record<string, string> = { 'x-merchant-reference': merchantReference },
) =>
  send(
    '/private/merchants/onboarding',
    {
      merchant: { merchantReference, name: 'Oak Workshop' },
      ...{ successUrl: `${page}/success`, refreshUrl: `${page}/refresh` },
      ...{ cancelUrl: `${page}/cancel`, errorUrl: `${page}/error` },
      ...changes,
    },
    named,
  )

const notOnboarded = async (...asked: Parameters<typeof onboard>) =>
  failureOf('onboardMerchant', await onboard(...asked))

test('a new merchant is answered with 201, a known one with 200 and another page', async () => {
  const reference = newOperationId()
  const first = await onboard(reference)
  expect(first.status).toBe(201)
  expect(first.json).toEqual({
    ...{ merchantReference: reference, name: 'Oak Workshop', status: 'incomplete' },
    ...{ strategy: 'redirect', url: expect.stringContaining('http://psp.test/onboarding/') },
  })
  const again = await onboard(reference)
  expect(again.status).toBe(200)
  expect(again.json).not.toEqual(first.json)
})

test('what is wrong with an onboarding is told below errors', async () => {
  const reference = newOperationId()
  const mismatch = await onboard(reference, {}, { 'x-merchant-reference': 'MER-OTHER' })
  expect(mismatch).toMatchObject({ status: 422, json: { errors: [{ code: '4127' }] } })
  expect(failureOf('onboardMerchant', mismatch)).toBe('merchant-mismatch')
  expect(await notOnboarded(reference, {}, {})).toBe('merchant-mismatch')
  const elsewhere = { refreshUrl: 'https://evil.example/' }
  expect(await notOnboarded(reference, elsewhere)).toBe('return-url-not-allowed')
  world.psp.troubleNext('refused')
  const refused = await onboard(reference)
  expect(refused).toMatchObject({ status: 412, json: { errors: [{ code: '4128' }] } })
  expect(failureOf('onboardMerchant', refused)).toBe('merchant-refused')
  world.psp.troubleNext('not-sent')
  expect(await notOnboarded(reference)).toBe('psp-unavailable')
})

test('a tenant whose marketplace cannot be told is asked to say more', async () => {
  replaced = { listConnections: async () => [] }
  expect(await notOnboarded('MER-1')).toBe('tenant-not-configured')
  replaced = { listConnections: async () => [aConnection({ status: 'DISCONNECTED' })] }
  expect(await notOnboarded('MER-1')).toBe('tenant-disconnected')
  replaced = { findMerchants: async () => null }
  expect(await notOnboarded('MER-1')).toBe('marketplace-not-supported')
  replaced = {
    listConnections: async () => [aConnection(), aConnection({ provider: 'other' })],
    findMerchants: async () => world.psp.merchants,
  }
  expect(await notOnboarded('MER-1')).toBe('connection-ambiguous')
})

test('every failure of the contract has been produced', () => {
  for (const { id, failures: declared } of contract)
    expect([...(seen.get(id) ?? [])]).toEqual(expect.arrayContaining([...declared]))
})
