import { createDatabase } from './bench-database.ts'
import type { FloorQuestions } from './floor.ts'
import type { LoadQuestions } from './load.ts'
import type { Bench, Measured } from './measure.ts'
import type { PspQuestions } from './psp-stub.ts'
import type { Stage } from './section.ts'
import type { ServerQuestions } from './server-process.ts'
import { productionSettings } from './settings.ts'

type Turn = (bench: Bench, connections: number, ms: number) => Promise<Measured>

/** Starts server, floor, PSP and load, each in a process of its own. */
export async function startBench(
  { plan, children, serverUrl, databaseUrl, client, databaseCpuMs }: Stage,
  floorDatabase: string,
): Promise<Bench> {
  const psp = await children.start<PspQuestions>('./psp-stub.ts')
  const pspUrl = await psp.ask('url')
  const serverEnv = await productionSettings(databaseUrl, pspUrl)
  const floorEnv = {
    DATABASE_URL: await createDatabase(serverUrl, floorDatabase),
    PSP_URL: pspUrl,
  }
  return {
    server: await children.start<ServerQuestions>(
      './server-process.ts',
      serverEnv,
      plan.serverFlags,
    ),
    floor: await children.start<FloorQuestions>('./floor.ts', floorEnv),
    load: await children.start<LoadQuestions>('./load.ts'),
    client,
    databaseCpuMs,
  }
}

/** Server and floor in turn, after a warm-up of both. */
export async function measureInTurn(
  bench: Bench,
  { plan, say }: Stage,
  { server, floor }: Record<'server' | 'floor', Turn>,
): Promise<Measured[]> {
  say(`Warming up for 2 × ${plan.warmUpMs / 1000} s …`)
  await server(bench, 16, plan.warmUpMs)
  await floor(bench, 16, plan.warmUpMs)
  // A server that runs for a minute has statistics; one that has just started has none.
  await bench.client.query('vacuum analyze')
  const rounds: Measured[] = []
  for (const connections of plan.connections) {
    for (let round = 0; round < plan.rounds; round += 1) {
      say(`${connections} connections, round ${round + 1} of ${plan.rounds} …`)
      const turns = round % 2 === 0 ? [server, floor] : [floor, server]
      for (const turn of turns) rounds.push(await turn(bench, connections, plan.roundMs))
    }
  }
  return rounds
}
