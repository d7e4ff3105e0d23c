import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (name: string) => readFileSync(`${import.meta.dirname}/${name}`, 'utf8')
const names = [...read('index.css').matchAll(/@import "\.\/(.+)"/g)].map(([, name]) => name ?? '')
const css = names.map(read).join('\n')

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
