import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8')

const readSettings = async (list: RegExp, names: RegExp) => {
  const [, found = ''] = list.exec(await read('server/src/config.ts')) ?? []
  return [...found.matchAll(names)].map(([, name]) => `\`${name}\``)
}

test('every setting that there is has its line', async () => {
  const environment = /const Environment = z\.object\(\{([\s\S]*?)\n\}\)/
  const settings = await readSettings(environment, /^ {2}([A-Z_]+):/gm)
  expect(settings.length).toBeGreaterThan(15)
  const page = await read('docs/settings.md')
  expect(settings.filter((name) => !page.includes(name))).toEqual([])
})

test('the README names every setting that production asks for', async () => {
  const settings = await readSettings(/const required = \[(.*)\] as const/, /'([A-Z_]+)'/g)
  expect(settings.length).toBeGreaterThan(2)
  const readme = await read('README.md')
  expect(settings.filter((name) => !readme.includes(name))).toEqual([])
})

test('the snippets of the README are the files that the demo compiles', async () => {
  const readme = await read('README.md')
  const snippets = [...readme.matchAll(/<!-- snippet: (\S+) -->\n```\w+\n([\s\S]*?)```/g)]
  expect(snippets.length).toBeGreaterThan(0)
  for (const [, path, text] of snippets) expect(text).toBe(await read(path ?? ''))
})
