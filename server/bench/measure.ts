import { checkOwners, writeCarts } from './carts.ts'
import type { Child } from './child.ts'
import type { RoundResult } from './drive.ts'
import type { FloorQuestions } from './floor.ts'
import type { LoadQuestions } from './load.ts'
import { countOpen, difference, drained, type Meter, startMeter, type Used } from './meter.ts'
import type { ServerQuestions } from './server-process.ts'
import type { StatementCounts } from './statements.ts'

/** The parts of a run. */
export type Bench = Meter & {
  server: Child<ServerQuestions>
  floor: Child<FloorQuestions>
  load: Child<LoadQuestions>
}

/** One round with everything that its requests cost, the work after the answer included. */
export type Measured = RoundResult &
  Used & {
    subject: 'server' | 'floor'
    connections: number
    statements: StatementCounts
    /** Messages that were still to be delivered when the last payment was answered. */
    undelivered: number
  }

const cartsPerSecond = 4_000
let nextCart = 1

/** Runs one round against the server, with as many fresh carts as it can need. */
export async function measureServer(
  bench: Omit<Bench, 'floor'>,
  connections: number,
  ms: number,
): Promise<Measured> {
  const { server, load, client } = bench
  const carts = Math.ceil((ms / 1000) * cartsPerSecond)
  const firstCart = nextCart
  nextCart += carts
  await writeCarts(client, firstCart, carts)
  await checkOwners(client, firstCart)
  const statementsBefore = await server.ask('statements')
  const used = await startMeter(bench, server)
  const url = await server.ask('url')
  const result = await load.ask('pay', { url, connections, ms, firstCart, carts })
  const undelivered = await countOpen(client, 'messages')
  await drained(client, 'messages')
  return {
    ...result,
    ...(await used()),
    subject: 'server',
    connections,
    statements: difference(await server.ask('statements'), statementsBefore),
    undelivered,
  }
}

/** Runs one round against the floor, with the same requests. */
export async function measureFloor(
  bench: Bench,
  connections: number,
  ms: number,
): Promise<Measured> {
  const { floor, load } = bench
  const used = await startMeter(bench, floor)
  const carts = Number.MAX_SAFE_INTEGER - 1
  const url = await floor.ask('url')
  const result = await load.ask('pay', { url, connections, ms, firstCart: 1, carts })
  const statements = { 'insert payments': result.answered }
  return {
    ...result,
    ...(await used()),
    subject: 'floor',
    connections,
    statements,
    undelivered: 0,
  }
}
