import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Cart } from '../shop/shop.ts'
import { someGuest } from '../testing/builders.ts'
import { createPaymentWorld, type PaymentWorld } from '../testing/payment-world.ts'
import type { IdempotencyClaim } from './idempotency.ts'
import { newTransactionId } from './new-id.ts'
import { findPayment } from './payment-store.ts'
import { startCartPayment } from './start-cart-payment.ts'
import { sweepOperations } from './sweep-operations.ts'

let world: PaymentWorld
let cart: Cart
beforeAll(async () => {
  world = await createPaymentWorld()
})
afterAll(() => world.drop())
beforeEach(() => {
  cart = aCart()
})

function aCart(): Cart {
  const id = newTransactionId()
  const made: Cart = {
    id,
    currency: 'EUR',
    countryCode: null,
    grandTotalMinor: 24_890,
    lines: [{ sku: 'fjord', name: 'Desk lamp', quantity: 1, amountMinor: 24_890 }],
    customer: { email: null, name: null },
    shippingOptions: [],
    idShipmentMethod: null,
  }
  world.carts.set(id, made)
  return made
}

const claimOf = (key: string, requestHash = 'same'): IdempotencyClaim => ({
  tenant: 'demo',
  caller: someGuest().owner,
  operation: 'startPayment',
  key,
  requestHash,
})

const start = (claim: IdempotencyClaim | null = null, shopper = someGuest(), deps = world.deps) =>
  startCartPayment(
    deps,
    { idCart: cart.id, payment: { paymentProviderName: 'sandbox', paymentMethodName: 'card' } },
    { shopper, claim, locale: 'en', asker: null },
  )

async function started(claim: IdempotencyClaim | null = null) {
  const result = await start(claim)
  if (!result.ok) throw new Error(result.failure.kind)
  return result.value
}

test('one request writes payment, operation, history and message, and calls the PSP once', async () => {
  const before = { ...world.psp.calls }
  const value = await started(claimOf('k-once'))
  expect(value.redirectUrl).toContain(value.transactionId)
  expect(world.psp.calls.initialise - before.initialise).toBe(1)
  expect(await world.messages(value.transactionId)).toEqual(['PaymentCreated'])
})

test('the same key answers the stored result, even after the cart is gone', async () => {
  const first = await start(claimOf('k-replay'))
  world.carts.delete(cart.id)
  const second = await start(claimOf('k-replay'))
  expect(second).toEqual({ ...first, replayed: true })
})

test('the same key for another request is refused', async () => {
  await started(claimOf('k-other'))
  expect(await start(claimOf('k-other', 'changed'))).toMatchObject({
    ok: false,
    failure: { kind: 'idempotency-key-reused' },
  })
})

test('eight requests at once for one cart, each with its own key, open one payment', async () => {
  const payments = await world.count('payments')
  const results = await Promise.all(
    Array.from({ length: 8 }, (_, index) => start(claimOf(`k-race-${cart.id}-${index}`))),
  )
  expect(await world.count('payments')).toBe(payments + 1)
  const ids = new Set(results.flatMap((result) => (result.ok ? [result.value.transactionId] : [])))
  expect(ids.size).toBe(1)
  for (const result of results) {
    if (!result.ok) expect(result.failure.kind).toBe('request-in-flight')
  }
})

test('a later request for the same cart, without a key, joins the payment', async () => {
  const first = await started()
  expect(await started()).toEqual(first)
})

test('the answer that was lost is unknown, and the retry finds the charge instead of a second one', async () => {
  world.psp.troubleNext('lost-after')
  const lost = await start(claimOf('k-lost'))
  expect(lost).toMatchObject({ ok: false, failure: { kind: 'outcome-unknown' } })
  const charges = world.psp.charges.size
  const retried = await started(claimOf('k-lost'))
  expect(world.psp.charges.size).toBe(charges)
  expect(retried.redirectUrl).not.toBeNull()
  expect(await world.messages(retried.transactionId)).toEqual(['PaymentCreated'])
})

test('a request that never arrived is asked again under the same operation', async () => {
  world.psp.troubleNext('lost-before')
  expect(await start(claimOf('k-before'))).toMatchObject({ failure: { kind: 'outcome-unknown' } })
  const payments = await world.count('payments')
  expect(await start(claimOf('k-before'))).toMatchObject({ ok: true })
  expect(await world.count('payments')).toBe(payments)
})

/** The PSP, which answers one kind of question only when it is let go. */
function holding(name: 'find' | 'initialise') {
  const asked = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  const { [name]: ask } = world.psp
  const answer = async (...parameters: Parameters<typeof ask>) => {
    // What is true when it is asked is what it will say.
    const early = name === 'find' ? Reflect.apply(ask, world.psp, parameters) : null
    asked.resolve()
    await gate.promise
    return early ?? Reflect.apply(ask, world.psp, parameters)
  }
  const psp = { ...world.psp, [name]: answer }
  return {
    deps: { ...world.deps, findPsp: async () => psp },
    asked: asked.promise,
    letGo: gate.resolve,
  }
}

const fallDue = () =>
  sql`update operations set due_at = now() where settled_at is null`.execute(world.db)

