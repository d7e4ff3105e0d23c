import { expect, test } from 'vitest'
import { isPaidAfterRelease, stateAfter } from './order-state.ts'

test.each([
  ['payment pending', 'PaymentAuthorized', 'authorized'],
  ['payment pending', 'PaymentCaptured', 'authorized'],
  ['payment pending', 'PaymentAuthorizationFailed', 'authorization failed'],
  ['payment pending', 'PaymentCanceled', 'canceled'],
  ['payment pending', 'PaymentCaptureFailed', 'payment pending'],
  ['authorization failed', 'PaymentAuthorized', 'authorized'],
  ['authorization failed', 'PaymentCanceled', 'canceled'],
  ['authorized', 'PaymentAuthorizationFailed', 'authorized'],
  ['authorized', 'PaymentCaptured', 'authorized'],
  ['authorized', 'PaymentCanceled', 'canceled'],
  ['canceled', 'PaymentAuthorized', 'canceled'],
] as const)('an order that is "%s" is, after %s, "%s"', (before, message, after) => {
  expect(stateAfter(before, message)).toBe(after)
})

test('only money that comes for a canceled order must go back', () => {
  expect(isPaidAfterRelease('canceled', 'PaymentCaptured')).toBe(true)
  expect(isPaidAfterRelease('canceled', 'PaymentCanceled')).toBe(false)
  expect(isPaidAfterRelease('payment pending', 'PaymentAuthorized')).toBe(false)
})
