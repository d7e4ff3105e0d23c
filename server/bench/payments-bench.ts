import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { createDatabase } from './bench-database.ts'
import { type Child, startChild } from './child.ts'
import { watchDatabaseCpu } from './database-cpu.ts'
import type { FloorQuestions } from './floor.ts'
import type { LoadQuestions } from './load.ts'
import { type Bench, type Measured, measureFloor, measureServer } from './measure.ts'
import type { PspQuestions } from './psp-stub.ts'
import { describeMachine, type Report, toReport } from './report.ts'
import type { ServerQuestions } from './server-process.ts'
import { productionSettings } from './settings.ts'

export type Plan = {
  connections: readonly number[]
  rounds: number
  roundMs: number
  warmUpMs: number
  serverFlags: readonly string[]
}

const idleMs = 3_000

/**
 * Starts server, floor, PSP and load on one PostgreSQL server, measures them in turn, and stops what
 * it started, also when `interrupt` rejects.
 */
export async function benchPayments(
  serverUrl: string,
  plan: Plan,
  { say, interrupt }: { say(line: string): void; interrupt: Promise<never> },
): Promise<Report> {
  const children: Child<object>[] = []
  const start = async <Questions extends object>(
    ...args: Parameters<typeof startChild>
  ): Promise<Child<Questions>> => {
    const child = await startChild<Questions>(...args)
    children.push(child)
    return child
  }
  const client = new pg.Client({
    connectionString: await createDatabase(serverUrl, 'bench_server'),
  })
  try {
    await client.connect()
    const psp = await start<PspQuestions>('./psp-stub.ts')
    const pspUrl = await psp.ask('url')
    const serverEnv = await productionSettings(
      await createDatabase(serverUrl, 'bench_server'),
      pspUrl,
    )
    const floorEnv = {
      DATABASE_URL: await createDatabase(serverUrl, 'bench_floor'),
      PSP_URL: pspUrl,
    }
    const bench: Bench = {
      server: await start<ServerQuestions>('./server-process.ts', serverEnv, plan.serverFlags),
      floor: await start<FloorQuestions>('./floor.ts', floorEnv),
      load: await start<LoadQuestions>('./load.ts'),
      client,
      databaseCpuMs: await watchDatabaseCpu(client),
    }
    return await Promise.race([measure(bench, plan, say), interrupt])
  } finally {
    await client.end()
    await Promise.all(children.map((child) => child.stop()))
  }
}

async function measure(bench: Bench, plan: Plan, say: (line: string) => void): Promise<Report> {
  const { rows } = await bench.client.query("select current_setting('server_version') as version")
  const machine = describeMachine(String(rows[0]?.version), plan.serverFlags)
  await sleep(idleMs)
  const idleRssMiB = {
    server: (await bench.server.ask('usage')).rssMiB,
    floor: (await bench.floor.ask('usage')).rssMiB,
  }
  say(`Warming up for 2 × ${plan.warmUpMs / 1000} s …`)
  await measureServer(bench, 16, plan.warmUpMs)
  await measureFloor(bench, 16, plan.warmUpMs)
  // A server that runs for a minute has statistics; one that has just started has none.
  await bench.client.query('vacuum analyze')
  const rounds: Measured[] = []
  for (const connections of plan.connections) {
    for (let round = 0; round < plan.rounds; round += 1) {
      say(`${connections} connections, round ${round + 1} of ${plan.rounds} …`)
      const turns = round % 2 === 0 ? [measureServer, measureFloor] : [measureFloor, measureServer]
      for (const turn of turns) rounds.push(await turn(bench, connections, plan.roundMs))
    }
  }
  return toReport(machine, idleRssMiB, rounds)
}
