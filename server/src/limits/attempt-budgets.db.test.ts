import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newTransactionId } from '../payments/new-id.ts'
import { recordCharge } from '../payments/record-charge.ts'
import { aGuest } from '../payments/shopper.ts'
import { startCartPayment } from '../payments/start-cart-payment.ts'
import { startOrderPayment } from '../payments/start-order-payment.ts'
import type { PspCharge } from '../psp/psp.ts'
import { createPaymentWorld, type PaymentWorld } from '../testing/payment-world.ts'
import { pruneFailedAttempts } from './attempt-store.ts'

let world: PaymentWorld
beforeAll(async () => {
  world = await createPaymentWorld()
})
afterAll(() => world.drop())
beforeEach(() => sql`truncate failed_attempts`.execute(world.db))

const fresh = () => newTransactionId()

type Asking = { guest?: string; cart?: string; asker?: string | null }

/** A start by somebody who is new in every way that is not given. */
function start({ guest = fresh(), cart = fresh(), asker = fresh() }: Asking = {}) {
  const lines = [{ sku: 'fjord', name: 'Desk lamp', quantity: 1, amountMinor: 24_890 }]
  world.carts.set(cart, {
    ...{ id: cart, currency: 'EUR', countryCode: null, grandTotalMinor: 24_890, lines },
    ...{ customer: { email: null, name: null }, shippingOptions: [], idShipmentMethod: null },
  })
  return startCartPayment(
    world.deps,
    { idCart: cart, payment: { paymentProviderName: 'sandbox', paymentMethodName: 'card' } },
    { shopper: aGuest('demo', guest), claim: null, locale: 'en', asker },
  )
}

async function opened(asking: Asking = {}): Promise<string> {
  const result = await start(asking)
  if (!result.ok) throw new Error(result.failure.kind)
  return result.value.transactionId
}

const tell = (charge: PspCharge, source: 'webhook' | 'return' = 'webhook') =>
  recordCharge(world.deps, { tenant: 'demo', charge, source, mode: 'test' })

/** The bank refuses a card, for the so many-th time. */
const declined = (transactionId: string, declines = 1) =>
  world.psp.move(transactionId, {
    ...{ status: 'authorization_failed', pspStatus: 'declined' },
    ...{ failureReason: 'declined', declines },
  })

async function failAt(asking: Asking, times: number): Promise<void> {
  for (let attempt = 0; attempt < times; attempt += 1) await tell(declined(await opened(asking)))
}

async function charged(): Promise<Record<string, number>> {
  const { rows } = await sql<{ kind: string; failed: number }>`
    select kind, sum(failed)::int as failed from failed_attempts group by kind`.execute(world.db)
  return Object.fromEntries(rows.map(({ kind, failed }) => [kind, Number(failed)]))
}

const spend = (kind: string, key: string, failed: number, minutesAgo = 0) =>
  sql`insert into failed_attempts (tenant, kind, key, failed, first_at)
    values ('demo', ${kind}, ${key}, ${failed}, now() - ${minutesAgo}::integer * interval '1 minute')`.execute(
    world.db,
  )

const spentFor = (retryAfterSeconds: number) => ({
  ok: false,
  failure: { kind: 'attempts-spent', retryAfterSeconds: expect.closeTo(retryAfterSeconds, -1) },
})

test.each([
  { who: 'a shopper', asking: { guest: 'guest-0123456789abcdefghij' }, max: 10 },
  { who: 'an address', asking: { asker: 'one-address' }, max: 30 },
])(
  '$who may fail $max times an hour, whatever else is new, and then nothing is opened at the PSP',
  async ({ asking, max }) => {
    await failAt(asking, max)
    const opens = world.psp.calls.initialise
    expect(await start(asking)).toEqual(spentFor(3600))
    expect(world.psp.calls.initialise).toBe(opens)
    expect(await start()).toMatchObject({ ok: true })
  },
)

test('cards that are refused on one page spend the budget of its cart, and the page stays as it is', async () => {
  const asking = { cart: fresh(), guest: fresh() }
  const transactionId = await opened(asking)
  for (let declines = 1; declines <= 10; declines += 1)
    await tell(declined(transactionId, declines))
  expect(await charged()).toEqual({ address: 10, cart: 10, shopper: 10, tenant: 10 })
  expect(await start(asking)).toMatchObject({ ok: true, value: { transactionId } })
  expect(await start({ guest: asking.guest })).toEqual(spentFor(3600))
})

