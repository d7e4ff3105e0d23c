import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import { mergeChanges } from '../../back-office/compare-snapshots.ts'
import type { ChangeWatch } from '../../back-office/watch-changes.ts'
import type { Changes } from '../../contract/back-office/changes.ts'
import type { AppEnv } from '../app-env.ts'
import { refuse } from '../glue/mount.ts'
import { type EdgeDeps, identifyRequest } from '../identify-request.ts'
import { createPlaces } from '../places.ts'
import { createSignal } from '../signal.ts'

const streamMaxMs = 10 * 60_000
const heartbeatMs = 15_000
/** Of one tenant's operators. */
const streamsMax = { each: 50, all: 1_000 }

type ChangeStreamDeps = {
  changes: ChangeWatch
  identity: EdgeDeps
  shutdown: AbortSignal
}

/** Sends what changed, at once and after each look that finds something, until ten minutes have passed. */
export function createChangeStream({ changes, identity, shutdown }: ChangeStreamDeps) {
  const takePlace = createPlaces(streamsMax)
  return async (c: Context<AppEnv>): Promise<Response> => {
    const operator = await identifyRequest(c, identity, 'operator')
    if (!operator.ok) return refuse(c, [operator.failure])
    const { tenant } = operator.value.identity
    const first = await changes.read(tenant)
    const leave = takePlace(tenant)
    if (!leave) return refuse(c, [{ kind: 'streams-too-many', retryAfterSeconds: 5 }])
    c.header('cache-control', 'no-store')
    c.header('x-accel-buffering', 'no')
    return streamSSE(c, async (stream) => {
      const mailbox = createMailbox()
      let unwatch = () => {}
      stream.onAbort(() => mailbox.end())
      shutdown.addEventListener('abort', mailbox.end, { once: true })
      if (shutdown.aborted) mailbox.end()
      const deadline = setTimeout(() => mailbox.end(), streamMaxMs)
      const heartbeat = setInterval(() => void stream.write(': still here\n\n'), heartbeatMs)
      try {
        // Watched before the first event is sent: what a page reads after that event misses nothing.
        unwatch = await changes.watch(tenant, mailbox.put)
        for (let next: Changes | null = first; next; next = await mailbox.take()) {
          await stream.writeSSE({ event: 'changes', data: JSON.stringify(next) })
        }
      } finally {
        leave()
        unwatch()
        shutdown.removeEventListener('abort', mailbox.end)
        clearTimeout(deadline)
        clearInterval(heartbeat)
      }
    })
  }
}

/** What a slow reader has not read yet, as one: the newest counts, and every payment that is named. */
function createMailbox() {
  const signal = createSignal()
  let pending: Changes | null = null
  return {
    put: (changes: Changes) => {
      pending = pending ? mergeChanges(pending, changes) : changes
      signal.raise()
    },
    end: () => signal.end(),
    take: async (): Promise<Changes | null> => {
      if (!(await signal.wait())) return null
      const taken = pending
      pending = null
      return taken
    },
  }
}
