import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { Query } from './query.ts'

/** The one merchant whom this sandbox serves. */
export type Account = {
  merchantName: string
  secretKey: string
  webhookSecret: string
  webhookUrl: string
}

/**
 * What the routes need. `wake` tells the deliverer of new work; `wait` pauses an answer and ends early on
 * stop.
 */
export type SandboxDeps = {
  query: Query
  publicUrl: string
  account: Account
  panelToken: string
  wake: () => void
  wait: (delayMs: number) => Promise<void>
  log: (line: Record<string, unknown>) => void
}

/** Served over HTTP a request brings its connection; called in process it brings none. */
export type SandboxEnv = { Bindings: Partial<HttpBindings> }
export type SandboxContext = Context<SandboxEnv>
