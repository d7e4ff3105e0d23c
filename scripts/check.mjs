import { checkDocPaths } from './check-doc-paths.mjs'
import { requireNode } from './require-node.mjs'
import { commandOf, runNode } from './run.mjs'

requireNode()

/** Fewer modules than this means that the boundary check saw nothing, which it would report as success. */
const modulesMin = 120

const steps = [
  [
    'format and lint',
    () => tool('.', '@biomejs/biome', 'biome', ['check', '--error-on-warnings', '.']),
  ],
  ['types: server', () => tool('.', 'typescript', 'tsc', ['-p', 'server/tsconfig.json'])],
  ['types: widget', () => tool('.', 'typescript', 'tsc', ['-p', 'widget/tsconfig.json'])],
  ['types: e2e', () => tool('.', 'typescript', 'tsc', ['-p', 'e2e/tsconfig.json'])],
  ['boundaries', checkBoundaries],
  ['dead code', () => tool('.', 'knip', 'knip', ['--treat-config-hints-as-errors'])],
  ['doc paths', checkDocPaths],
]

const tool = (workspace, packageName, command, parameters) =>
  runNode(commandOf(workspace, packageName, command), parameters, { isQuiet: true })

async function checkBoundaries() {
  const folders = [
    'server/src',
    'server/bench',
    'widget/src',
    'widget/page-kit',
    'widget/storefront',
    'widget/back-office',
    'e2e',
  ]
  const parameters = ['--config', '.dependency-cruiser.cjs', ...folders]
  const result = await tool('.', 'dependency-cruiser', 'depcruise', parameters)
  const seen = Number(/(\d+) modules/.exec(result.output)?.[1] ?? 0)
  if (result.code === 0 && seen < modulesMin) {
    return { code: 1, output: `Only ${seen} modules were seen: the check is blind.` }
  }
  return result
}

const startedAt = Date.now()
const results = await Promise.all(steps.map(async ([name, run]) => ({ name, ...(await run()) })))
for (const { name, code, output } of results) {
  process.stdout.write(`${code === 0 ? '✓' : '✗'} ${name}\n`)
  if (code !== 0) process.stdout.write(`${output}\n`)
}
process.stdout.write(`check took ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`)
process.exit(results.every(({ code }) => code === 0) ? 0 : 1)
