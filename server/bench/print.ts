import { type Figures, median } from './figures.ts'
import type { Machine, Section } from './report.ts'
import type { Startup } from './startup.ts'

/** The machine and the sections as text for a terminal. */
export function toText(machine: Machine, sections: readonly Section[]): string {
  const { cpu, cores, memoryGiB, loadBefore, node, nodeFlags, postgres } = machine
  return [
    `${cores} × ${cpu}, ${memoryGiB} GiB, load ${loadBefore.toFixed(1)} before the first round`,
    `Node ${[node, ...nodeFlags].join(' ')}, PostgreSQL ${postgres}; medians of the rounds`,
    ...sections.flatMap(({ title, lines, targets }) => [
      '',
      title,
      '',
      ...lines,
      '',
      ...targets.map(
        ({ name, isMet, figure }) =>
          `  ${isMet ? 'met   ' : 'MISSED'}  ${name} (${figure.toFixed(figure < 100 ? 2 : 0)})`,
      ),
    ]),
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

/** The figures of requests, server and floor below each other. */
export const figuresTable = (figures: readonly Figures[]): string[] => [
  ...table([headings, ...figures.map(toCells)]),
  '',
  'trips and commits: in the request / with workers. db ms: processor time of PostgreSQL. behind: messages that were',
  'still to be delivered when the last request was answered.',
]

const toCells = (one: Figures): string[] => [
  String(one.connections),
  one.subject,
  one.perSecond.toFixed(0),
  one.ratio?.toFixed(2) ?? '',
  one.p50Ms.toFixed(1),
  one.p99Ms.toFixed(1),
  one.cpuMsPerRequest.toFixed(2),
  one.databaseCpuMsPerRequest?.toFixed(2) ?? 'n/a',
  one.rssMaxMiB.toFixed(0),
  `${one.roundTripsInRequest.toFixed(1)} / ${one.roundTripsPerRequest.toFixed(1)}`,
  `${one.writeCommitsInRequest.toFixed(1)} / ${one.writeCommitsPerRequest.toFixed(1)}`,
  String(one.undelivered),
  String(one.failed),
]

/** Rows in columns, aligned right. */
export function table(rows: readonly (readonly string[])[]): string[] {
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
