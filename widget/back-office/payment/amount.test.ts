import { describe, expect, test } from 'vitest'
import { parseAmount, toAmountText } from './amount.ts'

const maxMinor = 999_999_999_999
const read = (text: string, currency: string, locale: string) => {
  const parsed = parseAmount(text, { currency, locale, maxMinor })
  return parsed.ok ? parsed.amountMinor : parsed.problem
}

describe('an amount that is typed', () => {
  test.each([
    ['248,90', 'EUR', 'de-DE', 24890],
    ['1.248,90 €', 'EUR', 'de-DE', 124890],
    ['1.248', 'EUR', 'de-DE', 124800],
    ['12.5', 'EUR', 'de-DE', 1250],
    ['12.50', 'EUR', 'de-DE', 1250],
    ['0,05', 'EUR', 'de-DE', 5],
    ['12,', 'EUR', 'de-DE', 1200],
    ['1,248.90', 'EUR', 'en-GB', 124890],
    ['£1,248', 'GBP', 'en-GB', 124800],
    ['12,50', 'EUR', 'en-GB', 1250],
    ['1\u202f248.90', 'EUR', 'en-GB', 124890],
    ['2490', 'JPY', 'en-GB', 2490],
    ['2,490', 'JPY', 'en-GB', 2490],
    ['2.490', 'JPY', 'de-DE', 2490],
    ['2.490', 'KWD', 'en-GB', 2490],
    ['2,490', 'KWD', 'de-DE', 2490],
    ['2.5', 'KWD', 'en-GB', 2500],
    ['KWD 1,234.567', 'KWD', 'en-GB', 1_234_567],
    ['90071992547.41', 'USD', 'en-GB', 'too-much'],
    ['9007199254.41', 'USD', 'en-GB', 900_719_925_441],
  ])('%s in %s for %s is %s minor units', (text, currency, locale, expected) => {
    expect(read(text, currency, locale)).toBe(expected)
  })

  test.each([
    ['', 'EUR', 'de-DE', 'empty'],
    ['  € ', 'EUR', 'de-DE', 'empty'],
    ['twelve', 'EUR', 'en-GB', 'not-a-number'],
    ['-5', 'EUR', 'en-GB', 'not-a-number'],
    ['1e3', 'EUR', 'en-GB', 'not-a-number'],
    ['1,2,3', 'EUR', 'en-GB', 'not-a-number'],
    ['1.2.3', 'EUR', 'en-GB', 'not-a-number'],
    ['12,3456', 'EUR', 'en-GB', 'not-a-number'],
    ['1.234,56', 'EUR', 'en-GB', 'not-a-number'],
    ['12.345', 'EUR', 'en-GB', 'too-many-decimals'],
    ['12,345', 'EUR', 'de-DE', 'too-many-decimals'],
    ['1.5', 'JPY', 'en-GB', 'too-many-decimals'],
    ['2,490', 'KWD', 'en-GB', 'ambiguous'],
    ['2.490', 'KWD', 'de-DE', 'ambiguous'],
    ['0', 'EUR', 'en-GB', 'zero'],
    ['0.00', 'EUR', 'en-GB', 'zero'],
  ])('%s in %s for %s is refused: %s', (text, currency, locale, problem) => {
    expect(read(text, currency, locale)).toBe(problem)
  })

  test('above what is left is refused, and exactly what is left is not', () => {
    const of = { currency: 'EUR', locale: 'de-DE', maxMinor: 24890 }
    expect(parseAmount('248,90', of)).toEqual({ ok: true, amountMinor: 24890 })
    expect(parseAmount('248,91', of)).toEqual({ ok: false, problem: 'too-much' })
  })
})

test.each([
  [24890, 'EUR', 'de-DE', '248,90'],
  [5, 'EUR', 'en-GB', '0.05'],
  [2490, 'JPY', 'de-DE', '2490'],
  [2490, 'KWD', 'en-GB', '2.490'],
  [1, 'KWD', 'de-DE', '0,001'],
])(
  '%d minor units of %s are offered in %s as %s, which is read back as the same',
  (minor, currency, locale, text) => {
    expect(toAmountText(minor, { currency, locale })).toBe(text)
    expect(read(text, currency, locale)).toBe(minor)
  },
)
