import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type PaymentStatus, paymentStatuses } from '../contract/glue/payments.ts'
import { aPayment } from '../testing/builders.ts'
import { canFollow, isFinal, isUnpaid, outcomeOf } from './payment.ts'

test.each([
  ['new', 'authorized'],
  ['authorization_failed', 'authorized'],
  ['overpaid', 'refunded'],
  ['underpaid', 'captured'],
  ['refunded', 'refund failed'],
  ['refunded', 'captured'],
  ['authorized', 'refunded'],
  ['cancellation_failed', 'authorized'],
] as const)('%s may be followed by %s', (from, to) => {
  expect(canFollow(from, to)).toBe(true)
})

test.each([
  ['canceled', 'authorized'],
  ['captured', 'canceled'],
  ['captured', 'authorized'],
  ['authorized', 'new'],
  ['authorized', 'authorization_failed'],
  ['refunded', 'canceled'],
] as const)('%s is never followed by %s', (from, to) => {
  expect(canFollow(from, to)).toBe(false)
})

test('only a canceled payment is final, so every other one can still be mended', () => {
  expect(paymentStatuses.filter(isFinal)).toEqual(['canceled'])
})

test('nobody who has paid is told that the payment is open, failed or canceled', () => {
  const paidStatuses = paymentStatuses.filter(
    (status) => !isUnpaid(status) && status !== 'canceled',
  )
  for (const status of paidStatuses) {
    const ofOrder = aPayment({ status, orderReference: 'DE--1' })
    expect(['paid', 'pending']).toContain(outcomeOf(ofOrder))
  }
})

test('what was refunded before there was an order is canceled: there is nothing to order with it', () => {
  expect(outcomeOf(aPayment({ status: 'refunded' }))).toBe('canceled')
})

test('a payment that the PSP still thinks about is pending, not failed', () => {
  expect(outcomeOf(aPayment({ status: 'new', isProcessing: true }))).toBe('pending')
  expect(outcomeOf(aPayment({ status: 'authorization_failed', isProcessing: true }))).toBe(
    'pending',
  )
})

test('money never comes back from canceled, whatever path is taken', () => {
  const status = fc.constantFrom<PaymentStatus>(...paymentStatuses)
  fc.assert(
    fc.property(fc.array(status, { maxLength: 30 }), (targets) => {
      let current: PaymentStatus = 'new'
      let wasCanceled = false
      for (const to of targets) {
        if (canFollow(current, to)) current = to
        wasCanceled ||= current === 'canceled'
        if (wasCanceled) expect(current).toBe('canceled')
      }
    }),
  )
})
