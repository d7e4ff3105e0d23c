import type { Measured } from './measure.ts'

/** The figures of one subject at one number of connections: medians over its rounds. */
export type Figures = {
  subject: Measured['subject']
  connections: number
  perSecond: number
  p50Ms: number
  p99Ms: number
  cpuMsPerRequest: number
  databaseCpuMsPerRequest: number | null
  rssMaxMiB: number
  roundTripsPerRequest: number
  /** Those that the caller waits for; the others are of workers. */
  roundTripsInRequest: number
  writeCommitsPerRequest: number
  writeCommitsInRequest: number
  /** The server's rate as a part of the floor's in the same round. */
  ratio: number | null
  undelivered: number
  failed: number
}

/** Sums up rounds. `isInRequest` tells the statements that a caller waits for from those of workers. */
export const toFigures = (
  rounds: readonly Measured[],
  isInRequest: (statement: string) => boolean,
): Figures[] =>
  [...Map.groupBy(rounds, ({ subject, connections }) => `${subject} ${connections}`).values()].map(
    (same) => sumUp(same, rounds, isInRequest),
  )

function sumUp(
  same: Measured[],
  all: readonly Measured[],
  isInRequest: (statement: string) => boolean,
): Figures {
  const [{ subject, connections }] = same as [Measured, ...Measured[]]
  const perRequest = (cost: (round: Measured) => number) =>
    median(same.map((round) => cost(round) / round.answered))
  const inRequest = ({ statements }: Measured) =>
    Object.entries(statements).filter(([statement]) => isInRequest(statement))
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
    cpuMsPerRequest: perRequest(({ cpuMs }) => cpuMs),
    databaseCpuMsPerRequest: same.some(({ databaseCpuMs }) => databaseCpuMs === null)
      ? null
      : perRequest(({ databaseCpuMs }) => databaseCpuMs ?? Number.NaN),
    rssMaxMiB: Math.max(...same.map(({ rssMaxMiB }) => rssMaxMiB)),
    roundTripsPerRequest: perRequest(({ statements }) => sum(Object.values(statements))),
    roundTripsInRequest: perRequest((round) => sum(inRequest(round).map(([, sent]) => sent))),
    writeCommitsPerRequest: perRequest(({ writeCommits }) => writeCommits),
    writeCommitsInRequest: perRequest((round) =>
      sum(inRequest(round).flatMap(([kind, sent]) => (kind.startsWith('select') ? [] : [sent]))),
    ),
    ratio: subject === 'server' && ratios.length > 0 ? median(ratios) : null,
    undelivered: median(same.map(({ undelivered }) => undelivered)),
    failed: sum(same.map(({ failed }) => sum(Object.values(failed)))),
  }
}

const rate = ({ answered, seconds }: Measured): number => answered / seconds
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN
}
