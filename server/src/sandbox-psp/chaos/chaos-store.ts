import type { Query } from '../query.ts'
import { type ChaosChanges, ChaosSettings, calm, chaosSettingNames } from './chaos.ts'

export async function readChaos({ query }: { query: Query }): Promise<ChaosSettings> {
  const [row] = await query(`select ${chaosSettingNames.join(', ')} from sandbox_psp.chaos`)
  return ChaosSettings.parse(row ?? calm)
}

/** Changes the settings that are named and leaves the others. */
export async function changeChaos(
  { query }: { query: Query },
  changes: ChaosChanges,
): Promise<ChaosSettings> {
  const names = chaosSettingNames.filter((name) => changes[name] !== undefined)
  if (names.length === 0) return readChaos({ query })
  const [row] = await query(
    `insert into sandbox_psp.chaos (id, ${names.join(', ')})
     values (true, ${names.map((_, index) => `$${index + 1}`).join(', ')})
     on conflict (id) do update set ${names.map((name) => `${name} = excluded.${name}`).join(', ')}
     returning ${chaosSettingNames.join(', ')}`,
    names.map((name) => changes[name]),
  )
  return ChaosSettings.parse(row)
}
