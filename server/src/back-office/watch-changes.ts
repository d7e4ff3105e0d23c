import type { Changes } from '../contract/back-office/changes.ts'
import type { Database } from '../database/database.ts'
import { startLoop } from '../database/worker-loop.ts'
import { readBacklog, readSnapshot } from './changes-store.ts'
import { compareSnapshots, type Snapshot } from './compare-snapshots.ts'

/** Tells operators' pages what changed, whichever process did it. */
export type ChangeWatch = {
  /** What a page that begins to watch is told first. */
  read(tenant: string): Promise<Changes>
  /** Calls back with what changed from this moment on, until the function that it answers is called. */
  watch(tenant: string, onChange: (changes: Changes) => void): Promise<() => void>
  /** A commit of this process: told with the next look, however old the payment is. */
  noticed(changed: { tenant: string; transactionId: string }): void
  stop(): Promise<void>
}

type Watched = {
  watchers: Set<(changes: Changes) => void>
  last: Snapshot
  noticed: Set<string>
}

const toWatched = (last: Snapshot): Watched => ({ watchers: new Set(), last, noticed: new Set() })

const lookEveryMs = 1_000

/** One look a second for all pages of a tenant, and none while nobody watches. */
export function createChangeWatch(db: Database, onDefect: (error: unknown) => void): ChangeWatch {
  const tenants = new Map<string, Watched>()

  const lookAt = async (tenant: string, watched: Watched): Promise<void> => {
    const noticed = watched.noticed
    watched.noticed = new Set()
    const now = await readSnapshot(db, tenant)
    const changes = compareSnapshots(watched.last, now, noticed)
    watched.last = now
    if (changes) for (const tell of watched.watchers) tell(changes)
  }
  const look = async (): Promise<number> => {
    for (const [tenant, watched] of tenants) await lookAt(tenant, watched)
    return 0
  }
  const loop = startLoop(look, lookEveryMs, onDefect)
  return {
    read: async (tenant) => ({
      payments: [],
      isMore: false,
      ...(await readBacklog(db, tenant)),
    }),
    watch: async (tenant, onChange) => {
      const now = await readSnapshot(db, tenant)
      // Asked only now: another page may have begun to watch meanwhile.
      const watched = tenants.get(tenant) ?? toWatched(now)
      tenants.set(tenant, watched)
      watched.watchers.add(onChange)
      return () => {
        watched.watchers.delete(onChange)
        if (watched.watchers.size === 0) tenants.delete(tenant)
      }
    },
    noticed: ({ tenant, transactionId }) => tenants.get(tenant)?.noticed.add(transactionId),
    stop: () => loop.stop(),
  }
}
