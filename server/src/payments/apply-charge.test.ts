import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PaymentStatus } from '../contract/glue/payments.ts'
import type { PspCharge } from '../psp/psp.ts'
import { aCharge, aPayment } from '../testing/builders.ts'
import { applyCharge } from './apply-charge.ts'
import { outcomeOf, type Payment } from './payment.ts'

const ofOrder = (overrides: Partial<Payment> = {}) =>
  aPayment({ orderReference: 'DE--1', orderItemIds: ['7'], pspReference: 'ch_1', ...overrides })

const messagesOf = (
  payment: Payment,
  status: PaymentStatus,
  overrides: Partial<PspCharge> = {},
): string[] => {
  const verdict = applyCharge(payment, aCharge(payment, { ...overrides, status }), 'webhook')
  return verdict.kind === 'change'
    ? verdict.change.messages.map(({ name }) => name)
    : [verdict.kind]
}

test('an authorisation tells the shop, with the order, its items and the amount in minor units', () => {
  const payment = ofOrder()
  const verdict = applyCharge(payment, aCharge(payment, { status: 'authorized' }), 'webhook')
  if (verdict.kind !== 'change') throw new Error('no change')
  expect(verdict.change.messages.map(({ name }) => name)).toEqual([
    'PaymentUpdated',
    'PaymentAuthorized',
  ])
  expect(verdict.change.messages.at(-1)?.payload).toEqual({
    orderReference: 'DE--1',
    orderItemIds: ['7'],
    amount: 24_890,
    currencyIsoCode: 'EUR',
  })
})

test('arriving where we are sends no message', () => {
  expect(messagesOf(ofOrder({ status: 'authorized' }), 'authorized')).toEqual(['same'])
})

test('over- and underpaid need two messages each', () => {
  expect(messagesOf(ofOrder(), 'overpaid', { capturedMinor: 30_000 })).toEqual([
    'PaymentUpdated',
    'PaymentCaptured',
    'PaymentOverpaid',
  ])
  expect(messagesOf(ofOrder(), 'underpaid', { capturedMinor: 20_000 })).toEqual([
    'PaymentUpdated',
    'PaymentCaptureFailed',
    'PaymentUnderpaid',
  ])
})

test('before there is an order nothing is announced, since the shop could not place it', () => {
  const payment = aPayment({ pspReference: 'ch_1' })
  expect(messagesOf(payment, 'authorized')).toEqual([])
})

test('news that is faster than the answer creates the payment for the shop first', () => {
  const payment = ofOrder({ pspReference: null })
  expect(messagesOf(payment, 'authorized')).toEqual([
    'PaymentCreated',
    'PaymentUpdated',
    'PaymentAuthorized',
  ])
})

test('an old refusal does not undo a later authorisation', () => {
  const payment = ofOrder({ status: 'authorized', pspSequence: 5 })
  const late = aCharge(payment, { status: 'authorization_failed', sequence: 3 })
  expect(applyCharge(payment, late, 'webhook')).toMatchObject({ kind: 'ignored', because: 'older' })
})

test('an old refusal does not disturb a second attempt that is still processing', () => {
  const payment = ofOrder({ status: 'new', isProcessing: true, pspSequence: 4 })
  const late = aCharge(payment, { status: 'authorization_failed', sequence: 2 })
  expect(applyCharge(payment, late, 'webhook').kind).toBe('ignored')
})

test('a second attempt that is processing makes a refused payment pending', () => {
  const payment = ofOrder({ status: 'authorization_failed', failureReason: 'declined' })
  const processing = aCharge(payment, { status: 'new', isProcessing: true })
  const verdict = applyCharge(payment, processing, 'webhook')
  if (verdict.kind !== 'change') throw new Error('no change')
  expect(outcomeOf(verdict.change.payment)).toBe('pending')
  expect(verdict.change.messages).toEqual([])
})

test.each([
  [{ amountMinor: 1 }, 'amount-differs'],
  [{ currency: 'USD' }, 'amount-differs'],
  [{ reference: 'tx_other' }, 'reference-differs'],
])('a charge that is not this payment is never believed: %j', (overrides, because) => {
  const payment = ofOrder()
  const charge = aCharge(payment, { status: 'authorized', ...overrides })
  expect(applyCharge(payment, charge, 'webhook')).toMatchObject({
    kind: 'ignored',
    because,
    isForeign: true,
  })
})

/** A PSP's life of one charge, told in any order and with repetitions, must end where it ended at the PSP. */
test('facts in any order, repeated, lead to the newest truth and announce it once', () => {
  const life: PaymentStatus[] = [
    'new',
    'authorization_failed',
    'authorized',
    'captured',
    'refunded',
  ]
  fc.assert(
    fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 0, 1, 2, 3, 4], { minLength: 1 }), (order) => {
      let payment = ofOrder()
      const told: string[] = []
      for (const step of order) {
        const status = life[step] ?? 'new'
        const charge = aCharge(payment, { status, sequence: step + 1 })
        const verdict = applyCharge(payment, charge, 'webhook')
        if (verdict.kind !== 'change') continue
        payment = verdict.change.payment
        told.push(...verdict.change.messages.map(({ name }) => name))
      }
      const announced = told.filter((name) => name !== 'PaymentUpdated')
      expect(new Set(announced).size).toBe(announced.length)
      const newest = Math.max(...order)
      const isReachable = life[newest] !== 'refunded' || order.includes(3)
      if (isReachable && newest !== 4) expect(payment.status).toBe(life[newest])
    }),
  )
})
