import { expect, test } from 'vitest'
import { readEvents } from './event-stream.ts'

const encoder = new TextEncoder()

async function eventsOf(...chunks: string[]) {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk))
      controller.close()
    },
  })
  const events = []
  for await (const event of readEvents(body)) if (event) events.push(event)
  return events
}

test('events are read wherever the network cuts them', async () => {
  expect(await eventsOf('event: pay', 'ment\ndata: {"a":', '1}\n', '\n')).toEqual([
    { event: 'payment', data: '{"a":1}' },
  ])
})

test('heartbeats, ids and Windows line ends are passed over', async () => {
  const text = ': heartbeat\r\n\r\nid: 7\r\nevent: payment\r\ndata: one\r\ndata: two\r\n\r\n'
  expect((await eventsOf(text)).at(-1)).toEqual({ event: 'payment', data: 'one\ntwo' })
})

test('an event that never ends does not fill the memory', async () => {
  expect(await eventsOf('data: ', 'x'.repeat(300_000), '\n\n')).toEqual([])
})
