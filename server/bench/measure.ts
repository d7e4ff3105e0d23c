import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { checkOwners, writeCarts } from './carts.ts'
import type { Child } from './child.ts'
import type { FloorQuestions } from './floor.ts'
import type { LoadQuestions, RoundResult } from './load.ts'
import type { ServerQuestions } from './server-process.ts'
import type { StatementCounts } from './statements.ts'

/** The parts of a run. `client` looks into the server's database from outside. */
export type Bench = {
  server: Child<ServerQuestions>
  floor: Child<FloorQuestions>
  load: Child<LoadQuestions>
  client: pg.Client
  databaseCpuMs(): Promise<number | null>
}

/** One round with everything that its payments cost, the work after the answer included. */
export type Measured = RoundResult & {
  subject: 'server' | 'floor'
  connections: number
  cpuMs: number
  databaseCpuMs: number | null
  rssMaxMiB: number
  writeCommits: number
  statements: StatementCounts
  /** Messages that were still to be delivered when the last payment was answered. */
  undelivered: number
}

const cartsPerSecond = 4_000
const drainMaxMs = 20_000
let nextCart = 1

/** Runs one round against the server, with as many fresh carts as it can need. */
export async function measureServer(
  bench: Bench,
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
  const result = await load.ask('run', {
    url: await server.ask('url'),
    connections,
    ms,
    firstCart,
    carts,
  })
  const undelivered = await countUndelivered(client)
  await drained(client)
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
  const result = await load.ask('run', {
    url: await floor.ask('url'),
    connections,
    ms,
    firstCart: 1,
    carts,
  })
  const statements = { 'insert payments': result.payments }
  return { ...result, ...(await used()), subject: 'floor', connections, statements, undelivered: 0 }
}

/** What the subject and the database use between now and the call of the returned function. */
async function startMeter({ client, databaseCpuMs }: Bench, subject: Child<FloorQuestions>) {
  await subject.ask('resetUsage')
  const [usage, databaseCpu, commits] = [
    await subject.ask('usage'),
    await databaseCpuMs(),
    await countWriteCommits(client),
  ]
  return async () => {
    const [usageNow, databaseCpuNow] = [await subject.ask('usage'), await databaseCpuMs()]
    return {
      cpuMs: usageNow.cpuMs - usage.cpuMs,
      rssMaxMiB: usageNow.rssMaxMiB,
      databaseCpuMs:
        databaseCpuNow === null || databaseCpu === null ? null : databaseCpuNow - databaseCpu,
      writeCommits: (await countWriteCommits(client)) - commits,
    }
  }
}

/** PostgreSQL numbers each transaction that writes, and no other: the numbers given are the commits that cost a flush. */
async function countWriteCommits(client: pg.Client): Promise<number> {
  const { rows } = await client.query(
    'select pg_snapshot_xmax(pg_current_snapshot())::text as next',
  )
  return Number(rows[0]?.next)
}

async function countUndelivered(client: pg.Client): Promise<number> {
  const { rows } = await client.query(
    'select count(*) as left from messages where settled_at is null',
  )
  return Number(rows[0]?.left)
}

/** Waits until every message of the round is delivered, so that its cost is in this round's figures and no other's. */
async function drained(client: pg.Client): Promise<void> {
  const giveUpAt = performance.now() + drainMaxMs
  while ((await countUndelivered(client)) > 0) {
    if (performance.now() > giveUpAt)
      throw new Error('The messages of a round were not delivered in time.')
    await sleep(50)
  }
}

function difference(after: StatementCounts, before: StatementCounts): StatementCounts {
  const counts = Object.entries(after).map(
    ([kind, sent]) => [kind, sent - (before[kind] ?? 0)] as const,
  )
  return Object.fromEntries(counts.filter(([, sent]) => sent > 0))
}
