import { fail, ok, type Result } from '../../../result.ts'
import { findEvent, type Process } from './process.ts'

/** The same process with the shop's own timeouts by event name; `null` takes a timeout away. */
export function overrideTimeouts(
  process: Process,
  timeoutsMs: Readonly<Record<string, number | null>>,
): Result<Process, { kind: 'event-unknown'; events: readonly string[] }> {
  const unknown = Object.keys(timeoutsMs).filter((name) => !findEvent(process, name))
  if (unknown.length > 0) return fail({ kind: 'event-unknown', events: unknown })
  const events = process.events.map((event) => {
    const timeoutMs = timeoutsMs[event.name]
    return timeoutMs === undefined ? event : { ...event, timeoutMs }
  })
  return ok({ ...process, events })
}
