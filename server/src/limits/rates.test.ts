import { expect, test } from 'vitest'
import { createRates, secondsToWait, windowNumber } from './rates.ts'

const rate = { max: 10, windowSeconds: 60 }
/** So many seconds into a window. */
const at = (seconds: number): number => (1_000 * 60 + seconds) * 1_000

test.each([
  { seen: { current: 0, previous: 0 }, into: 0, wait: 0, is: 'nothing was asked yet' },
  { seen: { current: 9, previous: 0 }, into: 30, wait: 0, is: 'there is room for the last one' },
  { seen: { current: 10, previous: 0 }, into: 30, wait: 36, is: 'this window is full' },
  { seen: { current: 0, previous: 10 }, into: 0, wait: 6, is: 'the window before was full' },
  {
    seen: { current: 0, previous: 10 },
    into: 6,
    wait: 0,
    is: 'a tenth of the full one is out of reach',
  },
  { seen: { current: 5, previous: 10 }, into: 30, wait: 6, is: 'half of either window counts' },
  {
    seen: { current: 5, previous: 10 },
    into: 36,
    wait: 0,
    is: 'less than half of the last one counts',
  },
  {
    seen: { current: 30, previous: 0 },
    into: 0,
    wait: 102,
    is: 'other processes let too many through',
  },
])('one waits $wait s when $is', ({ seen, into, wait }) => {
  expect(secondsToWait(rate, seen, at(into))).toBeCloseTo(wait, 6)
})

test('whoever waits as long as told is let through, and not a second earlier', () => {
  for (let current = 0; current <= 25; current += 1) {
    for (let previous = 0; previous <= 25; previous += 1) {
      const wait = Math.ceil(secondsToWait(rate, { current, previous }, at(12.3)))
      const then = at(12.3) + wait * 1_000
      const windows = windowNumber(rate, then) - windowNumber(rate, at(12.3))
      const seen = [
        { current, previous },
        { current: 0, previous: current },
      ][windows]
      expect(seen && secondsToWait(rate, seen, then)).toBe(0)
    }
  }
})

test('two bursts at the edge of two windows are not both let through', () => {
  expect(secondsToWait(rate, { current: 0, previous: 10 }, at(0.1))).toBeGreaterThan(5)
})

test('a rate of nothing is no rate', () => {
  const { shopper, address } = createRates({ shopper: 0, address: 5, tenant: 0 })
  expect(shopper.max).toBe(Infinity)
  expect(address).toEqual({ max: 5, windowSeconds: 60 })
  expect(secondsToWait(shopper, { current: 1_000_000, previous: 1_000_000 }, at(1))).toBe(0)
})
