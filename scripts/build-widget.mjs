import { existsSync } from 'node:fs'
import { readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root, runNode } from './run.mjs'

const stamp = join(root, 'widget/dist/.built')
const sources = [
  'widget/src',
  'widget/storefront',
  'server/src/contract',
  'widget/package.json',
  'pnpm-lock.yaml',
]

/** Builds the widget and the demo storefront, unless nothing has changed since the last time. Answers an exit code. */
export async function buildWidget() {
  if (existsSync(stamp) && (await newest(sources)) < (await stat(stamp)).mtimeMs) return 0
  process.stdout.write('Building the widget and the storefront ...\n')
  const { code, output } = await runNode(join(root, 'widget/build.mjs'), [], {
    cwd: join(root, 'widget'),
    isQuiet: true,
  })
  if (code !== 0) process.stderr.write(output)
  else await writeFile(stamp, '')
  return code
}

async function newest(paths) {
  const times = await Promise.all(paths.map(async (path) => newestIn(join(root, path))))
  return Math.max(...times)
}

async function newestIn(path) {
  const stats = await stat(path)
  if (!stats.isDirectory()) return stats.mtimeMs
  const names = await readdir(path, { recursive: true })
  const times = await Promise.all(names.map(async (name) => (await stat(join(path, name))).mtimeMs))
  return Math.max(stats.mtimeMs, ...times)
}
