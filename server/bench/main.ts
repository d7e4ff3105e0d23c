import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { startPostgres } from '../src/testing/postgres-server.ts'
import { benchMessages } from './messages-bench.ts'
import { benchPayments } from './payments-bench.ts'
import { startupText, toText } from './print.ts'
import { describeMachine, type Machine, type Section } from './report.ts'
import { type Plan, runSection, type Stage } from './section.ts'
import { benchStartup } from './startup.ts'
import { benchSweep } from './sweep-bench.ts'
import { benchWebhooks } from './webhooks-bench.ts'

const help = `pnpm bench [options]

All sections take about five minutes on a calm machine.

  --only payments         one section, or several with commas: payments, webhooks, messages, sweep
  --connections 1,16,64   requests under way at a time (payments, webhooks)
  --rounds N              rounds of each kind, server and floor in turn (5; unless payments are alone: 3)
  --seconds N             length of a round (2.5; unless payments are alone: 2)
  --stored 10000,100000,1000000   payments that are stored when sweeps are measured
  --json FILE             writes all figures there as well
  --node-flags=FLAGS      flags of the server's process (--max-semi-space-size=16, as in production)
  --startup               measures the time from start to ready instead

A DATABASE_POOL in the environment is the size of the server's pool.
`

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'payments,webhooks,messages,sweep' },
    connections: { type: 'string', default: '1,16,64' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    stored: { type: 'string', default: '10000,100000,1000000' },
    json: { type: 'string' },
    'node-flags': { type: 'string', default: '--max-semi-space-size=16' },
    startup: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

const sections: Record<string, (stage: Stage) => Promise<Section>> = {
  payments: benchPayments,
  webhooks: benchWebhooks,
  messages: benchMessages,
  sweep: benchSweep,
}
const asked = values.only.split(',')
const isPaymentsAlone = values.only === 'payments'

const plan: Plan = {
  connections: values.connections.split(',').map(Number),
  rounds: Number(values.rounds ?? (isPaymentsAlone ? 5 : 3)),
  roundMs: Number(values.seconds ?? (isPaymentsAlone ? 2.5 : 2)) * 1000,
  warmUpMs: 3_000,
  serverFlags: values['node-flags'].split(' ').filter(Boolean),
  stored: values.stored.split(',').map(Number),
}

const startupRuns = 3

const say = (line: string) => process.stderr.write(`${line}\n`)

/** Answers the exit code: a request that was not answered as it should be fails the run. */
async function main(): Promise<number> {
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  const unknown = asked.find((name) => !Object.hasOwn(sections, name))
  if (unknown !== undefined) throw new Error(`There is no section "${unknown}".\n\n${help}`)
  say('Starting PostgreSQL with its durable defaults …')
  const postgres = await startPostgres([])
  const interrupt = onInterrupt()
  try {
    if (values.startup) return await measureStartup(postgres.url)
    return await measureSections(postgres.url, interrupt)
  } finally {
    await postgres.stop()
  }
}

async function measureSections(serverUrl: string, interrupt: Promise<never>): Promise<number> {
  const machine = await readMachine(serverUrl)
  const measured: Record<string, Section> = {}
  for (const name of asked) {
    const section = sections[name]
    if (section)
      measured[name] = await runSection(name, section, { plan, serverUrl, say, interrupt })
  }
  const all = Object.values(measured)
  await tell(toText(machine, all), { machine, sections: measured })
  return all.some(({ failed }) => failed > 0) ? 1 : 0
}

async function readMachine(serverUrl: string): Promise<Machine> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    const { rows } = await client.query("select current_setting('server_version') as version")
    return describeMachine(String(rows[0]?.version), plan.serverFlags)
  } finally {
    await client.end()
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
