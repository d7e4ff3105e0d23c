import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { de } from './de.ts'
import { en } from './en.ts'
import { failureText } from './failure-words.ts'
import { formatAmount } from './format-amount.ts'
import { loadWords } from './load-words.ts'

test('German has every word, with the same gaps', () => {
  const gaps = (words: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(words).map(([name, text]) => [name, text.match(/\{\w+\}/g)]))
  expect(gaps(de)).toEqual(gaps(en))
  expect(Object.values(de).every((text) => text.length > 0)).toBe(true)
})

// Read as text: nothing of the widget may load the server's code, not even a test.
const catalogue = `${import.meta.dirname}/../../../server/src/contract/failures.ts`
const kinds = [...readFileSync(catalogue, 'utf8').matchAll(/^ {2}'([a-z-]+)': \{/gm)].map(
  ([, kind = '']) => kind,
)

test('every failure of the server is told in a sentence, in both languages', () => {
  expect(kinds.length).toBeGreaterThan(30)
  for (const kind of kinds) {
    for (const words of [en, de])
      expect(failureText(words, { kind, reason: null })).toMatch(/^\p{Lu}.*[.]$/u)
  }
})

test('a kind or reason that this version does not know says that trying again is safe', () => {
  expect(failureText(en, { kind: 'from-the-future', reason: 'never-heard' })).toBe(
    en['failure.unknown'],
  )
})

test('a reason says more than its kind', () => {
  const text = failureText(en, { kind: 'payment-failed', reason: 'insufficient_funds' })
  expect(text).toBe(en['reason.insufficient-funds'])
})

test('unknown languages are English', async () => {
  expect(await loadWords('eo')).toBe(en)
  expect(await loadWords('de-AT')).toBe(de)
})

test.each([
  [24890, 'EUR', 'de-DE', '248,90\u00a0€'],
  [5, 'EUR', 'en-GB', '€0.05'],
  [2490, 'JPY', 'ja-JP', '￥2,490'],
  [2490, 'KWD', 'en-US', 'KWD\u00a02.490'],
  [999_999_999_999, 'EUR', 'en-US', '€9,999,999,999.99'],
  [-150, 'USD', 'en-US', '-$1.50'],
])('%d minor units of %s are written as in %s', (amount, currency, locale, expected) => {
  expect(formatAmount({ amount, currency }, locale)).toBe(expected)
})
