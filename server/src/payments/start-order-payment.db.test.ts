import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPaymentWorld, type PaymentWorld } from '../testing/payment-world.ts'
import { newTransactionId } from './new-id.ts'
import { findPayment } from './payment-store.ts'
import { guestOwner } from './shopper.ts'
import { startOrderPayment } from './start-order-payment.ts'

let world: PaymentWorld
beforeAll(async () => {
  world = await createPaymentWorld()
})
afterAll(() => world.drop())

const start = (orderReference: string, changes: object = {}) =>
  startOrderPayment(
    world.deps,
    {
      orderData: {
        orderReference,
        customerReference: 'DE--1',
        currencyCode: 'EUR',
        grandTotal: 24_890,
        paymentMethod: 'card',
        items: [{ idSalesOrderItem: '7', name: 'Desk lamp', quantity: 1, unitPrice: 24_890 }],
        ...changes,
      },
    },
    { tenant: 'demo', claim: null },
  )

test('an order asked for twice has one payment', async () => {
  const order = newTransactionId()
  const first = await start(order)
  expect(await start(order)).toEqual(first)
})

test('an order whose amount changed is refused, and its payment stands', async () => {
  const order = newTransactionId()
  await start(order)
  expect(await start(order, { grandTotal: 1 })).toMatchObject({
    failure: { kind: 'payment-differs' },
  })
})

test('the payment of a guest belongs to the guest, whose secret is kept as a hash only', async () => {
  const guestId = 'guest-0123456789abcdef'
  const started = await start(newTransactionId(), { customerReference: `anonymous:${guestId}` })
  if (!started.ok) throw new Error(started.failure.kind)
  const payment = await findPayment(world.db, 'demo', started.value.transactionId)
  expect(payment?.owner).toBe(guestOwner(guestId))
  expect(JSON.stringify(payment)).not.toContain(guestId)
})

test('an eleventh attempt for one order within the hour is turned away before the PSP is called', async () => {
  const order = newTransactionId()
  for (let attempt = 0; attempt < 10; attempt += 1) {
    world.psp.troubleNext('not-sent')
    expect(await start(order)).toMatchObject({ failure: { kind: 'psp-unavailable' } })
  }
  const calls = world.psp.calls.initialise
  expect(await start(order)).toMatchObject({ failure: { kind: 'too-many-attempts' } })
  expect(world.psp.calls.initialise).toBe(calls)
})
