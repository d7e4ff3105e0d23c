import type { Database } from '../database/database.ts'
import type { PspKind } from '../psp/psp-kind.ts'
import type { Registry } from './registry.ts'
import type { Sealer } from './sealer.ts'

/** What the life cycle of an app needs. */
export type AppDeps = {
  db: Database
  registry: Pick<Registry, 'forget'>
  /** Every kind of provider that this installation has. */
  kinds: readonly PspKind[]
  sealer: Sealer
  /** Where shops reach the app. */
  publicUrl: string
  /** Called after each commit that has news for the shop. */
  onNews(tenant: string): void
}
