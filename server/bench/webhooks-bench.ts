import { median, toFigures } from './figures.ts'
import type { Bench } from './measure.ts'
import {
  type Applied,
  applyEvents,
  measureWebhookFloor,
  measureWebhooks,
} from './measure-webhooks.ts'
import { figuresTable } from './print.ts'
import { atMost, ratioTargets, type Section } from './report.ts'
import type { Stage } from './section.ts'
import { measureInTurn, startBench } from './side-by-side.ts'

/** Webhooks taken, side by side with the floor, and how fast the events are applied afterwards. */
export async function benchWebhooks(stage: Stage): Promise<Section> {
  const bench = await startBench(stage, 'bench_webhooks_floor')
  const applied: Applied[] = []
  const rounds = await measureInTurn(bench, stage, {
    server: async (given: Bench, connections, ms) => {
      const measured = await measureWebhooks(given, connections, ms)
      applied.push(await applyEvents(given))
      return measured
    },
    floor: measureWebhookFloor,
  })
  const figures = toFigures(rounds, (statement) => statement === 'insert inbox')
  const ours = figures.filter(({ subject }) => subject === 'server')
  return {
    title: 'POST /webhooks/test/sandbox/demo: an event is verified, kept and answered',
    lines: [...figuresTable(figures), appliedLine(applied)],
    targets: [
      ...ratioTargets(figures, 0.6),
      atMost(
        'at most 1 round trip in a request',
        Math.max(...ours.map((one) => one.roundTripsInRequest)),
        1,
      ),
    ],
    failed: figures.reduce((sum, { failed }) => sum + failed, 0),
    figures: { figures, rounds, applied },
  }
}

const appliedLine = (applied: readonly Applied[]): string => {
  const perEvent = (cost: (round: Applied) => number) =>
    median(applied.map((round) => cost(round) / round.events))
  return [
    `Applied afterwards: ${median(applied.map(({ events, seconds }) => events / seconds)).toFixed(0)} events per s`,
    `${perEvent(({ cpuMs }) => cpuMs).toFixed(2)} cpu ms`,
    `${perEvent(({ databaseCpuMs }) => databaseCpuMs ?? Number.NaN).toFixed(2)} db ms`,
    `${perEvent(({ statements }) => statements).toFixed(1)} trips`,
    `${perEvent(({ writeCommits }) => writeCommits).toFixed(1)} commits each.`,
  ].join(', ')
}
