import { expect, test } from 'vitest'
import { conditionOf } from './order-condition.ts'
import type { Order } from './orders.ts'

const openPayment = { transactionId: 'tx_1', redirectUrl: 'https://psp.example/pay', expiresAt: '' }

test.each([
  ['payment pending', openPayment, false, 'open'],
  ['payment pending', null, false, 'confirming'],
  ['payment pending', openPayment, true, 'changing'],
  ['authorization failed', openPayment, false, 'failed'],
  ['authorization failed', openPayment, true, 'changing'],
  ['authorized', null, false, 'paid'],
  ['authorized', null, true, 'paid'],
  ['canceled', null, false, 'canceled'],
] as const)(
  '%s, open payment %j, cancellation pending %s: %s',
  (state, payment, isPending, condition) => {
    const order: Pick<Order, 'state' | 'openPayment' | 'isCancellationPending'> = {
      state,
      openPayment: payment,
      isCancellationPending: isPending,
    }
    expect(conditionOf(order)).toBe(condition)
  },
)
