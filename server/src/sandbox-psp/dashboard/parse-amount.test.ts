import { expect, test } from 'vitest'
import { parseAmount } from './parse-amount.ts'

test.each([
  ['248.90', 'EUR', 24_890],
  ['248,9', 'EUR', 24_890],
  [' 12 ', 'EUR', 1_200],
  ['1200', 'JPY', 1_200],
  ['1.234', 'KWD', 1_234],
])('%s %s is read to the minor unit', (text, currency, amountMinor) => {
  expect(parseAmount(text, currency)).toBe(amountMinor)
})

test.each([
  ['', 'EUR'],
  ['0', 'EUR'],
  ['-5', 'EUR'],
  ['1.234', 'EUR'],
  ['12.5', 'JPY'],
  ['1.000,00', 'EUR'],
  ['ten', 'EUR'],
])('%s %s is no amount', (text, currency) => {
  expect(parseAmount(text, currency)).toBeNull()
})
