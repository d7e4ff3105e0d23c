import { expect, test } from 'vitest'
import { toLocale } from './locale.ts'

test.each([
  ['de-DE,de;q=0.9,en;q=0.8', 'de-DE'],
  ['de_DE', 'de-DE'],
  ['fr;q=0.5', 'fr'],
  ['zh-Hant-TW', 'zh-Hant-TW'],
  ['*', 'en'],
  ['', 'en'],
  [undefined, 'en'],
  [null, 'en'],
  ['<script>', 'en'],
  ['x'.repeat(300), 'en'],
])('%s is read as %s', (text, locale) => {
  expect(toLocale(text)).toBe(locale)
})
