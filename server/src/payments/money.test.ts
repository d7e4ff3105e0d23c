import { expect, test } from 'vitest'
import { exponentOf } from './money.ts'

test.each([
  ['EUR', 2],
  ['JPY', 0],
  ['KWD', 3],
  ['CLP', 0],
  ['XXX1', null],
  ['EUB', null],
])('%s has %s decimals', (currency, exponent) => {
  expect(exponentOf(currency)).toBe(exponent)
})
