import type { Database } from '../database/database.ts'
import { startLoop } from '../database/worker-loop.ts'
import { readVersions } from './payment-store.ts'

type Watched = { tenant: string; transactionId: string }
type Watcher = Watched & { version: number; onChange(): void }

/** Tells watchers that a payment may have changed. */
export type PaymentWatch = {
  /** Calls back after each change of the payment, until the returned function is called. */
  watch(payment: Watched & { version: number }, onChange: () => void): () => void
  /** A commit of this process: its watchers are told at once. */
  noticed(changed: Watched): void
  stop(): Promise<void>
}

const lookEveryMs = 1_000

/** Changes by this process are noticed at once; those of other processes by one query per second for all watchers. */
export function createPaymentWatch(db: Database, onDefect: (error: unknown) => void): PaymentWatch {
  const watchers = new Set<Watcher>()

  const look = async (): Promise<number> => {
    if (watchers.size === 0) return 0
    const asked = [...watchers]
    const versions = await readVersions(db, asked)
    for (const [index, watcher] of asked.entries()) {
      const version = versions[index] ?? null
      if (version === null || version === watcher.version || !watchers.has(watcher)) continue
      watcher.version = version
      watcher.onChange()
    }
    return 0
  }
  const loop = startLoop(look, lookEveryMs, onDefect)
  return {
    watch: (payment, onChange) => {
      const watcher = { ...payment, onChange }
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    noticed: ({ tenant, transactionId }) => {
      for (const watcher of watchers) {
        if (watcher.transactionId === transactionId && watcher.tenant === tenant) watcher.onChange()
      }
    },
    stop: () => loop.stop(),
  }
}
