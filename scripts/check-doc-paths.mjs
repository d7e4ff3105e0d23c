import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { root } from './run.mjs'

const codePath = /`((?:server|widget|e2e|docs|scripts|\.ci)\/[\w./-]+)`/g
const link = /\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g

/** Fails when a document names a file that does not exist. */
export async function checkDocPaths() {
  const names = await readdir(root)
  const topLevel = names.filter((name) => name.endsWith('.md'))
  const docs = (await readdir(join(root, 'docs'), { recursive: true })).map((name) =>
    join('docs', name),
  )
  const missing = []
  for (const file of [...topLevel, ...docs.filter((name) => name.endsWith('.md'))]) {
    const text = await readFile(join(root, file), 'utf8')
    const paths = [...text.matchAll(codePath)].map(([, path]) => path)
    const links = [...text.matchAll(link)].map(([, path]) => join(dirname(file), path))
    for (const path of [...paths, ...links]) {
      if (!existsSync(join(root, path))) missing.push(`${file} names ${path}`)
    }
  }
  return { code: missing.length === 0 ? 0 : 1, output: missing.join('\n') }
}
