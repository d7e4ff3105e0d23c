import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8')

test('the README lists every setting that there is', async () => {
  const [readme, config] = await Promise.all([read('README.md'), read('server/src/config.ts')])
  const schema = /const Environment = z\.object\(\{([\s\S]*?)\n\}\)/.exec(config)?.[1] ?? ''
  const settings = [...schema.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => `\`${name}\``)
  expect(settings.length).toBeGreaterThan(15)
  expect(settings.filter((name) => !readme.includes(name))).toEqual([])
})

test('the snippets of the README are the files that the demo compiles', async () => {
  const readme = await read('README.md')
  const snippets = [...readme.matchAll(/<!-- snippet: (\S+) -->\n```\w+\n([\s\S]*?)```/g)]
  expect(snippets.length).toBeGreaterThan(0)
  for (const [, path, text] of snippets) expect(text).toBe(await read(path ?? ''))
})
