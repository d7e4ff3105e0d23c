import { call } from './call.ts'
import type { RunningApp } from './start-app.ts'

type Labels = Readonly<Record<string, string>>

/** One line of what a server tells Prometheus. */
export type Sample = { name: string; labels: Labels; value: number }

/** Everything that a server tells Prometheus at this moment. */
export async function readMetrics(
  app: RunningApp,
  headers: Record<string, string> = {},
): Promise<readonly Sample[]> {
  const { status, text } = await call(app, 'GET', '/metrics', { headers })
  if (status !== 200) throw new Error(`The metrics were refused: ${status} ${text}`)
  return parseSamples(text)
}

/** Reads Prometheus' text. Throws on a line that is none. */
export const parseSamples = (text: string): Sample[] =>
  text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(toSample)

function toSample(line: string): Sample {
  const [, name, labels = '', value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? []
  if (name === undefined) throw new Error(`This is no line of Prometheus' text: ${line}`)
  const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)]
  return {
    name,
    labels: Object.fromEntries(pairs.map(([, key = '', text = '']) => [key, text])),
    value: Number(value),
  }
}

/** The sum of what has this name and these labels; null where there is nothing of it. */
export function sumOf(
  samples: readonly Sample[],
  name: string,
  labels: Labels = {},
): number | null {
  const found = samples.filter(
    (one) =>
      one.name === name &&
      Object.entries(labels).every(([label, value]) => one.labels[label] === value),
  )
  return found.length === 0 ? null : found.reduce((sum, { value }) => sum + value, 0)
}
