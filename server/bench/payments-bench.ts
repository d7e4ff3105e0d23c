import { setTimeout as sleep } from 'node:timers/promises'
import { toFigures } from './figures.ts'
import { measureFloor, measureServer } from './measure.ts'
import { figuresTable } from './print.ts'
import { atMost, ratioTargets, type Section } from './report.ts'
import type { Stage } from './section.ts'
import { measureInTurn, startBench } from './side-by-side.ts'

const idleMs = 3_000

/** Requests touch these tables first, workers others or by a claim. */
const requestTables = new Set(['payments', 'idempotency', 'shop.carts', 'shop.cart_items'])

/** `POST /payments`, side by side with the floor. */
export async function benchPayments(stage: Stage): Promise<Section> {
  const bench = await startBench(stage, 'bench_payments_floor')
  await sleep(idleMs)
  const idleRssMiB = {
    server: (await bench.server.ask('usage')).rssMiB,
    floor: (await bench.floor.ask('usage')).rssMiB,
  }
  const rounds = await measureInTurn(bench, stage, { server: measureServer, floor: measureFloor })
  const figures = toFigures(rounds, (statement) => requestTables.has(statement.split(' ')[1] ?? ''))
  const ours = figures.filter(({ subject }) => subject === 'server')
  const most = (cost: (one: (typeof ours)[number]) => number) => Math.max(...ours.map(cost))
  return {
    title: 'POST /payments',
    lines: [
      ...figuresTable(figures),
      `Idle: server ${idleRssMiB.server.toFixed(0)} MiB, floor ${idleRssMiB.floor.toFixed(0)} MiB resident.`,
    ],
    targets: [
      ...ratioTargets(figures, 0.4),
      atMost(
        'at most 4 round trips in a request',
        most((one) => one.roundTripsInRequest),
        4,
      ),
      atMost(
        'at most 2 write commits in a request',
        most((one) => one.writeCommitsInRequest),
        2,
      ),
      atMost('idle below 150 MiB', idleRssMiB.server, 150),
      atMost(
        'under load below 260 MiB',
        most((one) => one.rssMaxMiB),
        260,
      ),
    ],
    failed: figures.reduce((sum, { failed }) => sum + failed, 0),
    figures: { idleRssMiB, figures, rounds },
  }
}
