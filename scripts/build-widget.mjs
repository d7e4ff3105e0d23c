import { existsSync } from 'node:fs'
import { readdir, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { commandOf, root, runNode } from './run.mjs'

const stamp = join(root, 'widget/dist/.built')
const sources = [
  'widget/src',
  'widget/page-kit',
  'widget/storefront',
  'widget/back-office',
  'widget/vite.back-office.config.ts',
  'server/src/contract',
  'widget/package.json',
  'pnpm-lock.yaml',
]

const widget = join(root, 'widget')

/** The library, its types, the script tag, the demo storefront and the back office; none needs what another one writes. */
const steps = [
  [() => join(widget, 'build-library.ts'), []],
  [() => commandOf('.', 'typescript', 'tsc'), ['-p', 'tsconfig.build.json']],
  [() => join(widget, 'write-contract-types.ts'), []],
  [() => commandOf('widget', 'vite'), ['build', '-c', 'vite.embed.config.ts']],
  [() => commandOf('widget', 'vite'), ['build', '-c', 'vite.storefront.config.ts']],
  [() => commandOf('widget', 'vite'), ['build', '-c', 'vite.back-office.config.ts']],
]

/** Builds the widget, the demo storefront and the back office, unless nothing has changed since the last time. Answers an exit code. */
export async function buildWidget() {
  if (existsSync(stamp) && (await newest(sources)) < (await stat(stamp)).mtimeMs) return 0
  process.stdout.write('Building the widget, the storefront and the back office ...\n')
  const startedAt = new Date()
  for (const [script, parameters] of steps) {
    const { code, output } = await runNode(script(), parameters, { cwd: widget, isQuiet: true })
    if (code === 0) continue
    process.stderr.write(output)
    return code
  }
  await writeFile(stamp, '')
  await utimes(stamp, startedAt, startedAt)
  return 0
}

async function newest(paths) {
  const times = await Promise.all(paths.map(async (path) => newestIn(join(root, path))))
  return Math.max(...times)
}

async function newestIn(path) {
  const stats = await stat(path)
  if (!stats.isDirectory()) return stats.mtimeMs
  const entries = await readdir(path, { withFileTypes: true })
  const inside = entries.filter(({ name }) => name !== 'dist' && name !== 'node_modules')
  const times = await Promise.all(inside.map(({ name }) => newestIn(join(path, name))))
  return Math.max(0, ...times)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await buildWidget()
