import { connectPostgres } from '../src/database/connect.ts'
import { workerQueries } from '../src/testing/hot-queries.ts'
import { median } from './figures.ts'
import type { LoadQuestions } from './load.ts'
import { type Measured, measureServer } from './measure.ts'
import { table } from './print.ts'
import type { PspQuestions } from './psp-stub.ts'
import { type Cost, measureQuery } from './query-cost.ts'
import { atMost, type Section, type Target } from './report.ts'
import type { Stage } from './section.ts'
import type { ServerQuestions } from './server-process.ts'
import { productionSettings } from './settings.ts'
import { forgetDue, storeDue, storePast } from './stored-past.ts'

type AtSize = { stored: number; costs: Map<string, Cost>; paying: Measured[] }

const payConnections = 16
const payGrowthMax = 1.25
/** A level more in an index is a page more per row; what reads a table would grow a hundredfold. */
const pagesGrowthMax = 2

/** What workers look for and what `POST /payments` costs, while more and more payments are stored. */
export async function benchSweep(stage: Stage): Promise<Section> {
  const { plan, client, databaseUrl, say } = stage
  await startOnce(stage)
  const db = connectPostgres(databaseUrl, 1)
  const sizes: AtSize[] = []
  try {
    for (const [index, stored] of plan.stored.entries()) {
      const first = (plan.stored[index - 1] ?? 0) + 1
      say(`Storing ${stored} payments …`)
      await storePast(databaseUrl, { first, count: stored - first + 1 })
      await storeDue((text) => client.query(text))
      await client.query('vacuum analyze')
      await client.query('checkpoint')
      const costs = new Map<string, Cost>()
      for (const query of workerQueries) costs.set(query.does, await measureQuery(db, query))
      await forgetDue(client)
      say(`Paying on top of ${stored} payments …`)
      sizes.push({ stored, costs, paying: await measurePaying(stage) })
    }
  } finally {
    await db.destroy()
  }
  return toSection(sizes)
}

/** A server brings its database up to date when it starts. */
async function startOnce(stage: Stage): Promise<void> {
  const { server } = await startServing(stage)
  await server.stop()
}

async function startServing({ plan, children, databaseUrl }: Stage) {
  const psp = await children.start<PspQuestions>('./psp-stub.ts')
  const env = await productionSettings(databaseUrl, await psp.ask('url'))
  const server = await children.start<ServerQuestions>('./server-process.ts', env, plan.serverFlags)
  return { psp, server }
}

/** `POST /payments` by a server that was started for it. */
async function measurePaying(stage: Stage): Promise<Measured[]> {
  const { server, psp } = await startServing(stage)
  const load = await stage.children.start<LoadQuestions>('./load.ts')
  const bench = { ...stage, server, load }
  await measureServer(bench, payConnections, stage.plan.warmUpMs)
  const rounds: Measured[] = []
  for (let round = 0; round < stage.plan.rounds; round += 1)
    rounds.push(await measureServer(bench, payConnections, stage.plan.roundMs))
  await Promise.all([server.stop(), psp.stop(), load.stop()])
  return rounds
}

/** What a payment costs in processor time, of the server and of PostgreSQL: less a matter of what else the machine does. */
const payCostMs = ({ paying }: AtSize): number =>
  median(
    paying.map(({ cpuMs, databaseCpuMs, answered }) => (cpuMs + (databaseCpuMs ?? 0)) / answered),
  )

const payRate = ({ paying }: AtSize): number =>
  median(paying.map(({ answered, seconds }) => answered / seconds))

function toSection(sizes: readonly AtSize[]): Section {
  const names = workerQueries.map(({ does }) => does)
  const cells = (name: string) =>
    sizes.map(({ costs }) => {
      const cost = costs.get(name)
      return cost ? `${cost.ms.toFixed(2)} (${cost.pages})` : ''
    })
  return {
    title: 'With more and more stored payments: ms (and pages touched) of one round of each worker',
    lines: table([
      ['stored payments', ...sizes.map(({ stored }) => stored.toLocaleString('en'))],
      ...names.map((name) => [name, ...cells(name)]),
      [
        `POST /payments per s at ${payConnections}`,
        ...sizes.map((size) => payRate(size).toFixed(0)),
      ],
      ['cpu and db ms of each', ...sizes.map((size) => payCostMs(size).toFixed(2))],
    ]),
    targets: toTargets(sizes, names),
    failed: sizes
      .flatMap(({ paying }) => paying.flatMap(({ failed }) => Object.values(failed)))
      .reduce((sum, one) => sum + one, 0),
    figures: sizes.map(({ costs, ...size }) => ({ ...size, costs: Object.fromEntries(costs) })),
  }
}

function toTargets(sizes: readonly AtSize[], names: readonly string[]): Target[] {
  const [least, most] = [sizes.at(0), sizes.at(-1)]
  if (!least || !most || least === most) return []
  const growth = names.map(
    (name) => (most.costs.get(name)?.pages ?? 0) / Math.max(1, least.costs.get(name)?.pages ?? 0),
  )
  return [
    atMost('pages of a worker grow at most twofold', Math.max(...growth), pagesGrowthMax),
    atMost(
      `POST /payments costs at most ${payGrowthMax} times as much`,
      payCostMs(most) / payCostMs(least),
      payGrowthMax,
    ),
  ]
}
