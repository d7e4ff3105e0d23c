import { type Figures, median, type Report } from './report.ts'
import type { Startup } from './startup.ts'

/** The report as text for a terminal. */
export function toText({ machine, idleRssMiB, figures, targets }: Report): string {
  const { cpu, cores, memoryGiB, loadBefore, node, nodeFlags, postgres } = machine
  return [
    `POST /payments on ${cores} × ${cpu}, ${memoryGiB} GiB, load ${loadBefore.toFixed(1)} before the first round`,
    `Node ${[node, ...nodeFlags].join(' ')}, PostgreSQL ${postgres}; medians of the rounds`,
    '',
    ...table([headings, ...figures.map(toCells)]),
    '',
    `Idle: server ${idleRssMiB.server.toFixed(0)} MiB, floor ${idleRssMiB.floor.toFixed(0)} MiB resident.`,
    'trips and commits: in the request / with delivery and workers. db ms: processor time of PostgreSQL.',
    '',
    ...targets.map(
      ({ name, isMet, figure }) =>
        `  ${isMet ? 'met   ' : 'MISSED'}  ${name} (${figure.toFixed(2)})`,
    ),
  ].join('\n')
}

const headings = [
  'connections',
  'subject',
  'per s',
  'ratio',
  'p50 ms',
  'p99 ms',
  'cpu ms',
  'db ms',
  'MiB max',
  'trips',
  'commits',
  'behind',
  'failed',
]

const toCells = (one: Figures): string[] => [
  String(one.connections),
  one.subject,
  one.perSecond.toFixed(0),
  one.ratio?.toFixed(2) ?? '',
  one.p50Ms.toFixed(1),
  one.p99Ms.toFixed(1),
  one.cpuMsPerPayment.toFixed(2),
  one.databaseCpuMsPerPayment?.toFixed(2) ?? 'n/a',
  one.rssMaxMiB.toFixed(0),
  `${one.roundTripsInRequest.toFixed(1)} / ${one.roundTripsPerPayment.toFixed(1)}`,
  `${one.writeCommitsInRequest.toFixed(1)} / ${one.writeCommitsPerPayment.toFixed(1)}`,
  String(one.undelivered),
  String(one.failed),
]

/** Rows in columns, aligned right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths =
    rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return rows.map(
    (row) => `  ${row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('   ')}`,
  )
}

/** The start-up times as text for a terminal. */
export const startupText = (startups: readonly Startup[]): string =>
  [
    'From the start of the process to ready; medians',
    '',
    ...table([
      ['on', 'ms', 'all runs'],
      ...startups.map(({ name, ms }) => [
        name,
        median(ms).toFixed(0),
        ms.map((one) => one.toFixed(0)).join(', '),
      ]),
    ]),
  ].join('\n')
