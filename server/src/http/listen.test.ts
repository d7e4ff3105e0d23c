import { Agent, get } from 'node:http'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { listen } from './listen.ts'

// Keeping a connection is what a browser, a load balancer and our own callers do.
const keepAlive = () => new Agent({ keepAlive: true })

/** Asks over a connection that is kept, and answers the status and what becomes of the connection. */
const ask = (url: string, agent: Agent): Promise<[number | undefined, string | undefined]> =>
  new Promise((resolve, reject) => {
    get(url, { agent }, (answer) => {
      const { statusCode, headers } = answer
      answer.resume().on('end', () => resolve([statusCode, headers.connection]))
    }).on('error', reject)
  })

test('until it is told what serves it, a listener asks to come again', async () => {
  const listener = await listen('127.0.0.1', 0, 0)
  const answer = await fetch(listener.url)
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1'])
  await listener.close()
})

test('a listener that closes still takes who comes without a connection, and one that never served does not', async () => {
  const serving = await listen('127.0.0.1', 0, 1_500)
  serving.serve(() => new Response('Here'))
  const unused = await listen('127.0.0.1', 0, 60_000)
  const closed = serving.close()
  const answer = await fetch(serving.url)
  expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close'])
  await Promise.all([closed, unused.close()])
  await expect(fetch(serving.url)).rejects.toThrow()
})

test('a port that is taken is named', async () => {
  const first = await listen('127.0.0.1', 0, 0)
  const port = Number(new URL(first.url).port)
  await expect(listen('127.0.0.1', port, 0)).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is not free.`,
  )
  await first.close()
})

// Each of these ends long before a connection is cut off: else the test runs into its own time.
const soon = 5_000

test('a request that is under way is answered, then its connection is closed', {
  timeout: soon,
}, async () => {
  const listener = await listen('127.0.0.1', 0, 0)
  const arrived = Promise.withResolvers<void>()
  const answer = Promise.withResolvers<Response>()
  listener.serve(() => {
    arrived.resolve()
    return answer.promise
  })
  const agent = keepAlive()
  const asked = ask(listener.url, agent)
  await arrived.promise
  const closed = listener.close()
  answer.resolve(new Response('Late, but whole'))
  expect(await asked).toEqual([200, 'close'])
  await closed
  agent.destroy()
})

test('a request that was on its way in a kept connection is answered, and nobody uses that again', {
  timeout: soon,
}, async () => {
  const listener = await listen('127.0.0.1', 0, 1_500)
  listener.serve(() => new Response('Here'))
  const agent = keepAlive()
  expect(await ask(listener.url, agent)).toEqual([200, 'keep-alive'])
  const closed = listener.close()
  expect(await ask(listener.url, agent)).toEqual([200, 'close'])
  await closed
  agent.destroy()
})

test('a stream whose answer has begun holds its connection until it ends, and no longer', {
  timeout: soon,
}, async () => {
  const listener = await listen('127.0.0.1', 0, 0)
  const { readable, writable } = new TransformStream<Uint8Array>()
  listener.serve(() => new Response(readable))
  const agent = keepAlive()
  const writer = writable.getWriter()
  const asked = ask(listener.url, agent)
  await writer.write(new TextEncoder().encode('first'))
  const closed = listener.close()
  await writer.close()
  expect(await asked).toEqual([200, 'keep-alive'])
  await closed
  agent.destroy()
})

test('a connection that was opened in advance, and one that is kept, hold nothing up', {
  timeout: soon,
}, async () => {
  const listener = await listen('127.0.0.1', 0, 0)
  listener.serve(() => new Response('Here'))
  const agent = keepAlive()
  expect(await ask(listener.url, agent)).toEqual([200, 'keep-alive'])
  const socket = connect(Number(new URL(listener.url).port), '127.0.0.1')
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  await listener.close()
  socket.destroy()
  agent.destroy()
})