test('who has paid after all is told so, however often they failed before', async () => {
  const asking = { cart: fresh(), guest: fresh() }
  const transactionId = await opened(asking)
  await tell(declined(transactionId, 10))
  await tell(world.psp.move(transactionId, { status: 'authorized', failureReason: null }))
  expect(await start(asking)).toMatchObject({ ok: true, value: { status: 'authorized' } })
})

test('one refusal counts once, however often and on whichever way it is told', async () => {
  const charge = declined(await opened())
  await Promise.all([tell(charge), tell(charge, 'return'), tell(charge)])
  await tell({ ...charge, sequence: charge.sequence + 1 })
  expect(await charged()).toMatchObject({ shopper: 1, tenant: 1 })
})

test('refusals whose news was lost are counted with the next news, a success as well', async () => {
  const transactionId = await opened()
  await tell(world.psp.move(transactionId, { status: 'authorized', declines: 4 }))
  expect(await charged()).toMatchObject({ shopper: 4 })
})

test('where a PSP does not count, each refusal that is news counts', async () => {
  const transactionId = await opened()
  const refusal = (failureReason: string) =>
    tell(world.psp.move(transactionId, { status: 'authorization_failed', failureReason }))
  await refusal('declined')
  await refusal('declined')
  await refusal('insufficient-funds')
  await tell(world.psp.move(transactionId, { status: 'authorized', failureReason: null }))
  expect(await charged()).toMatchObject({ shopper: 2 })
})

test('a payment that the PSP refuses to open counts, and one that it was not reached for does not', async () => {
  const guest = fresh()
  world.psp.troubleNext('not-sent')
  await start({ guest })
  expect(await charged()).toEqual({})
  world.psp.troubleNext('refused')
  await start({ guest })
  expect(await charged()).toEqual({ address: 1, cart: 1, shopper: 1, tenant: 1 })
})

test('the wait counts down from the first failure, and the budget is whole after an hour', async () => {
  const guest = fresh()
  await failAt({ guest }, 10)
  await sql`update failed_attempts set first_at = now() - interval '59 minutes'`.execute(world.db)
  expect(await start({ guest })).toEqual(spentFor(60))
  await sql`update failed_attempts set first_at = now() - interval '61 minutes'`.execute(world.db)
  await tell(declined(await opened({ guest })))
  expect(await charged()).toMatchObject({ shopper: 1, tenant: 1 })
})

test('while the tenant’s budget is spent, who has failed a little must wait, and who has not failed can pay', async () => {
  await spend('tenant', '', 999)
  const guest = fresh()
  const asker = fresh()
  await failAt({ guest }, 2)
  await failAt({ asker }, 3)
  expect(await start({ asker })).toEqual(spentFor(3600))
  expect(await start({ guest })).toMatchObject({ ok: true })
  await failAt({ guest }, 1)
  expect(await start({ guest })).toEqual(spentFor(3600))
  expect(await start()).toMatchObject({ ok: true })
})

test('what another tenant’s shoppers have spent says nothing here', async () => {
  await spend('shopper', 'x', 1)
  await sql`update failed_attempts set tenant = 'other', kind = 'address', key = 'same', failed = 30`.execute(
    world.db,
  )
  expect(await start({ asker: 'same' })).toMatchObject({ ok: true })
})

const startOrder = (customerReference: string, orderReference = fresh()) =>
  startOrderPayment(
    world.deps,
    {
      orderData: {
        ...{ orderReference, customerReference, currencyCode: 'EUR', grandTotal: 24_890 },
        paymentMethod: 'card',
        items: [{ idSalesOrderItem: '7', name: 'Desk lamp', quantity: 1, unitPrice: 24_890 }],
      },
    },
    { tenant: 'demo', claim: null },
  )

test('orders are charged to their shopper and to themselves, and to no address: they all come from the shop', async () => {
  const customer = fresh()
  for (let order = 0; order < 10; order += 1) {
    const started = await startOrder(customer)
    if (!started.ok) throw new Error(started.failure.kind)
    await tell(declined(started.value.transactionId))
  }
  expect(await charged()).toEqual({ cart: 10, shopper: 10, tenant: 10 })
  expect(await startOrder(customer)).toEqual(spentFor(3600))
  expect(await startOrder(fresh())).toMatchObject({ ok: true })
})

test('budgets that are whole again are deleted', async () => {
  await spend('shopper', 'long ago', 5, 61)
  await spend('shopper', 'just now', 5, 59)
  expect(await pruneFailedAttempts(world.db, 100)).toBe(1)
  expect(await charged()).toEqual({ shopper: 5 })
})
