import { readdir, readFile } from 'node:fs/promises'
import type pg from 'pg'

// The kernel reports processor time in hundredths of a second on every Linux that Node runs on.
const tickMs = 10

/** Reads the processor time that the whole PostgreSQL server has used; null where there is no /proc. */
export async function watchDatabaseCpu(client: pg.Client): Promise<() => Promise<number | null>> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const backend = await readStat(String(rows[0]?.pid))
  if (!backend) return async () => null
  const postmaster = backend.parent
  return async () => {
    const all = await Promise.all(
      (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(readStat),
    )
    return all.reduce((sum, stat) => (stat && isOf(stat, postmaster) ? sum + stat.cpuMs : sum), 0)
  }
}

type Stat = { pid: string; parent: string; cpuMs: number }

const isOf = (stat: Stat, postmaster: string): boolean =>
  stat.parent === postmaster || stat.pid === postmaster

async function readStat(pid: string): Promise<Stat | null> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses may hold blanks: the numbered fields begin behind it, with field 3.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const ticks = (field: number): number => Number(fields[field - 3])
    return { pid, parent: fields[1] ?? '', cpuMs: (ticks(14) + ticks(15)) * tickMs }
  } catch {
    // It ended meanwhile, or there is no /proc here.
    return null
  }
}
