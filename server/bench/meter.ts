import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Child } from './child.ts'
import type { StatementCounts } from './statements.ts'
import type { UsageQuestions } from './usage.ts'

/** What a subject and the database have used in a while. */
export type Used = {
  cpuMs: number
  databaseCpuMs: number | null
  rssMaxMiB: number
  writeCommits: number
}

/** Where use is read: `client` looks into the server's database from outside. */
export type Meter = { client: pg.Client; databaseCpuMs(): Promise<number | null> }

/** What the subject and the database use between now and the call of the returned function. */
export async function startMeter(
  { client, databaseCpuMs }: Meter,
  subject: Child<UsageQuestions>,
): Promise<() => Promise<Used>> {
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

/** How many rows of this table are still to be settled. */
export async function countOpen(client: pg.Client, table: 'messages' | 'inbox'): Promise<number> {
  const { rows } = await client.query(
    `select count(*) as left from ${table} where settled_at is null`,
  )
  return Number(rows[0]?.left)
}

const drainMaxMs = 60_000
const lookEveryMs = 50

/** Waits until everything is settled, so that its cost is in this round's figures and no other's. */
export async function drained(client: pg.Client, table: 'messages' | 'inbox'): Promise<void> {
  const giveUpAt = performance.now() + drainMaxMs
  while ((await countOpen(client, table)) > 0) {
    if (performance.now() > giveUpAt)
      throw new Error(`The ${table} of a round were not settled in time.`)
    await sleep(lookEveryMs)
  }
}

/** The statements between two counts. */
export function difference(after: StatementCounts, before: StatementCounts): StatementCounts {
  const counts = Object.entries(after).map(
    ([kind, sent]) => [kind, sent - (before[kind] ?? 0)] as const,
  )
  return Object.fromEntries(counts.filter(([, sent]) => sent > 0))
}
