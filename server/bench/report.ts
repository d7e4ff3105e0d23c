import { cpus, loadavg, totalmem } from 'node:os'
import type { Figures } from './figures.ts'

/** What was run on, for people who compare figures. */
export type Machine = {
  cpu: string
  cores: number
  memoryGiB: number
  /** How many processes wanted to run, on average over the last minute: above `cores` the machine was busy with others. */
  loadBefore: number
  node: string
  nodeFlags: readonly string[]
  postgres: string
}

/** Something that a section promises, and what it came to. */
export type Target = { name: string; isMet: boolean; figure: number }

/** One section of the bench: lines for a terminal, what was promised, and all figures for a machine. */
export type Section = {
  title: string
  lines: string[]
  targets: Target[]
  /** Requests that were not answered as they should be: any fails the run. */
  failed: number
  figures: unknown
}

/** The machine as it is now: called before the first round. */
export const describeMachine = (postgres: string, nodeFlags: readonly string[]): Machine => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 1024 ** 3),
  loadBefore: loadavg()[0] ?? Number.NaN,
  node: process.version,
  nodeFlags,
  postgres,
})

export const atLeast = (name: string, figure: number, min: number): Target => ({
  name,
  figure,
  isMet: figure >= min,
})

export const atMost = (name: string, figure: number, max: number): Target => ({
  name,
  figure,
  isMet: figure <= max,
})

/** The server's rates at several connections as parts of the floor's, which is to be at least `min`. */
export const ratioTargets = (figures: readonly Figures[], min: number): Target[] =>
  figures
    .filter(({ subject, connections }) => subject === 'server' && connections > 1)
    .map(({ connections, ratio }) =>
      atLeast(`at least ${min.toFixed(2)} of the floor at ${connections}`, ratio ?? 0, min),
    )
