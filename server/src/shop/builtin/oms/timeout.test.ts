import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatTimeout, parseTimeout } from './timeout.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

test.each([
  ['7 day', 7 * dayMs],
  ['14 days', 14 * dayMs],
  ['1hour', hourMs],
  ['30 minute', 30 * minuteMs],
  ['1 hour 30 min', 90 * minuteMs],
  [' 1 Hour, 30 Minutes ', 90 * minuteMs],
  ['+2 weeks', 14 * dayMs],
  ['45 sec', 45_000],
  ['1 month', 30 * dayMs],
])('"%s" is read as %d ms', (text, timeoutMs) => {
  expect(parseTimeout(text)).toBe(timeoutMs)
})

test.each([
  '',
  'soon',
  '7',
  'day',
  '7 dayz',
  '-1 day',
  '0 day',
  '1.5 hour',
  'next monday',
  '9'.repeat(99),
])('"%s" cannot be read', (text) => {
  expect(parseTimeout(text)).toBeNull()
})

test('a timeout is written so that it is read as the same length', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000 }), (seconds) => {
      expect(parseTimeout(formatTimeout(seconds * 1000))).toBe(seconds * 1000)
    }),
  )
})