describe('when the answer to a start was lost before it arrived, and the sweep is at work', () => {
  beforeEach(async () => {
    world.psp.troubleNext('lost-before')
    expect(await start()).toMatchObject({ failure: { kind: 'outcome-unknown' } })
    await fallDue()
  })

  test('a shopper who asks again meanwhile gets the page of a payment that stays open', async () => {
    const swept = holding('find')
    const sweep = sweepOperations(swept.deps)
    await swept.asked
    const resumed = holding('initialise')
    const answer = start(null, someGuest(), resumed.deps)
    await resumed.asked
    swept.letGo()
    await sweep
    resumed.letGo()
    expect(await answer).toMatchObject({ ok: true, value: { status: 'new' } })
    const { transactionId, redirectUrl } = await started()
    expect(redirectUrl).toContain(transactionId)
    expect(world.psp.charges.get(transactionId)?.status).toBe('new')
  })

  test('who asks at the same moment does not ask the PSP too', async () => {
    const first = holding('initialise')
    const answer = start(null, someGuest(), first.deps)
    await first.asked
    const calls = { ...world.psp.calls }
    expect(await start()).toMatchObject({ failure: { kind: 'request-in-flight' } })
    await sweepOperations(world.deps)
    expect(world.psp.calls).toEqual(calls)
    first.letGo()
    expect(await answer).toMatchObject({ ok: true })
  })

  test('a look-up of the sweep that fails does not let a second one in', async () => {
    const swept = holding('find')
    const silent = async () => {
      await swept.deps.findPsp().then((psp) => psp.find('any'))
      return { kind: 'unknown', because: 'timeout' } as const
    }
    const sweep = sweepOperations({
      ...world.deps,
      findPsp: async () => ({ ...world.psp, find: silent }),
    })
    await swept.asked
    const first = holding('initialise')
    const answer = start(null, someGuest(), first.deps)
    await first.asked
    swept.letGo()
    await sweep
    expect(await start()).toMatchObject({ failure: { kind: 'request-in-flight' } })
    first.letGo()
    expect(await answer).toMatchObject({ ok: true })
  })

  test('who takes over and dies too holds the cart for half a minute, however long nobody answered before', async () => {
    await sql`update operations set attempts = 12 where settled_at is null`.execute(world.db)
    const dead = holding('initialise')
    const answer = start(null, someGuest(), dead.deps)
    await dead.asked
    await fallDue()
    await sweepOperations({ ...world.deps, findPsp: async () => null })
    const { rows } = await sql`
      select 1 from operations where settled_at is null and due_at > now() + interval '30 seconds'`.execute(
      world.db,
    )
    expect(rows).toEqual([])
    dead.letGo()
    await answer
  })

  test('what the sweep has released is opened anew', async () => {
    const payments = await world.count('payments')
    await sweepOperations(world.deps)
    const { redirectUrl } = await started()
    expect(redirectUrl).not.toBeNull()
    expect(await world.count('payments')).toBe(payments + 1)
  })
})

test('when the PSP is down nothing is stored under the key, and the retry pays', async () => {
  world.psp.troubleNext('not-sent')
  expect(await start(claimOf('k-down'))).toMatchObject({ failure: { kind: 'psp-unavailable' } })
  const retried = await start(claimOf('k-down'))
  expect(retried).toMatchObject({ ok: true })
  expect(retried.replayed).toBeUndefined()
})

test('a refusal by the PSP is a definite answer, and frees the cart', async () => {
  world.psp.troubleNext('refused')
  const refused = await start(claimOf('k-refused'))
  expect(refused).toMatchObject({ ok: false, failure: { kind: 'payment-refused' } })
  expect(await start(claimOf('k-refused'))).toEqual({ ...refused, replayed: true })
  expect(await start(claimOf('k-refused-2'))).toMatchObject({ ok: true })
})

test('a cart that grew gets a new payment, and the old one is canceled at the PSP first', async () => {
  const first = await started()
  world.carts.set(cart.id, { ...cart, grandTotalMinor: 30_000 })
  const second = await started()
  expect(second.transactionId).not.toBe(first.transactionId)
  expect(second.amountMinor).toBe(30_000)
  expect(world.psp.charges.get(first.transactionId)?.status).toBe('canceled')
  expect((await findPayment(world.db, 'demo', first.transactionId))?.status).toBe('canceled')
})

test('a cart that grew after the shopper paid is refused, and the payment stands', async () => {
  const first = await started()
  world.psp.move(first.transactionId, { status: 'authorized' })
  world.carts.set(cart.id, { ...cart, grandTotalMinor: 30_000 })
  expect(await start()).toMatchObject({ ok: false, failure: { kind: 'payment-differs' } })
  expect((await findPayment(world.db, 'demo', first.transactionId))?.status).toBe('authorized')
})

test('a webhook that is faster than the answer wins, and the answer agrees with it', async () => {
  const initialise = world.psp.initialise
  world.psp.initialise = async (request, operationId) => {
    const outcome = await initialise(request, operationId)
    await world.webhook('evt_fast', world.psp.move(request.reference, { status: 'authorized' }))
    return outcome
  }
  const value = await started(claimOf('k-fast'))
  world.psp.initialise = initialise
  expect(value.status).toBe('authorized')
  expect((await findPayment(world.db, 'demo', value.transactionId))?.status).toBe('authorized')
})

test('an eleventh attempt for one cart within the hour is turned away before the PSP is called', async () => {
  // Somebody to whom nothing was refused before: who tries is counted as well as the cart.
  const shopper = someGuest('eleventh')
  for (let attempt = 0; attempt < 10; attempt += 1) {
    world.psp.troubleNext('refused')
    await start(null, shopper)
  }
  const calls = world.psp.calls.initialise
  expect(await start(null, shopper)).toMatchObject({
    failure: { kind: 'too-many-attempts', retryAfterSeconds: 3600 },
  })
  expect(world.psp.calls.initialise).toBe(calls)
})
