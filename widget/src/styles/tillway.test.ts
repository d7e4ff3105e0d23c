import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const css = readFileSync(`${import.meta.dirname}/tillway.css`, 'utf8')

test('the styles have no side that right-to-left would have to mirror', () => {
  const physical =
    /(?:^|[\s;{])(?:margin|padding|border|inset)?-?(?:left|right|top|bottom)\s*:|(?<![\w-])(?:width|height)\s*:/g
  expect(css.match(physical)).toBeNull()
  expect(css).not.toMatch(/text-align:\s*(?:left|right)/)
})

test('every class is the widget’s own', () => {
  const classes = [...css.matchAll(/\.([a-z][\w-]*)/g)].map(([, name]) => name)
  expect(classes.filter((name) => !/^tillway(-|$)/.test(name ?? ''))).toEqual([])
})

test('motion stops for who asked for less', () => {
  expect(css).toMatch(/prefers-reduced-motion: reduce[\s\S]*animation: none/)
})
