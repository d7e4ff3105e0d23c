import { expect, test } from 'vitest'
import type { Movement } from '../payments/movement.ts'
import type { Payment } from '../payments/payment.ts'
import { aPayment } from '../testing/builders.ts'
import { actionsOf, moneyOf } from './payment-actions.ts'

const moved = (
  kind: Movement['kind'],
  amountMinor: number,
  status: Movement['status'],
): Movement => ({
  kind,
  operationId: `op_${kind}`,
  amountMinor,
  orderItemIds: [],
  status,
  failureReason: null,
})

const ordered = (overrides: Partial<Payment>): Payment =>
  aPayment({ orderReference: 'DE--1', amountMinor: 100, ...overrides })

/** What is allowed, with its maximum, or the key of the reason. */
const told = (payment: Payment, hasProvider = true) =>
  Object.fromEntries(
    actionsOf(payment, hasProvider).map(({ kind, isAllowed, maxAmount, reason }) => [
      kind,
      isAllowed ? (maxAmount ?? 'yes') : reason?.key.replace('action.', ''),
    ]),
  )

test.each<[string, Payment, object]>([
  [
    'an unpaid payment can only be canceled',
    ordered({}),
    { capture: 'capture.not-authorised', cancel: 'yes', refund: 'refund.not-captured' },
  ],
  [
    'an authorised payment can be captured or canceled',
    ordered({ status: 'authorized' }),
    { capture: 100, cancel: 'yes', refund: 'refund.not-captured' },
  ],
  [
    'what is being captured can be neither captured again nor canceled',
    ordered({
      status: 'capture_requested',
      movements: [moved('capture', 100, 'pending')],
    }),
    { capture: 'capture.under-way', cancel: 'cancel.capturing', refund: 'refund.not-captured' },
  ],
  [
    'a payment captured in part has a rest to capture or to give up, and a part to refund',
    ordered({ status: 'captured', capturedMinor: 60 }),
    { capture: 40, cancel: 'yes', refund: 60 },
  ],
  [
    'a captured payment can be refunded',
    ordered({ status: 'captured', capturedMinor: 100 }),
    { capture: 'capture.nothing-left', cancel: 'cancel.captured', refund: 100 },
  ],
  [
    'what is being refunded is not refunded again',
    ordered({
      status: 'captured',
      capturedMinor: 100,
      movements: [moved('refund', 70, 'processing')],
    }),
    { capture: 'capture.nothing-left', cancel: 'cancel.captured', refund: 30 },
  ],
  [
    'a payment that is wholly refunded is done',
    ordered({ status: 'refunded', capturedMinor: 100, refundedMinor: 100 }),
    {
      capture: 'capture.nothing-left',
      cancel: 'cancel.captured',
      refund: 'refund.nothing-left',
    },
  ],
  [
    'a canceled payment is done',
    ordered({ status: 'canceled' }),
    { capture: 'capture.nothing-left', cancel: 'cancel.done', refund: 'refund.not-captured' },
  ],
  [
    'money without an order can be given back, not taken',
    aPayment({ status: 'authorized' }),
    { capture: 'capture.no-order', cancel: 'yes', refund: 'refund.not-captured' },
  ],
])('%s', (_sentence, payment, expected) => {
  expect(told(payment)).toEqual({ ...expected, 'look-up': 'yes' })
})

test('nothing can be done at a provider that is gone', () => {
  expect(told(ordered({ status: 'authorized' }), false)).toEqual({
    capture: 'capture.no-provider',
    cancel: 'cancel.no-provider',
    refund: 'refund.no-provider',
    'look-up': 'look-up.no-provider',
  })
})

test('the sums say what is held, moved and on its way', () => {
  const payment = ordered({
    status: 'captured',
    capturedMinor: 60,
    refundedMinor: 10,
    voidedMinor: 20,
    movements: [
      moved('capture', 60, 'succeeded'),
      moved('capture', 20, 'pending'),
      moved('refund', 5, 'processing'),
      moved('refund', 9, 'failed'),
    ],
  })
  expect(moneyOf(payment)).toEqual({
    authorised: 100,
    captured: 60,
    refunded: 10,
    voided: 20,
    capturing: 20,
    refunding: 5,
    currency: 'EUR',
  })
  expect(moneyOf(ordered({})).authorised).toBe(0)
  expect(moneyOf(ordered({ status: 'canceled', voidedMinor: 100 })).authorised).toBe(100)
})
