import { expect, test } from 'vitest'
import { aPayment } from '../testing/builders.ts'
import { moneyNews } from './money-news.ts'
import type { Movement } from './movement.ts'
import type { Payment } from './payment.ts'

const before = aPayment({
  orderReference: 'DE--1',
  orderItemIds: ['1', '2', '3'],
  status: 'authorized',
  amountMinor: 3_000,
})

const moved = (overrides: Partial<Movement> = {}): Movement => ({
  kind: 'capture',
  operationId: 'op_1',
  amountMinor: 1_000,
  orderItemIds: ['1'],
  status: 'succeeded',
  failureReason: null,
  ...overrides,
})

const told = (after: Partial<Payment>, from: Payment = before) =>
  moneyNews(from, { ...from, ...after }).map(({ name, payload }) => [
    name,
    payload['amount'],
    payload['orderItemIds'],
  ])

test('a partial capture is told with its own items and amount', () => {
  expect(told({ capturedMinor: 1_000, movements: [moved()] })).toEqual([
    ['PaymentCaptured', 1_000, ['1']],
  ])
})

test('a capture that names no items is of the whole order when it is of all the money', () => {
  const whole = moved({ amountMinor: 3_000, orderItemIds: [] })
  expect(told({ capturedMinor: 3_000, movements: [whole] })).toEqual([
    ['PaymentCaptured', 3_000, ['1', '2', '3']],
  ])
})

test('money that the provider took by itself is told as well', () => {
  expect(told({ status: 'captured', capturedMinor: 3_000 })).toEqual([
    ['PaymentCaptured', 3_000, ['1', '2', '3']],
  ])
})

test('a failed movement says why', () => {
  const failed = moved({ status: 'failed', failureReason: 'authorization_expired' })
  const [news] = moneyNews(before, { ...before, movements: [failed] })
  expect(news).toMatchObject({ name: 'PaymentCaptureFailed', payload: { orderItemIds: ['1'] } })
  expect(JSON.parse(String(news?.payload['context']))).toEqual({ reason: 'authorization_expired' })
})

test('a movement that is on its way is no news', () => {
  expect(told({ movements: [moved({ status: 'pending' })] })).toEqual([])
})

test('a refund that fails after it had succeeded is told as failed', () => {
  const refund = moved({ kind: 'refund' })
  const refunded: Payment = {
    ...before,
    capturedMinor: 3_000,
    refundedMinor: 1_000,
    movements: [refund],
  }
  const late = { ...refund, status: 'failed', failureReason: 'returned' } as const
  expect(told({ refundedMinor: 0, movements: [late] }, refunded)).toEqual([
    ['PaymentRefundFailed', 1_000, ['1']],
  ])
})

test('a refund that a provider lists nowhere and takes back is told as failed', () => {
  const refunded: Payment = { ...before, capturedMinor: 3_000, refundedMinor: 3_000 }
  expect(told({ refundedMinor: 0 }, refunded)).toEqual([
    ['PaymentRefundFailed', 3_000, ['1', '2', '3']],
  ])
})

test('giving up the rest cancels the items that no capture was for', () => {
  const captured: Payment = {
    ...before,
    status: 'captured',
    capturedMinor: 1_000,
    movements: [moved()],
  }
  expect(told({ voidedMinor: 2_000 }, captured)).toEqual([['PaymentCanceled', 2_000, ['2', '3']]])
})

test('an underpaid capture is not told as captured', () => {
  expect(told({ status: 'underpaid', capturedMinor: 2_000 })).toEqual([])
})
