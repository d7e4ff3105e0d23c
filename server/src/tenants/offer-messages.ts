import type { AppDeps } from './app-deps.ts'
import { type AppMessage, methodMessages } from './app-messages.ts'
import type { Connection } from './connection.ts'
import { toTenant } from './registry.ts'

/** What a shop must do so that it offers what its connections offer now, over all of them: nothing for what stayed the same. */
export function offerMessages(
  deps: Pick<AppDeps, 'kinds' | 'sealer' | 'publicUrl'>,
  before: readonly Connection[],
  after: readonly Connection[],
): AppMessage[] {
  const offered = (connections: readonly Connection[]) =>
    toTenant(deps, { id: '', merchantName: '' }, connections).methods
  return methodMessages(offered(before), offered(after), deps.publicUrl)
}
