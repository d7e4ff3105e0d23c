/** One server-sent event. */
export type StreamEvent = { event: string; data: string }

/** A server that never ends an event must not fill the memory. */
const bufferMax = 256 * 1024

/** Reads server-sent events from a response; comments, ids and retry hints are passed over. */
export async function* readEvents(
  body: ReadableStream<Uint8Array> | null,
): AsyncGenerator<StreamEvent | null> {
  if (!body) return
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let buffer = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      buffer = (buffer + decoder.decode(value, { stream: true })).replace(/\r\n?/g, '\n')
      const blocks = buffer.split('\n\n')
      buffer = blocks.pop() ?? ''
      if (buffer.length > bufferMax) return
      // A null says that the connection is alive, so that a stalled one can be told from a quiet one.
      yield null
      yield* blocks.map(toEvent)
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

function toEvent(block: string): StreamEvent {
  const parsed = { event: 'message', data: [] as string[] }
  for (const line of block.split('\n')) {
    const [, field, value = ''] = /^(event|data): ?(.*)$/.exec(line) ?? []
    if (field === 'event') parsed.event = value
    if (field === 'data') parsed.data.push(value)
  }
  return { event: parsed.event, data: parsed.data.join('\n') }
}
