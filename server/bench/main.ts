import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { startPostgres } from '../src/testing/postgres-server.ts'
import { benchPayments } from './payments-bench.ts'
import { toText } from './print.ts'

const help = `pnpm bench [options]

  --connections 1,16,64   requests under way at a time
  --rounds 3              rounds per number of connections, server and floor in turn
  --seconds 4             length of a round
  --json FILE             writes all figures there as well
  --cpu-prof              leaves a processor profile of the server in this folder
  --startup               measures the time from start to ready instead
`

const { values } = parseArgs({
  options: {
    connections: { type: 'string', default: '1,16,64' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
    json: { type: 'string' },
    'cpu-prof': { type: 'boolean', default: false },
    startup: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

const say = (line: string) => process.stderr.write(`${line}\n`)

async function main(): Promise<number> {
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  const plan = {
    connections: values.connections.split(',').map(Number),
    rounds: Number(values.rounds),
    roundMs: Number(values.seconds) * 1000,
    warmUpMs: 4_000,
    serverFlags: values['cpu-prof'] ? ['--cpu-prof'] : [],
  }
  say('Starting PostgreSQL, with its durable defaults …')
  const postgres = await startPostgres([])
  try {
    const report = await benchPayments(postgres.url, plan, say)
    process.stdout.write(`\n${toText(report)}\n`)
    if (values.json) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`)
    return report.figures.some(({ failed }) => failed > 0) ? 1 : 0
  } finally {
    await postgres.stop()
  }
}

process.exitCode = await main()
