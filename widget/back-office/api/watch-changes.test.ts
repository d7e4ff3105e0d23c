import { afterEach, expect, test, vi } from 'vitest'
import { refusal } from '../../page-kit/failure.ts'
import type { Api } from './api.ts'
import type { Changes } from './contract.ts'
import { type LiveState, watchChanges } from './watch-changes.ts'

const encoder = new TextEncoder()
const some: Changes = {
  payments: ['tx_1'],
  isMore: false,
  messages: { waiting: 0, dead: 1 },
  inbox: { waiting: 0, dead: 0 },
}
const event = (changes: Changes) => `event: changes\ndata: ${JSON.stringify(changes)}\n\n`

type Stream = (signal: AbortSignal) => Response

const ending =
  (...chunks: string[]): Stream =>
  () =>
    new Response(chunks.join(''))

/** Says what it has to say and stays open until the page goes away. */
const staying =
  (...chunks: string[]): Stream =>
  (signal) =>
    new Response(
      new ReadableStream<Uint8Array>({
        start(controller) {
          for (const chunk of chunks) controller.enqueue(encoder.encode(chunk))
          signal.addEventListener('abort', () => controller.error(signal.reason))
        },
      }),
    )

const failing =
  (error: Error): Stream =>
  () => {
    throw error
  }

let stop = new AbortController()

afterEach(() => {
  stop.abort()
  vi.useRealTimers()
})

function watch(...streams: Stream[]) {
  vi.useFakeTimers()
  stop = new AbortController()
  const heard: { changes: Changes; isFirst: boolean }[] = []
  const states: LiveState[] = []
  const opened: string[] = []
  const open = async (path: string, signal: AbortSignal) => {
    opened.push(path)
    const next = streams.shift() ?? staying()
    return next(signal)
  }
  const ended = watchChanges({
    // Only streams are opened here.
    api: { open } as Api,
    signal: stop.signal,
    onState: (state) => states.push(state),
    onChanges: (changes, isFirst) => heard.push({ changes, isFirst }),
  })
  return { heard, states, opened, ended, wait: (ms: number) => vi.advanceTimersByTimeAsync(ms) }
}

test('changes are told as they come, and the first of a connection is marked', async () => {
  const { heard, states, opened, wait } = watch(
    staying(event(some), ': still here\n\n', event(some)),
  )
  await wait(10)
  expect(opened).toEqual(['/events'])
  expect(heard.map(({ isFirst }) => isFirst)).toEqual([true, false])
  expect(heard[0]?.changes).toEqual(some)
  expect(states.at(-1)).toBe('watching')
})

test('a stream that the server ends is followed by another, and that is no loss', async () => {
  const { states, opened, heard, wait } = watch(ending(event(some)), staying(event(some)))
  await wait(2000)
  expect(opened).toHaveLength(2)
  expect(heard.map(({ isFirst }) => isFirst)).toEqual([true, true])
  expect(states).not.toContain('lost')
})

test('a stream that fails is tried again, after pauses that grow', async () => {
  const failure = failing(refusal({ kind: 'unreachable', status: null }, 'away'))
  const streams = Array.from({ length: 20 }, () => failure)
  const { opened, states, wait } = watch(...streams)
  await wait(2000)
  const soon = opened.length
  expect(soon).toBeGreaterThan(1)
  expect(states.at(-1)).toBe('lost')
  await wait(120_000)
  expect(opened.length - soon).toBeLessThan(12)
})

test('a proxy that ends every stream at once is not asked without pauses', async () => {
  const { opened, states, wait } = watch(...Array.from({ length: 50 }, () => ending('')))
  await wait(30_000)
  expect(opened.length).toBeLessThan(10)
  expect(states.at(-1)).toBe('lost')
})

test('silence where heartbeats should be is a dead connection', async () => {
  const { opened, wait } = watch(staying(event(some)))
  await wait(40_000)
  expect(opened).toHaveLength(1)
  await wait(10_000)
  expect(opened).toHaveLength(2)
})

test('a token that is refused is not sent again', async () => {
  const refused = failing(refusal({ kind: 'access-token-invalid', status: 401 }, 'no'))
  const { ended, opened, states, wait } = watch(refused)
  await wait(60_000)
  await ended
  expect(opened).toHaveLength(1)
  expect(states.at(-1)).toBe('ended')
})

test('nothing is opened after the page has gone', async () => {
  const { ended, opened, wait } = watch(staying(event(some)))
  await wait(10)
  stop.abort()
  await ended
  await wait(60_000)
  expect(opened).toHaveLength(1)
})

test('an event that is no JSON is passed over', async () => {
  const { heard, wait } = watch(staying('event: changes\ndata: {oops\n\n', event(some)))
  await wait(10)
  expect(heard).toHaveLength(1)
})
