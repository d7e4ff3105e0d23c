import { mkdir, readFile, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { buildWidget } from './build-widget.mjs'
import { requireNode } from './require-node.mjs'
import { commandOf, root, runNode } from './run.mjs'

requireNode()

const reports = join(root, 'reports')
await rm(reports, { recursive: true, force: true })
await mkdir(reports, { recursive: true })

/** Each step answers how many tests passed and failed; a step without tests of its own counts as one. */
const steps = [
  ['check', () => single(runNode(join(root, 'scripts/check.mjs'), []))],
  ['server tests', () => runVitest('server')],
  ['widget tests', () => runVitest('widget')],
  ['build', async () => single(Promise.resolve({ code: await buildWidget() }))],
  [
    'size',
    () => single(runNode(commandOf('widget', 'size-limit'), [], { cwd: join(root, 'widget') })),
  ],
  [
    'package',
    () =>
      single(
        runNode(commandOf('widget', 'publint'), ['run', '--strict', '--pack', 'npm'], {
          cwd: join(root, 'widget'),
        }),
      ),
  ],
  ['journeys', runJourneys],
]

const single = async (running) => {
  const { code } = await running
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 }
}

async function runVitest(workspace) {
  const file = join(reports, `${workspace}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const { code } = await runNode(commandOf(workspace, 'vitest'), ['run', ...reporters], {
    cwd: join(root, workspace),
  })
  const report = await readReport(file)
  const passed = report?.numPassedTests ?? 0
  const failed = report?.numFailedTests ?? 0
  return {
    passed,
    failed: Math.max(failed, code === 0 && passed > 0 ? 0 : 1),
    failures: (report?.testResults ?? []).flatMap(failuresOfFile),
  }
}

/** A file that could not be loaded has no test that failed, only a message. */
function failuresOfFile({ name, status, message, assertionResults }) {
  const failed = assertionResults.filter((one) => one.status === 'failed')
  if (failed.length === 0) return status === 'failed' ? [`${relative(root, name)}\n${message}`] : []
  return failed.map(
    (one) => `${relative(root, name)} › ${one.fullName}\n${one.failureMessages.join('\n')}`,
  )
}

async function runJourneys() {
  const file = join(reports, 'playwright.json')
  const { code } = await runNode(join(root, 'scripts/e2e.mjs'), [], {
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  })
  const report = await readReport(file)
  const passed = report?.stats.expected ?? 0
  const failed = (report?.stats.unexpected ?? 0) + (report?.stats.flaky ?? 0)
  return {
    passed,
    failed: Math.max(failed, code === 0 && passed > 0 ? 0 : 1),
    failures: (report?.suites ?? []).flatMap(failuresOfSuite),
  }
}

function failuresOfSuite({ suites = [], specs = [] }) {
  const failed = specs.filter((one) => !one.ok)
  return [
    ...failed.map((one) => {
      const messages = one.tests.flatMap(({ results }) => results).flatMap(({ errors }) => errors)
      return `${one.file} › ${one.title}\n${messages.map(({ message }) => message).join('\n')}`
    }),
    ...suites.flatMap(failuresOfSuite),
  ]
}

/** A run that died before it could report counts as one failure. */
const readReport = (file) =>
  readFile(file, 'utf8')
    .then(JSON.parse)
    .catch(() => null)

const total = { passed: 0, failed: 0 }
const lines = []
const allFailures = []
for (const [name, run] of steps) {
  process.stdout.write(`\n── ${name}\n`)
  const startedAt = Date.now()
  const { passed, failed, failures = [] } = await run()
  total.passed += passed
  total.failed += failed
  allFailures.push(...failures)
  lines.push(
    `${failed === 0 ? '✓' : '✗'} ${name} (${((Date.now() - startedAt) / 1000).toFixed(0)} s)`,
  )
}
// What failed, once more, where the end of a long output is all that somebody reads.
if (allFailures.length > 0) process.stdout.write(`\n── failed\n${allFailures.join('\n\n')}\n`)
process.stdout.write(`\n${lines.join('\n')}\n\n${total.passed} passed, ${total.failed} failed\n`)
process.exit(total.failed === 0 ? 0 : 1)
