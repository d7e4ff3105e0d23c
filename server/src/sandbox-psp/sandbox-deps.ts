import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { Account } from './accounts/account.ts'
import type { Query } from './query.ts'

/**
 * What the routes need. `wake` tells the deliverer of new work; `wait` pauses an answer and ends early on
 * stop.
 */
export type SandboxDeps = {
  query: Query
  publicUrl: string
  panelToken: string
  wake: () => void
  wait: (delayMs: number) => Promise<void>
  log: (line: Record<string, unknown>) => void
}

/**
 * Served over HTTP a request brings its connection; called in process it brings none. `account` is whose key was sent: it is
 * there behind the guard of the API, and nowhere else.
 */
export type SandboxEnv = { Bindings: Partial<HttpBindings>; Variables: { account?: Account } }
export type SandboxContext = Context<SandboxEnv>
