import { expect, test } from 'vitest'
import { formatAmount } from './format-amount.ts'

test.each([
  [24_890, 'EUR', 'de-DE', '248,90 €'],
  [24_890, 'EUR', 'en-GB', '€248.90'],
  [5, 'EUR', 'de', '0,05 €'],
  [-490, 'EUR', 'de', '-4,90 €'],
  [24_890, 'JPY', 'en', '¥24,890'],
  [24_890, 'KWD', 'en', 'KWD 24.890'],
  [9_007_199_254_740_991, 'EUR', 'en', '€90,071,992,547,409.91'],
])('%i minor units of %s in %s read %s', (amountMinor, currency, locale, text) => {
  expect(formatAmount(amountMinor, currency, locale).replaceAll(/\s/g, ' ')).toBe(text)
})
