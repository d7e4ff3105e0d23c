import { expect, test } from 'vitest'
import { conditionOf, wasPaid } from './order-condition.ts'

const openPayment = { transactionId: 'tx_1', redirectUrl: 'https://psp.example/pay', expiresAt: '' }

test.each([
  ['payment pending', openPayment, false, 'open'],
  ['payment pending', null, false, 'confirming'],
  ['payment pending', openPayment, true, 'changing'],
  ['authorization failed', openPayment, false, 'failed'],
  ['authorization failed', openPayment, true, 'changing'],
  ['authorized', null, false, 'paid'],
  ['authorized', null, true, 'paid'],
  ['captured', null, false, 'paid'],
  ['shipped', null, false, 'shipped'],
  ['delivered', null, false, 'delivered'],
  ['closed', null, false, 'delivered'],
  ['refund pending', null, false, 'refunding'],
  ['partially refunded', null, false, 'partlyRefunded'],
  ['refunded', null, false, 'refunded'],
  ['canceled', null, false, 'canceled'],
] as const)(
  '%s, open payment %j, cancellation pending %s: %s',
  (state, payment, isPending, condition) => {
    const order = {
      state,
      openPayment: payment,
      isCancellationPending: isPending,
      payment: { transactionId: 'tx_1' },
    }
    expect(conditionOf(order)).toBe(condition)
  },
)

test('an order whose payment was never begun is open: nobody confirms anything', () => {
  const order = {
    state: 'payment pending',
    openPayment: null,
    isCancellationPending: false,
    payment: { transactionId: null },
  } as const
  expect(conditionOf(order)).toBe('open')
})

test.each([
  ['payment pending', false],
  ['authorization failed', false],
  ['authorized', true],
  ['shipped', true],
  ['refunded', true],
  ['canceled', false],
] as const)('whether somebody paid for an order that is %s: %s', (state, isPaid) => {
  expect(wasPaid({ state })).toBe(isPaid)
})
