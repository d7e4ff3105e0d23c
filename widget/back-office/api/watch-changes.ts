import { readEvents } from '../../src/core/event-stream.ts'
import { pause } from '../../src/core/pause.ts'
import type { Api } from './api.ts'
import type { Changes } from './contract.ts'
import { isTokenRefused } from './failure.ts'

/** `watching`: what is shown is kept true. `lost`: it is not, and is being tried again. `ended`: it will not be tried. */
export type LiveState = 'connecting' | 'watching' | 'lost' | 'ended'

type Watcher = {
  api: Api
  signal: AbortSignal
  onState: (state: LiveState) => void
  /** `isFirst`: the stream has just begun, so what was read before may be old. */
  onChanges: (changes: Changes, isFirst: boolean) => void
}

/** The server's heartbeat comes every 15 s: silence of three of them is a dead connection. */
const silenceMaxMs = 45_000
const firstPauseMs = 1000
const pauseMaxMs = 30_000

/**
 * Watches the server's changes until the signal aborts, over as many connections as it takes. A stream that the server
 * ends in good order is followed by the next one at once; one that fails, by growing pauses.
 */
export async function watchChanges({ api, signal, onState, onChanges }: Watcher): Promise<void> {
  const tell = (changes: Changes, isFirst: boolean) => {
    onState('watching')
    onChanges(changes, isFirst)
  }
  onState('connecting')
  for (let failures = 0; !signal.aborted; ) {
    const end = await readOneStream(api, signal, tell)
    if (signal.aborted) return
    if (end === 'refused') return onState('ended')
    failures = end === 'ended' ? 0 : failures + 1
    if (failures > 0) onState('lost')
    const growing = Math.min(pauseMaxMs, firstPauseMs * 2 ** Math.max(0, failures - 1))
    // Pages that lost the same server do not all come back in the same moment.
    await pause(growing * (0.75 + Math.random() / 2), signal)
  }
}

/** `lost`: it failed, or ended without having said anything, as behind a proxy that cuts every stream. */
type StreamEnd = 'ended' | 'lost' | 'refused'

async function readOneStream(
  api: Api,
  signal: AbortSignal,
  tell: (changes: Changes, isFirst: boolean) => void,
): Promise<StreamEnd> {
  const connection = new AbortController()
  const end = () => connection.abort()
  signal.addEventListener('abort', end)
  let silence = setTimeout(end, silenceMaxMs)
  let isFirst = true
  try {
    const { body } = await api.open('/events', connection.signal)
    for await (const event of readEvents(body)) {
      clearTimeout(silence)
      silence = setTimeout(end, silenceMaxMs)
      if (event?.event !== 'changes') continue
      const changes = parseChanges(event.data)
      if (changes) tell(changes, isFirst)
      isFirst = false
    }
    return isFirst ? 'lost' : 'ended'
  } catch (error) {
    return isTokenRefused(error) ? 'refused' : 'lost'
  } finally {
    clearTimeout(silence)
    signal.removeEventListener('abort', end)
    end()
  }
}

/** Null for what is no JSON: a broken event must not end the stream. */
function parseChanges(data: string): Changes | null {
  try {
    // The server checks what it sends against the contract whose types are used here.
    return JSON.parse(data) as Changes
  } catch {
    return null
  }
}
