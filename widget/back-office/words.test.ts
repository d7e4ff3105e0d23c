import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { german } from './words-de.ts'
import { english } from './words-en.ts'

// Read as text: nothing of the pages may load the server's code, not even a test.
const folder = `${import.meta.dirname}/../../server/src/back-office`
const keys = readdirSync(folder).flatMap((name) =>
  [...readFileSync(`${folder}/${name}`, 'utf8').matchAll(/toTitle\(\s*'([^']+)'/g)].map(
    ([, key = '']) => key,
  ),
)

/** What the server says only in a refusal of its own, which is told by its kind. */
const onlyInRefusals = /\.(no-amount|too-much|in-full)$/

test('every sentence of the server has words of ours', () => {
  expect(keys.length).toBeGreaterThan(20)
  const told = keys.filter((key) => !onlyInRefusals.test(key))
  expect(told.filter((key) => !Object.hasOwn(english.titles, key))).toEqual([])
})

test('German sentences have the same gaps as English ones', () => {
  const gaps = (titles: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(titles).map(([key, text]) => [key, text.match(/\{\w+\}/g)?.toSorted()]),
    )
  expect(gaps(german.titles)).toEqual(gaps(english.titles))
})
