import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { startPostgres } from '../src/testing/postgres-server.ts'
import { benchPayments } from './payments-bench.ts'
import { startupText, toText } from './print.ts'
import { benchStartup } from './startup.ts'

const help = `pnpm bench [options]

  --connections 1,16,64   requests under way at a time
  --rounds 5              rounds per number of connections, server and floor in turn
  --seconds 2.5           length of a round
  --json FILE             writes all figures there as well
  --node-flags=FLAGS      flags of the server's process (--max-semi-space-size=16, as in production)
  --startup               measures the time from start to ready instead

A DATABASE_POOL in the environment is the size of the server's pool.
`

const { values } = parseArgs({
  options: {
    connections: { type: 'string', default: '1,16,64' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2.5' },
    json: { type: 'string' },
    'node-flags': { type: 'string', default: '--max-semi-space-size=16' },
    startup: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

const plan = {
  connections: values.connections.split(',').map(Number),
  rounds: Number(values.rounds),
  roundMs: Number(values.seconds) * 1000,
  warmUpMs: 3_000,
  serverFlags: values['node-flags'].split(' ').filter(Boolean),
}

const startupRuns = 3

const say = (line: string) => process.stderr.write(`${line}\n`)

/** Answers the exit code: a payment that was not answered with 201 fails the run. */
async function main(): Promise<number> {
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  say('Starting PostgreSQL with its durable defaults …')
  const postgres = await startPostgres([])
  const interrupt = onInterrupt()
  try {
    if (values.startup) return await measureStartup(postgres.url)
    const report = await benchPayments(postgres.url, plan, { say, interrupt })
    await tell(toText(report), report)
    return report.figures.some(({ failed }) => failed > 0) ? 1 : 0
  } finally {
    await postgres.stop()
  }
}

/** Rejects on Ctrl-C, so that everything is stopped in order on the way out. */
function onInterrupt(): Promise<never> {
  const interrupt = new Promise<never>((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      // The embedded server ends this process by itself on a signal, before the rest has stopped.
      process.removeAllListeners(signal)
      process.on(signal, () => reject(new Error('The bench was interrupted.')))
    }
  })
  interrupt.catch(() => {})
  return interrupt
}

async function measureStartup(serverUrl: string): Promise<number> {
  say(`Starting the server 4 × ${startupRuns} times …`)
  const startups = await benchStartup(serverUrl, startupRuns)
  await tell(startupText(startups), startups)
  return 0
}

async function tell(text: string, figures: unknown): Promise<void> {
  process.stdout.write(`\n${text}\n`)
  if (values.json) await writeFile(values.json, `${JSON.stringify(figures, null, 2)}\n`)
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error))
    process.exit(1)
  },
)
