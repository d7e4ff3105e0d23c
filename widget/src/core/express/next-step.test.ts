import { expect, test } from 'vitest'
import { nextStepOf } from './next-step.ts'

test('an approval takes the place of address, shipment and payment', () => {
  expect(nextStepOf()).toBe('summary')
})

test('the first step that the shop does not skip is next', () => {
  expect(nextStepOf(['address', 'payment'])).toBe('shipment')
  expect(nextStepOf(['address', 'shipment'])).toBe('payment')
  expect(nextStepOf([])).toBe('address')
})

test('what the wallet did not tell is asked in the address step', () => {
  expect(nextStepOf(undefined, ['shippingAddress.phone'])).toBe('address')
})
