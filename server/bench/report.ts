import { cpus, loadavg, totalmem } from 'node:os'
import type { Measured } from './measure.ts'

/** The figures of one subject at one number of connections: medians over its rounds. */
export type Figures = {
  subject: Measured['subject']
  connections: number
  perSecond: number
  p50Ms: number
  p99Ms: number
  cpuMsPerPayment: number
  databaseCpuMsPerPayment: number | null
  rssMaxMiB: number
  roundTripsPerPayment: number
  /** Those that the shopper waits for; the others deliver messages and look for due work. */
  roundTripsInRequest: number
  writeCommitsPerPayment: number
  writeCommitsInRequest: number
  /** The server's rate as a part of the floor's in the same round. */
  ratio: number | null
  undelivered: number
  failed: number
}

export type Report = {
  machine: {
    cpu: string
    cores: number
    memoryGiB: number
    /** How many processes wanted to run, on average over the last minute: above `cores` the machine was busy with others. */
    loadBefore: number
    node: string
    nodeFlags: readonly string[]
    postgres: string
  }
  idleRssMiB: { server: number; floor: number }
  figures: Figures[]
  targets: { name: string; isMet: boolean; figure: number }[]
  rounds: Measured[]
}

/** The machine as it is now: called before the first round. */
export const describeMachine = (
  postgres: string,
  nodeFlags: readonly string[],
): Report['machine'] => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 1024 ** 3),
  loadBefore: loadavg()[0] ?? Number.NaN,
  node: process.version,
  nodeFlags,
  postgres,
})

/** Sums up the rounds of a run. */
export function toReport(
  machine: Report['machine'],
  idleRssMiB: Report['idleRssMiB'],
  rounds: Measured[],
): Report {
  const figures = [
    ...Map.groupBy(rounds, ({ subject, connections }) => `${subject} ${connections}`).values(),
  ].map((same) => toFigures(same, rounds))
  return { machine, idleRssMiB, figures, targets: toTargets(figures, idleRssMiB.server), rounds }
}

function toFigures(same: Measured[], all: Measured[]): Figures {
  const [{ subject, connections }] = same as [Measured, ...Measured[]]
  const perPayment = (cost: (round: Measured) => number) =>
    median(same.map((round) => cost(round) / round.payments))
  const floors = all.filter(
    (round) => round.subject === 'floor' && round.connections === connections,
  )
  const ratios = floors.map((floor, index) => rate(same[index] ?? floor) / rate(floor))
  return {
    subject,
    connections,
    perSecond: median(same.map(rate)),
    p50Ms: median(same.map(({ p50Ms }) => p50Ms)),
    p99Ms: median(same.map(({ p99Ms }) => p99Ms)),
    cpuMsPerPayment: perPayment(({ cpuMs }) => cpuMs),
    databaseCpuMsPerPayment: same.some(({ databaseCpuMs }) => databaseCpuMs === null)
      ? null
      : perPayment(({ databaseCpuMs }) => databaseCpuMs ?? Number.NaN),
    rssMaxMiB: Math.max(...same.map(({ rssMaxMiB }) => rssMaxMiB)),
    roundTripsPerPayment: perPayment(({ statements }) => sum(Object.values(statements))),
    roundTripsInRequest: perPayment(({ statements }) =>
      sum(inRequest(statements).map(([, sent]) => sent)),
    ),
    writeCommitsPerPayment: perPayment(({ writeCommits }) => writeCommits),
    writeCommitsInRequest: perPayment(({ statements }) =>
      sum(
        inRequest(statements).flatMap(([kind, sent]) => (kind.startsWith('select') ? [] : [sent])),
      ),
    ),
    ratio: subject === 'server' && ratios.length > 0 ? median(ratios) : null,
    undelivered: median(same.map(({ undelivered }) => undelivered)),
    failed: sum(same.map(({ failed }) => sum(Object.values(failed)))),
  }
}

/** Requests touch these tables first, workers others or by a claim. */
const requestTables = new Set(['payments', 'idempotency', 'shop.carts', 'shop.cart_items'])

const inRequest = (statements: Record<string, number>): [string, number][] =>
  Object.entries(statements).filter(([kind]) => requestTables.has(kind.split(' ')[1] ?? ''))

const rate = ({ payments, seconds }: Measured): number => payments / seconds
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN
}

function toTargets(figures: Figures[], idleMiB: number): Report['targets'] {
  const ours = figures.filter(({ subject }) => subject === 'server')
  const ratios = ours
    .filter(({ connections }) => connections > 1)
    .map(({ connections, ratio }) => ({
      name: `at least 0.40 of the floor at ${connections}`,
      figure: ratio ?? 0,
      isMet: (ratio ?? 0) >= 0.4,
    }))
  const atMost = (name: string, figure: number, max: number) => ({
    name,
    figure,
    isMet: figure <= max,
  })
  return [
    ...ratios,
    atMost(
      'at most 4 round trips in a request',
      Math.max(...ours.map((one) => one.roundTripsInRequest)),
      4,
    ),
    atMost(
      'at most 2 write commits in a request',
      Math.max(...ours.map((one) => one.writeCommitsInRequest)),
      2,
    ),
    atMost('idle below 150 MiB', idleMiB, 150),
    atMost('under load below 260 MiB', Math.max(...ours.map((one) => one.rssMaxMiB)), 260),
  ]
}
