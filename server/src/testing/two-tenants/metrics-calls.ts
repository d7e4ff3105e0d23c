import { readBacklog } from '../../metrics/backlog-store.ts'
import type { StoreCalls } from './store-calls.ts'

/** What whoever runs the installation watches. */
export const metricsCalls: StoreCalls = {
  'metrics/backlog-store.ts': {
    readBacklog: (db) => readBacklog(db, { preOrderDeadlineMs: 60_000, countMax: 10 }),
  },
}
